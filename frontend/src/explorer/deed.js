// Doing something: a form is posted, and its answer is the table as it is then, or a sheet that asks or says more.

import { $, $$, element, fragment } from '../dom.js';
import { post } from '../send.js';
import { told } from '../toast.js';
import { back, explorer, failed, load, show } from './table.js';

/** Post values, and show what comes of it. Resolves to whether it was done; `heard` is called once the site has answered. */
export async function act(url, values, heard = () => {}) {
  if (!values.has('back')) values.set('back', back());
  explorer().setAttribute('aria-busy', 'true');
  const answer = await post(url, values).catch(() => null);
  explorer().removeAttribute('aria-busy');
  if (!answer || !(answer.ok || answer.status === 422)) {
    failed(answer);
    return false;
  }
  const text = await answer.text();
  heard();
  if (show(text)) return true;
  // a sheet: it asks for more, or says what was done in part
  const isDone = !!$('.outcome', fragment(text)) && answer.ok;
  if (isDone) await load(`${location.pathname}?${values.get('back')}`);
  told(text);
  await ask(text);
  return isDone;
}

/** Show the sheet of an answer as a dialog; what is sent from there is done likewise. */
export async function ask(text) {
  const sheet = $('.sheet', fragment(text));
  if (!sheet) return failed({ status: 0 });
  const title = $('h2', sheet);
  if (title) title.id = 'sheet-title';
  const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'sheet-title' }, sheet);
  document.body.append(dialog);
  dialog.addEventListener('click', (event) => {
    if (!event.target.closest('[data-close]')) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target;
    // what was typed stays where the site does not answer
    if (!explorer().ariaBusy) act(form.getAttribute('action'), new FormData(form, event.submitter), () => dialog.close());
  });
  dialog.showModal();
  $$('.input', dialog)[0]?.focus();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  dialog.remove();
}
