import"./chunk-EMHL5Q2M.js";
