// Selecting rows: one by one, in ranges with Shift, all of the page.

import { $, $$ } from '../dom.js';
import { _ } from '../words.js';
import { explorer, nameOf, rowOf, rows } from './table.js';

let last = null;

export const picked = () => rows().filter((row) => $('[name=child]', row).checked);

/** The rows that something done with this one is about: all selected, if it is one of them. */
export function with_(row) {
  const found = picked();
  return found.includes(row) ? found : [row];
}

export const names = (found) => found.map((row) => ['child', nameOf(row)]);

function tell() {
  const all = rows();
  const found = picked();
  for (const row of all) row.classList.toggle('picked', found.includes(row));
  explorer().classList.toggle('picked', found.length > 0);
  const count = $('[data-selected]', explorer());
  if (count) count.textContent = found.length ? _('{number} selected', { number: found.length }) : _('Selected');
  const box = $('[data-all]', explorer());
  if (!box) return;
  box.checked = found.length > 0 && found.length === all.length;
  box.indeterminate = found.length > 0 && !box.checked;
}

function pick(boxes, isWanted) {
  for (const box of boxes) box.checked = isWanted;
  tell();
}

const boxes = () => $$('#rows [name=child]');
const clear = () => pick(boxes(), false);

document.addEventListener('click', (event) => {
  const { target } = event;
  if (target.matches?.('[data-all]')) pick(boxes(), target.checked);
  else if (target.closest?.('[data-clear]')) {
    clear();
    $('[data-all]', explorer())?.focus();
  } else if (target.matches?.('#rows [name=child]')) {
    const all = boxes();
    const ends = [all.indexOf(last), all.indexOf(target)].sort((a, b) => a - b);
    if (event.shiftKey && ends[0] >= 0) pick(all.slice(ends[0], ends[1] + 1), target.checked);
    last = target;
    tell();
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || $('dialog[open], :popover-open') || !picked().length) return;
  if (rowOf(event.target) || event.target === document.body || event.target.closest('.bulk')) clear();
});
document.addEventListener('explorer:changed', tell);
window.addEventListener('pageshow', tell);
