import"./chunk-GUEZ55C4.js";import"./chunk-5RCRP2SO.js";import"./chunk-3ZFZNT32.js";import"./chunk-J2Y3Z3VG.js";import"./chunk-6PWDSNDE.js";import"./chunk-7BP4ERVF.js";import"./chunk-HNKYQNIH.js";
