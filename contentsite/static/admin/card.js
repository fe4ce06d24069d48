import"./chunk-ZMKERV25.js";document.documentElement.dataset.ready="card";
