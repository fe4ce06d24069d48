// What every screen of the admin has. All of it is comfort: without script the same is done by links and forms.

import './password.js';
import './rows.js';
import './theme.js';
import './tree.js';

document.documentElement.dataset.ready = 'shell';
