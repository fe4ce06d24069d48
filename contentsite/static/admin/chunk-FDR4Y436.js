import{a as t,e as o}from"./chunk-HNKYQNIH.js";var n=4e3;function i(s){let e=o("p",{class:"hidden"},s);t("#toasts").append(e),setTimeout(()=>e.remove(),n)}export{i as a};
