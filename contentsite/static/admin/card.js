import"./chunk-5RCRP2SO.js";import"./chunk-HNKYQNIH.js";document.documentElement.dataset.ready="card";
