import"./chunk-HIMGKGPU.js";import"./chunk-O4DNXCRN.js";document.documentElement.dataset.ready="card";
