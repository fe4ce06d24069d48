// What is done with the selected rows: the buttons of the form, without leaving the page.

import { $, element, fragment } from '../dom.js';
import { choose } from '../chooser.js';
import { isCommand } from '../keys.js';
import { post } from '../send.js';
import { act, ask } from './deed.js';
import { names, picked } from './select.js';
import { explorer, failed, here } from './table.js';

/** Ask for a folder, say what it would mean, and put these rows, or copies of them, there. */
export async function moveInto(found, purpose) {
  const view = here(`@@many-${purpose}`);
  const query = new URLSearchParams([['purpose', purpose], ...names(found)]);
  const values = (choice) => new URLSearchParams([...names(found), ['target', choice.address]]);
  const choice = await choose({ at: explorer().dataset.here, query, detail: (each) => meaning(view, values(each)) });
  if (!choice) return;
  const body = values(choice);
  // what becomes public by it was said in the dialog
  body.set('confirmed', '1');
  await act(view, body);
}

async function meaning(view, values) {
  values.set('look', '1');
  const answer = await post(view, values).catch(() => null);
  if (!answer || !(answer.ok || answer.status === 422)) return { shown: '', isFit: false };
  const sheet = $('.sheet', fragment(await answer.text()));
  sheet.querySelectorAll('input, h2:first-of-type, .bar').forEach((each) => each.parentElement === sheet && each.remove());
  return { shown: element('div', {}, ...sheet.childNodes), isFit: answer.ok };
}

/** Post something about these rows: `ask` shows what the answer asks for. */
export async function deal(view, found, more = {}, { asks = false } = {}) {
  const values = new URLSearchParams([...names(found), ...Object.entries(more)]);
  if (!asks) return act(here(view), values);
  const answer = await post(here(view), values).catch(() => null);
  return answer?.ok ? ask(await answer.text()) : failed(answer);
}

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (form.id !== 'bulk' && !form.matches('.clipped')) return;
  event.preventDefault();
  $('#bulk-more')?.hidePopover();
  // it is being done
  if (explorer().ariaBusy) return;
  if (form.matches('.clipped')) {
    act(form.getAttribute('action'), new FormData(form, submitter));
    return;
  }
  const found = picked();
  if (!found.length || !submitter) return;
  const view = (submitter.getAttribute('formaction') ?? '@@clip').split('/').pop();
  if (submitter.dataset.choose) moveInto(found, submitter.dataset.choose);
  else deal(view, found, submitter.name ? { [submitter.name]: submitter.value } : {}, { asks: 'ask' in submitter.dataset });
});

const CLIPBOARD = {
  x: () => picked().length && $('.bulk [value=cut]'),
  c: () => picked().length && $('.bulk [value=copy]'),
  v: () => $('[data-paste]'),
};

// as file managers have it; where text is selected or typed, the keys mean that
document.addEventListener('keydown', (event) => {
  const find = Object.entries(CLIPBOARD).find(([letter]) => isCommand(event, letter))?.[1];
  if (!find || event.shiftKey) return;
  if (event.target.closest('input:not([type=checkbox]), textarea, select, dialog') || String(getSelection())) return;
  const button = find();
  if (!button) return;
  event.preventDefault();
  button.click();
});
