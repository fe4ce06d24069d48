import"./chunk-5DR7L7PL.js";import"./chunk-U4O6FKAY.js";import"./chunk-RUDBROTZ.js";import"./chunk-SFFFUN6S.js";import"./chunk-VYU4RFUE.js";import"./chunk-WDSN3TZW.js";
