import"./chunk-YI6XNEUI.js";
