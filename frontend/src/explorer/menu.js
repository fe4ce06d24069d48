// One menu for all rows: it opens at the row whose button was pressed.

import { $, $$ } from '../dom.js';
import { deal, moveInto } from './bulk.js';
import { retitle } from './retitle.js';
import { put } from './order.js';
import { explorer, may, nameOf, rowNamed, rowOf, viewOf } from './table.js';

const menu = () => $('#row-menu');
const items = () => $$('[role=menuitem]', menu()).filter((item) => !item.hidden);
let name = null;

function open(row, button) {
  name = nameOf(row);
  for (const item of $$('[data-needs]', menu())) item.hidden = !may(row, item.dataset.needs);
  for (const item of $$('[data-order]', menu())) item.hidden = !('ordered' in explorer().dataset);
  for (const link of $$('[data-to]', menu())) link.href = viewOf(row, link.dataset.to).replace(/(.)\/$/, '$1');
  menu().showPopover({ source: button });
  $('.at-menu')?.classList.remove('at-menu');
  row.classList.add('at-menu');
  items()[0].focus();
}

document.addEventListener('click', (event) => {
  const dots = event.target.closest('#rows .dots');
  if (dots) {
    event.preventDefault();
    open(rowOf(dots), dots);
    return;
  }
  const deed = event.target.closest('#row-menu [data-do]')?.dataset.do;
  const row = deed && rowNamed(name);
  if (!row) return;
  menu().hidePopover();
  if (deed === 'title') retitle(row);
  else if (deed === 'move' || deed === 'copy') moveInto([row], deed);
  else if (deed === 'cut') deal('@@clip', [row], { kind: 'cut' });
  else if (deed === 'delete') deal('@@many-delete', [row], {}, { asks: true });
  else put([row], { to: deed });
});

// a click with the other button, where it is not on text or a link that the browser knows more about
document.addEventListener('contextmenu', (event) => {
  const row = rowOf(event.target);
  if (!row || event.target.closest('a, input') || String(getSelection())) return;
  event.preventDefault();
  open(row, $('.dots', row));
});

// it does not bubble
document.addEventListener('toggle', (event) => {
  if (event.target === menu() && event.newState === 'closed') $('.at-menu')?.classList.remove('at-menu');
}, true);

document.addEventListener('keydown', (event) => {
  if (!event.target.closest?.('#row-menu')) return;
  const all = items();
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[to].focus();
});
