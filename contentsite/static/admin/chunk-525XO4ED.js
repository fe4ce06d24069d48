import{a}from"./chunk-J6BCDCDY.js";import"./chunk-UYIFJVFX.js";import"./chunk-MTKXILUC.js";import"./chunk-WTKFGQDY.js";export{a as choose};
