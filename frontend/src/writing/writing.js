// The form of a page: kept while one types, shown beside itself, and saved by Ctrl+S.

import { $ } from '../dom.js';
import { address } from './address.js';
import { choices } from './choices.js';
import { count } from './counter.js';
import { keeping } from './keeping.js';
import { live } from './live.js';
import { saving } from './saving.js';

/** Give a form what makes it quicker and safer. */
export function writing(form) {
  const kept = keeping(form, $('#status', form));
  saving(form, kept);
  live(form, $('#live'), $('#preview', form));
  address(form);
  choices(form);
  count($('#f-description', form));
  // a title is one line, however many it takes on the screen
  $('#f-title', form)?.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
  document.documentElement.dataset.ready = 'writing';
}
