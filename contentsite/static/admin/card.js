import"./chunk-U4O6FKAY.js";import"./chunk-WDSN3TZW.js";document.documentElement.dataset.ready="card";
