import"./chunk-Z2NIOEFD.js";
