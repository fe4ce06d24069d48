// Lists by keys: J and K go through their rows, / to what filters them.

import { $, $$ } from './dom.js';
import { shortcut } from './keys.js';
import { open } from './palette.js';
import { _ } from './words.js';

const ROWS = 'main :is(tbody > tr, .hits > li, .entries > li, .types > li)';
const FILTER = 'main :is([data-filter], [type=search], .toolbar .input)';

// the link of what a row is about, however many buttons stand before it
const mainOf = (row) => $('th a', row) ?? $('a, button', row);

/** Put the focus on what the next row, or the one before, is about. */
function step(by) {
  const rows = $$(ROWS).filter((row) => row.checkVisibility() && mainOf(row));
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by];
  if (next) mainOf(next).focus();
}

function filter() {
  const found = $$(FILTER).find((each) => each.checkVisibility());
  if (found) found.focus();
  else open();
}

shortcut('j', _('Next row'), () => step(1), _('Lists'));
shortcut('k', _('Row before'), () => step(-1), _('Lists'));
shortcut('/', _('Filter this list, or search'), filter, _('Lists'));
