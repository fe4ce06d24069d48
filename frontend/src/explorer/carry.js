// Rows moved by keyboard: Space picks one up at its handle, arrows carry it, Space drops it, Escape brings it back.

import { $, element } from '../dom.js';
import { _ } from '../words.js';
import { toast } from '../toast.js';
import { announce, order, placeOf, put, restore } from './order.js';
import { explorer, rowOf, rows, tbody, titleOf } from './table.js';

/** Give each row its handle. */
function addHandles() {
  if (!('mayOrder' in explorer().dataset)) return;
  for (const row of rows()) {
    const cell = $('.c-g', row);
    const label = _('Move {title}', { title: titleOf(row) });
    if (cell.firstChild) cell.firstChild.setAttribute('aria-label', label);
    else cell.append(element('button', { class: 'grip', type: 'button', 'aria-label': label }));
  }
}

document.addEventListener('explorer:changed', addHandles);

let held = null;
let was = [];

const about = (row) => ({ title: titleOf(row), place: placeOf(row) + 1, all: rows().length });

function pickUp(row, grip) {
  if (!('ordered' in explorer().dataset)) {
    toast(_('The rows are sorted or filtered now. Show the folder in its own order to move them.'));
    return;
  }
  held = row;
  was = order();
  grip.setAttribute('aria-pressed', 'true');
  row.classList.add('held');
  announce(_('{title} picked up, place {place} of {all}. Arrow keys move it, Space drops it, Escape brings it back.', about(row)));
}

function letGo(grip) {
  grip.setAttribute('aria-pressed', 'false');
  held.classList.remove('held');
  const row = held;
  held = null;
  return row;
}

async function drop(grip) {
  const row = letGo(grip);
  if (placeOf(row) !== was.indexOf(row.dataset.name)) await put([row], { was });
  else announce(_('{title} dropped, place {place} of {all}.', about(row)));
}

function bringBack(grip) {
  const row = letGo(grip);
  restore(was);
  grip.focus();
  announce(_('{title} is back, place {place} of {all}.', about(row)));
}

function carry(to, grip) {
  const all = rows().filter((row) => row !== held);
  tbody().insertBefore(held, all[Math.max(0, Math.min(all.length, to))] ?? null);
  grip.focus();
  held.scrollIntoView({ block: 'nearest' });
  announce(_('Place {place} of {all}.', about(held)));
}

document.addEventListener('keydown', (event) => {
  const grip = event.target.closest?.('.grip');
  if (!grip) return;
  const to = held && { ArrowUp: placeOf(held) - 1, ArrowDown: placeOf(held) + 1, Home: 0, End: Infinity }[event.key];
  if (event.key === ' ' || event.key === 'Enter') {
    event.preventDefault();
    if (held) drop(grip);
    else pickUp(rowOf(grip), grip);
  } else if (held && typeof to === 'number') {
    event.preventDefault();
    carry(to, grip);
  } else if (held && (event.key === 'Escape' || event.key === 'Tab')) {
    if (event.key === 'Escape') event.preventDefault();
    bringBack(grip);
  }
});
