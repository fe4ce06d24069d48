import{a}from"./chunk-63XFCXFT.js";import"./chunk-SFFFUN6S.js";import"./chunk-VYU4RFUE.js";import"./chunk-WDSN3TZW.js";export{a as choose};
