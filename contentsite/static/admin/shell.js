import"./chunk-N2VORR5U.js";import"./chunk-HIMGKGPU.js";import"./chunk-NGTCKWAR.js";import"./chunk-UH5CM27O.js";import"./chunk-O4DNXCRN.js";
