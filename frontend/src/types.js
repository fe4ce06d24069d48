// Choosing a kind of page: typing filters the list, the return key takes the first of what is left.

import { $$ } from './dom.js';
import { _, ngettext } from './words.js';

const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Let a field filter a list of links. */
export function types(list, field, count) {
  const items = $$('li', list).map((item) => ({ item, words: folded(item.textContent) }));
  const link = () => list.querySelector('li:not([hidden]) a');

  field.addEventListener('input', () => {
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    for (const { item, words } of items) item.hidden = !wanted.every((each) => words.includes(each));
    const shown = items.filter(({ item }) => !item.hidden).length;
    list.dataset.chosen = wanted.length ? 'first' : '';
    count.textContent = shown ? ngettext('one kind', '{number} kinds', shown) : _('There is no such kind of page here.');
    count.classList.toggle('hidden', shown > 0);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); link()?.click(); }
    if (event.key === 'ArrowDown') { event.preventDefault(); link()?.focus(); }
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const links = $$('li:not([hidden]) a', list);
    const next = links.indexOf(document.activeElement) + step;
    event.preventDefault();
    (next < 0 ? field : links[Math.min(next, links.length - 1)]).focus();
  });
  field.focus();
}
