// Where two have changed the same: "both" puts the other's text below one's own, to be made one by hand.

import { $ } from '../dom.js';
import { put } from './pairs.js';

/** Let the choices of a form do so. */
export function choices(form) {
  form.addEventListener('change', (event) => {
    const { into } = event.target.dataset;
    if (!into) return;
    const control = $(`#${CSS.escape(into)}`, form);
    const theirs = $('textarea[hidden]', event.target.closest('.choices')).value;
    if (!control || control.value.includes(theirs)) return;
    put(control, control.value + (control.matches('textarea') ? '\n\n' : ' ') + theirs);
  });
}
