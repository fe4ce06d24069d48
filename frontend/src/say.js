// Tells screen readers what the eye sees: by the one live region of the page.

import { $, element } from './dom.js';

const HEARD = 4000;

/** Say a sentence, without showing it. */
export function say(text) {
  const said = element('p', { class: 'hidden' }, text);
  $('#toasts').append(said);
  setTimeout(() => said.remove(), HEARD);
}
