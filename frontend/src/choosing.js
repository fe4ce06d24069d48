// Choosing a page for a field: the dialog of the tree, with what fields need to know.

import { $ } from './dom.js';
import { learn } from './prose/nodes.js';

/** Ask for a page of these types (any, where none is named); resolves to { uid, title, path } or null. */
export async function choosePage(owner, types) {
  const { choose } = await import('./chooser.js');
  const query = new URLSearchParams([['purpose', 'refer'], ...types.map((type) => ['type', type])]);
  const found = await choose({ at: $('meta[name=here]').content, query });
  if (found) learn({ [found.uid]: found });
  return found;
}
