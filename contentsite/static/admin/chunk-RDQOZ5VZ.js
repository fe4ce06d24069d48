import{a}from"./chunk-P7JP6FOG.js";import"./chunk-RUDBROTZ.js";import"./chunk-SFFFUN6S.js";import"./chunk-VYU4RFUE.js";import"./chunk-WDSN3TZW.js";export{a as choose};
