import{a}from"./chunk-DDFUKSYC.js";import"./chunk-3ZFZNT32.js";import"./chunk-6PWDSNDE.js";import"./chunk-7BP4ERVF.js";import"./chunk-HNKYQNIH.js";export{a as choose};
