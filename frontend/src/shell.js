// What every screen of the admin has. All of it is comfort: without script the same is done by links and forms.

import htmx from 'htmx.org';
import { trusting } from './dom.js';
import { headers } from './send.js';
import { told } from './toast.js';
import './password.js';
import './rows.js';
import './theme.js';
import './tree.js';

// htmx makes elements by the page's own policy for trusted HTML
htmx.registerExtension('cs-tt', { init: (api) => api.initSecurity(trusting) });
document.addEventListener('htmx:config:request', (event) => {
  Object.assign(event.detail.ctx.request.headers, headers());
});
// an answer may tell what was done, wherever it is put
document.addEventListener('htmx:before:swap', (event) => told(event.detail.ctx.text ?? ''));

document.documentElement.dataset.ready = 'shell';
