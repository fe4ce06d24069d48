// The pages before one is signed in.

import './password.js';

document.documentElement.dataset.ready = 'card';
