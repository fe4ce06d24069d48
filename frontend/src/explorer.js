// The explorer: the table of a folder's entries, by mouse, keyboard and touch.

import './shell.js';
import './explorer/filter.js';
import './explorer/select.js';
import './explorer/bulk.js';
import './explorer/menu.js';
import './explorer/retitle.js';
import './explorer/carry.js';
import './explorer/drag.js';
import './explorer/upload.js';

document.documentElement.dataset.ready = 'explorer';
