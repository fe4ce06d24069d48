// A button beside each password that shows what was typed.

import { $$, element, icon } from './dom.js';
import { _ } from './words.js';

for (const field of $$('input[type=password]')) {
  const button = element('button', { class: 'button quiet square reveal', type: 'button', 'aria-label': _('Show the password'), 'aria-pressed': 'false' }, icon('eye'));
  const show = (isShown) => {
    field.type = isShown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(isShown));
    button.replaceChildren(icon(isShown ? 'hide' : 'eye'));
  };
  button.addEventListener('click', () => { show(field.type === 'password'); field.focus(); });
  // browsers offer to keep what is sent as a password
  field.form?.addEventListener('submit', () => show(false));
  field.autocapitalize = 'none';
  field.spellcheck = false;
  field.after(button);
}
