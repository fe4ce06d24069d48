import{a}from"./chunk-WPZLURWW.js";import"./chunk-NGTCKWAR.js";import"./chunk-UH5CM27O.js";import"./chunk-O4DNXCRN.js";export{a as choose};
