import{a}from"./chunk-QYBEEROK.js";import"./chunk-DOUBP32S.js";import"./chunk-VYU4RFUE.js";import"./chunk-WDSN3TZW.js";export{a as choose};
