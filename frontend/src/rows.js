// Lists by keys: J and K go through their rows, / to what filters them.

import { $, $$ } from './dom.js';
import { shortcut } from './keys.js';
import { open } from './palette.js';
import { _ } from './words.js';

const ROWS = 'main :is(tbody > tr, .hits > li, .entries > li, .types > li)';
const FILTER = 'main :is([data-filter], [type=search], .toolbar .input)';

/** Put the focus on the first link or button of the next row, or of the one before. */
function step(by) {
  const rows = $$(ROWS).filter((row) => row.checkVisibility() && $('a, button', row));
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by];
  if (next) $('a, button', next).focus();
}

function filter() {
  const found = $$(FILTER).find((each) => each.checkVisibility());
  if (found) found.focus();
  else open();
}

shortcut('j', _('Next row'), () => step(1), _('Lists'));
shortcut('k', _('Row before'), () => step(-1), _('Lists'));
shortcut('/', _('Filter this list, or search'), filter, _('Lists'));
