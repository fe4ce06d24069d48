import{a}from"./chunk-B2KZ2SVL.js";import"./chunk-ZWHDSG7V.js";import"./chunk-HX4ZLXZ5.js";import"./chunk-7BP4ERVF.js";import"./chunk-HNKYQNIH.js";export{a as choose};
