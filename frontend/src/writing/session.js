// Signing in again over a form, whose session has ended meanwhile: nothing that was typed goes away for it.

import { $, $$, element, page } from '../dom.js';
import { send } from '../send.js';
import { _ } from '../words.js';

// a page of those who are signed in, which has the token of their forms
const here = (form) => `${form.dataset.signIn}?came_from=${encodeURIComponent(form.dataset.account)}`;

/** Use the token of the session that there is now. */
function adopt(found) {
  const token = $('meta[name=csrf-token]', found)?.content;
  if (!token) return false;
  $('meta[name=csrf-token]').content = token;
  $$('input[name=csrf_token]').forEach((each) => { each.value = token; });
  return true;
}

/** Look who one is now: "signed-in", and the form has the token for it, "signed-out" or "offline". */
export async function renew(form) {
  try {
    const answer = await send(here(form));
    if (answer.status >= 500) return 'offline';
    const found = page(await answer.text());
    return answer.redirected && adopt(found) ? 'signed-in' : 'signed-out';
  } catch {
    return 'offline';
  }
}

/** Ask for name and password over the form. Returns whether one is signed in then. */
export async function signIn(form) {
  const answer = await send(here(form)).catch(() => null);
  if (!answer) return false;
  const found = page(await answer.text());
  if (answer.redirected && adopt(found)) return true;
  return new Promise((resolve) => ask(found, resolve));
}

function ask(found, resolve) {
  const title = element('h2', { id: 'sign-in-title' }, _('Sign in again'));
  const lead = element('p', { class: 'hint' }, _('Your session has ended. What you typed is still in the form.'));
  const place = element('div');
  const dialog = element('dialog', { class: 'sign-in', 'aria-labelledby': 'sign-in-title' }, title, lead, place);
  let isIn = false;
  show(found);

  function show(answered) {
    place.replaceChildren(...$$('main .problems, main form', answered).map((each) => document.importNode(each, true)));
    const later = element('button', { class: 'button quiet', type: 'button' }, _('Not now'));
    later.addEventListener('click', () => dialog.close());
    $('form', place)?.append(later);
  }
  place.addEventListener('submit', async (event) => {
    event.preventDefault();
    const own = event.target;
    try {
      const body = new URLSearchParams(new FormData(own));
      // the token of this form: that of the page belongs to the session that has ended
      const answer = await send(own.action, { method: 'POST', body, headers: { 'X-CSRF-Token': body.get('csrf_token') } });
      const next = page(await answer.text());
      if (answer.redirected && adopt(next)) { isIn = true; dialog.close(); return; }
      show(next);
      $('input[type=password]', place)?.focus();
    } catch {
      lead.textContent = _('The site does not answer. Try again.');
    }
  });
  dialog.addEventListener('close', () => { dialog.remove(); resolve(isIn); });
  document.body.append(dialog);
  dialog.showModal();
  $('input:not([type=hidden])', dialog)?.focus();
}
