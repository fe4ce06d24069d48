import"./chunk-LU2WX7MQ.js";import"./chunk-WTKFGQDY.js";document.documentElement.dataset.ready="card";
