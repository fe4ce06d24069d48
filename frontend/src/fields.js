// The controls of forms. Each custom element makes more of a plain control, which stays in the form and is the truth:
// it fires `input` for each change; who sets its value from outside fires `cs:refresh` on it.

import { $ } from './dom.js';
import './checks.js';
import './counts.js';
import './file-field.js';
import './mark-down.js';
import './node-field.js';
import './rich-text.js';
import './tab-set.js';
import './tag-field.js';

const ELEMENTS = 'rich-text, tag-field, node-field, mark-down';

/** Have a control in sight and in focus, whatever was made of it. */
export function reveal(control) {
  for (let at = control; at; at = at.parentElement) {
    if (at.localName === 'tab-set') at.reveal(control);
    if (at.localName === 'details') at.open = true;
  }
  const inside = control.getAttribute('role') === 'radiogroup' ? $('input:checked, input', control) : control;
  (control.closest(ELEMENTS) ?? inside).focus();
  control.closest('.field')?.scrollIntoView({ block: 'nearest' });
}

// links to controls, as in the list of what is to be mended, and their labels
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"], label[for]');
  const id = link?.htmlFor ?? link?.hash.slice(1);
  const control = id ? document.getElementById(id) : null;
  if (!control?.closest('form .field')) return;
  if (link.localName === 'a' || control.hidden) {
    event.preventDefault();
    reveal(control);
  }
});

// a file that is dropped beside its field is not opened in the place of the form
for (const kind of ['dragover', 'drop']) {
  document.addEventListener(kind, (event) => {
    if (event.defaultPrevented || !event.dataTransfer.types.includes('Files') || event.target.matches?.('[type=file]')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  });
}

// a number does not change because somebody scrolls past it
document.addEventListener('wheel', (event) => {
  if (event.target.matches?.('input[type=number]:focus')) event.target.blur();
}, { passive: true });
