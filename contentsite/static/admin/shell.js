import"./chunk-56KNA7YN.js";import"./chunk-LU2WX7MQ.js";import"./chunk-UYIFJVFX.js";import"./chunk-MTKXILUC.js";import"./chunk-WTKFGQDY.js";
