// Short messages at the edge of the screen, told to screen readers as well.

import { $, $$, element, fragment, icon } from './dom.js';
import { _ } from './words.js';

const READING = 6000;
const DECIDING = 15000;

/** Show what was done. `undo` is called by the button "Undo", if it is given. */
export function toast(text, { undo } = {}) {
  const made = element('div', { class: 'toast' }, element('p', {}, text));
  if (undo) {
    const button = element('button', { class: 'button', type: 'button', 'data-keys': 'u' }, icon('undo'), _('Undo'));
    button.addEventListener('click', () => { made.remove(); undo(); });
    made.append(button);
  }
  show(made);
}

/** Show what an answer of the site says was done, with the form that undoes it. */
export function told(text) {
  const said = fragment(text).querySelector('.said');
  if (said) {
    said.classList.add('toast');
    show(said);
  }
}

// A dialog keeps all that is outside of it from eyes, hands and screen readers: what is told then stands in it.
function within(place) {
  const dialog = $$('dialog:modal').at(-1);
  if (!dialog || dialog.contains(place)) return;
  dialog.append(place);
  dialog.addEventListener('close', () => document.body.append(place), { once: true });
}

function show(made) {
  const place = $('#toasts');
  within(place);
  $$('.toast', place).slice(0, -2).forEach((each) => each.remove());
  place.append(made);
  const close = element('button', { class: 'button quiet square', type: 'button', 'aria-label': _('Close') }, icon('close'));
  close.addEventListener('click', () => made.remove());
  made.append(close);
  linger(made, $('form, button:not(:last-child)', made) ? DECIDING : READING);
}

// what is read, or about to be pressed, stays (WCAG 2.2.1)
function linger(made, time) {
  let timer = setTimeout(() => made.remove(), time);
  const hold = () => clearTimeout(timer);
  const release = () => { hold(); timer = setTimeout(() => made.remove(), time); };
  made.addEventListener('pointerenter', hold);
  made.addEventListener('focusin', hold);
  made.addEventListener('pointerleave', release);
  made.addEventListener('focusout', release);
}
