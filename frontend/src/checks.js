// A field that was changed is checked when it is left, by the site: what is wrong stands beside it, quietly.

import { $, element, fragment } from './dom.js';
import { post } from './send.js';

const FORM = /\/@@(edit|add\/\w+)$/;
const before = new WeakMap();

const keyOf = (field) => $('[id^="f-"][name], [role=radiogroup]', field)?.id;

function values(form, key) {
  const sent = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    // of a block its kind, too, which says what the field is
    const isOf = name === key || name.startsWith(`${key}.`) || name === `${key.slice(0, key.lastIndexOf('.'))}-kind`;
    if (isOf && typeof value === 'string') sent.append(name, value);
  }
  return sent;
}

document.addEventListener('focusin', (event) => {
  const field = event.target.closest?.('.field');
  const key = field && keyOf(field);
  if (key && field.closest('form') && !before.has(field)) before.set(field, String(values(field.closest('form'), key)));
});

document.addEventListener('focusout', (event) => {
  const field = event.target.closest?.('.field');
  const form = field?.closest('form');
  if (!form || field.contains(event.relatedTarget) || !FORM.test(new URL(form.action).pathname)) return;
  // where a dialog took the focus one comes back
  if (document.querySelector('dialog[open]')) return;
  check(form, field);
});

async function check(form, field) {
  const key = keyOf(field);
  if (!key || $('input[type=file]', field)) return;
  const sent = values(form, key);
  if (before.get(field) === String(sent)) return;
  before.set(field, String(sent));
  const answer = await post(form.action, sent, { headers: { 'X-Checks': key } }).catch(() => null);
  // what was typed meanwhile is checked when it is left
  if (!answer?.ok || String(values(form, key)) !== String(sent)) return;
  judge(field, key, fragment(await answer.text()));
}

function judge(field, key, said) {
  const control = document.getElementById(key);
  const error = $('.error', said);
  const old = $(`[id="${key}-error"]`, field);
  if (error && old) old.replaceWith(error);
  else if (error) ($(`[id="${key}-hint"]`, field) ?? field.appendChild(element('span', { hidden: '' }))).before(error);
  else old?.remove();
  field.classList.toggle('wrong', !!error);
  const ids = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== `${key}-error`);
  if (error) ids.unshift(`${key}-error`);
  for (const each of [control, $('[role=combobox]', field)].filter(Boolean)) {
    if (error) each.setAttribute('aria-invalid', 'true');
    else each.removeAttribute('aria-invalid');
    if (ids.length) each.setAttribute('aria-describedby', ids.join(' '));
    else each.removeAttribute('aria-describedby');
  }
  field.dispatchEvent(new CustomEvent('cs:judged', { bubbles: true }));
}
