import{a}from"./chunk-7OBXYXQX.js";import"./chunk-MWQRX6IB.js";import"./chunk-SFFFUN6S.js";import"./chunk-VYU4RFUE.js";import"./chunk-WDSN3TZW.js";export{a as choose};
