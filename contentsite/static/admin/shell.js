import"./chunk-JKOMLEEL.js";import"./chunk-5RCRP2SO.js";import"./chunk-ZWHDSG7V.js";import"./chunk-J2Y3Z3VG.js";import"./chunk-HX4ZLXZ5.js";import"./chunk-7BP4ERVF.js";import"./chunk-HNKYQNIH.js";
