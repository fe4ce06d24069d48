// Putting rows elsewhere among their siblings: shown at once, and put back where the site refuses.

import { element } from '../dom.js';
import { _ } from '../words.js';
import { act } from './deed.js';
import { names } from './select.js';
import { here, nameOf, rows, tbody, titleOf } from './table.js';

const live = element('div', { class: 'hidden', role: 'status', 'aria-live': 'assertive' });
document.body.append(live);

/** Tell screen readers something, which is seen anyway. */
export function announce(text) {
  live.textContent = text;
}

export const placeOf = (row) => rows().indexOf(row);
export const order = () => rows().map(nameOf);

/** Put the rows into the order of these names. */
export function restore(names) {
  const known = new Map(rows().map((row) => [nameOf(row), row]));
  tbody().append(...names.map((name) => known.get(name)).filter(Boolean));
}

/** Store where these rows stand now, or `to`: up, down, top or bottom. `was` is the order before. */
export async function put(found, { to = '', was = order() } = {}) {
  const where = to ? { to } : between(found);
  if (!where) return true;
  const values = new URLSearchParams([...names(found), ...Object.entries(where)]);
  const isDone = await act(here('@@order'), values);
  if (isDone) {
    const row = rows().find((each) => nameOf(each) === nameOf(found[0]));
    if (row) announce(_('{title}: place {place} of {all}', { title: titleOf(row), place: placeOf(row) + 1, all: rows().length }));
    row?.classList.add('fresh');
  } else restore(was);
  return isDone;
}

/** Between which of its siblings the rows stand. */
function between(found) {
  const last = found.at(-1);
  let next = last.nextElementSibling;
  while (next && found.includes(next)) next = next.nextElementSibling;
  if (next) return { before: nameOf(next) };
  let previous = found[0].previousElementSibling;
  while (previous && found.includes(previous)) previous = previous.previousElementSibling;
  return previous ? { behind: nameOf(previous) } : null;
}

/** Bring these rows together, behind the first of them. */
export function gather(first, found) {
  const others = found.filter((row) => row !== first);
  const before = found.slice(0, found.indexOf(first));
  first.before(...before);
  first.after(...others.filter((row) => !before.includes(row)));
}

