import"./chunk-G2ZUF7RR.js";import"./chunk-U4O6FKAY.js";import"./chunk-MWQRX6IB.js";import"./chunk-OWGJL5UV.js";import"./chunk-SFFFUN6S.js";import"./chunk-VYU4RFUE.js";import"./chunk-WDSN3TZW.js";
