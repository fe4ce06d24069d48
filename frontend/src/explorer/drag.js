// Rows dragged by their handles: among each other, onto the row of a folder, or onto a folder of the tree.

import { $, element } from '../dom.js';
import { isOpen, open } from '../branches.js';
import { Sortable } from '../sorting.js';
import { _ } from '../words.js';
import { act } from './deed.js';
import { gather, order, put, restore } from './order.js';
import { names, with_ } from './select.js';
import { explorer, here, rowOf, tbody, titleOf, viewOf } from './table.js';

const OPENING = 700;
const EDGE = 0.25;

let dragged = null;
let carried = [];
let was = [];
let into = null;
let chip = null;
let isCancelled = false;
let opening;

const isOrdered = () => 'ordered' in explorer().dataset;

/** What would take in what is dragged, at this point: a folder of the tree, or the middle of a folder's row. */
function takerAt(x, y) {
  const found = document.elementFromPoint(x, y);
  const link = found?.closest('.tree li')?.querySelector(':scope > [data-into]');
  if (link && found.closest('li') === link.parentElement) return link;
  const row = found && rowOf(found);
  return row && takes(row, y) ? row : null;
}

function takes(row, y) {
  if (!('folder' in row.dataset) || carried.includes(row)) return false;
  const { top, height } = row.getBoundingClientRect();
  const at = (y - top) / height;
  // the far edge is where a row goes past the folder
  const isAhead = dragged.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
  return !isOrdered() || (isAhead ? at < 1 - EDGE : at > EDGE);
}

function aim(taker) {
  if (taker === into) return;
  into?.classList.remove('into');
  into = taker;
  into?.classList.add('into');
  clearTimeout(opening);
  const twist = taker && $(':scope > [data-branch]', taker.parentElement);
  if (twist && !isOpen(twist)) opening = setTimeout(() => open(twist), OPENING);
}

function follow(event) {
  const { clientX: x, clientY: y } = event;
  const most = innerWidth - chip.offsetWidth - 8;
  chip.style.translate = `${Math.max(8, Math.min(x + 14, most))}px ${y + 10}px`;
  aim(takerAt(x, y));
}

function cancel(event) {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  isCancelled = true;
  document.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
}

function start({ item }) {
  dragged = item;
  carried = with_(item);
  isCancelled = false;
  chip = element('div', { class: 'drag-chip' }, carried.length > 1 ? _('{number} entries', { number: carried.length }) : titleOf(item));
  document.body.append(chip);
  document.documentElement.classList.add('dragging');
  document.addEventListener('pointermove', follow);
  document.addEventListener('keydown', cancel, true);
}

async function end({ item }) {
  const taker = isCancelled ? null : into;
  aim(null);
  chip.remove();
  document.documentElement.classList.remove('dragging');
  document.removeEventListener('pointermove', follow);
  document.removeEventListener('keydown', cancel, true);
  const found = carried;
  carried = [];
  // Sortable swallows the click that ends a drag; where the browser sends none, it would swallow the next one
  setTimeout(() => document.body.click());
  if (taker || isCancelled) restore(was);
  if (taker) {
    const target = taker.dataset.into ?? viewOf(taker, '');
    await act(here('@@many-move'), new URLSearchParams([...names(found), ['target', target]]));
  } else if (!isCancelled && order().join('/') !== was.join('/')) {
    gather(item, found);
    await put(found, { was });
  }
}

let sortable = null;
let place = null;

/** Let the rows that are there now be dragged. */
function watch() {
  if (place !== tbody()) {
    sortable?.destroy();
    place = tbody();
    sortable = place && Sortable.create(place, {
      handle: '.grip',
      draggable: 'tr',
      // one way for mouse and touch, by which drops onto the tree are seen as well
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      fallbackClass: 'drag-image',
      ghostClass: 'ghost',
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 130,
      onChoose: () => { was = order(); },
      onStart: start,
      onMove: (event, original) => !into && !takes(event.related, original.clientY ?? original.touches?.[0].clientY),
      onEnd: end,
    });
  }
  sortable?.option('sort', isOrdered());
}

document.addEventListener('explorer:changed', watch);
