import"./chunk-M3KJSUJX.js";import"./chunk-U4O6FKAY.js";import"./chunk-DOUBP32S.js";import"./chunk-VYU4RFUE.js";import"./chunk-WDSN3TZW.js";
