import"./chunk-S3F2AHYN.js";import"./chunk-ZMKERV25.js";
