// The table as it stands in the page: its rows, and putting a new one in its place.

import { Idiomorph } from 'idiomorph';
import { $, $$, fragment } from '../dom.js';
import { send } from '../send.js';
import { told, toast } from '../toast.js';
import { refreshTree } from '../tree.js';
import { _ } from '../words.js';

export const explorer = () => $('#explorer');
export const tbody = () => $('#rows');
export const rows = () => $$('#rows > tr');
export const rowOf = (element) => element.closest?.('#rows > tr');
export const rowNamed = (name) => rows().find((row) => row.dataset.name === name);
export const nameOf = (row) => $('[name=child]', row).value;
export const may = (row, permission) => row.dataset.may.includes(permission[0]);
export const titleOf = (row) => $('th > a span', row)?.textContent ?? nameOf(row);
/** Where a view of an entry is: rows have addresses relative to the folder. */
export const viewOf = (row, view) => new URL($('.dots', row).getAttribute('href').replace(/@@state$/, view), location.href).pathname;
/** The view of this folder of a name. */
export const here = (view) => `${explorer().dataset.here}${view}`;
export const back = () => $('#bulk [name=back]')?.value ?? new URLSearchParams(location.search).toString();

/** Tell everybody who works on the table that it is another one. */
function changed() {
  for (const row of rows()) row.dataset.name = $('[name=child]', row).value;
  document.dispatchEvent(new CustomEvent('explorer:changed'));
}

/** Put the table of an answer in the place of the one that is there. False where the answer has none. */
export function show(text, { quiet = false } = {}) {
  const found = $('#explorer', fragment(text));
  if (!found) return false;
  const before = new Set(rows().map(nameOf));
  const picked = new Set($$('#rows [name=child]:checked').map((box) => box.value));
  const focus = focused();
  // a title that is being changed stays: files that were sent meanwhile bring a new table
  const callbacks = { beforeNodeMorphed: (node) => !node.matches?.('th:has(> .retitle)') };
  Idiomorph.morph(explorer(), found, { morphStyle: 'outerHTML', ignoreActiveValue: true, callbacks });
  for (const row of rows()) {
    $('[name=child]', row).checked = picked.has(nameOf(row));
    row.classList.toggle('fresh', !quiet && !before.has(nameOf(row)));
  }
  changed();
  refocus(focus);
  if (!quiet) {
    told(text);
    refreshTree();
  }
  return true;
}

function focused() {
  const row = rowOf(document.activeElement ?? document.body);
  return row && { name: nameOf(row), at: rows().indexOf(row), class: document.activeElement.classList[0] };
}

/** Where the element in focus was taken away, what is like it gets the focus: of the row, or of that in its place. */
function refocus(was) {
  if (!was || (document.activeElement !== document.body && rowOf(document.activeElement))) return;
  const row = rowNamed(was.name) ?? rows()[Math.min(was.at, rows().length - 1)];
  const like = row && was.class ? $(`.${was.class}`, row) : null;
  (like ?? (row && $('th > a', row)))?.focus();
}

/** Load the table that an address shows. */
export async function load(url, { signal } = {}) {
  let answer, text;
  try {
    answer = await send(url, { signal });
    text = await answer.text();
  } catch (error) {
    if (error.name === 'AbortError') return false;
  }
  if (answer?.ok && show(text, { quiet: true })) return true;
  failed(answer);
  return false;
}

/** Say why nothing came of it. */
export function failed(answer) {
  if (!answer) toast(_('The site cannot be reached. Nothing was changed.'));
  else if (answer.status === 403) toast(_('You may not do this. If you were signed out meanwhile, sign in again.'));
  else if (answer.status === 404) toast(_('It is not there any more: someone else has moved or deleted it.'));
  else toast(_('That did not work. Nothing was changed.'));
}

// when all that belongs to the table is there
queueMicrotask(changed);
