// Cells of a table stay cells: what is deleted across several of them is what they say.

import { Plugin, TextSelection } from 'prosemirror-state';
import { schema } from './schema.js';

const CELLS = [schema.nodes.td, schema.nodes.th];
const DELETING = ['Backspace', 'Delete'];

/** Return where the innermost cell around a place begins, null outside of all. */
function cellAt($place) {
  for (let depth = $place.depth; depth > 0; depth -= 1) {
    if (CELLS.includes($place.node(depth).type)) return $place.before(depth);
  }
  return null;
}

const crosses = ({ $from, $to }) => cellAt($from) !== cellAt($to);

function cellsIn(doc) {
  let found = 0;
  doc.descendants((node) => { found += CELLS.includes(node.type); });
  return found;
}

/** Return a change that takes the selected words away, and no boundary. */
function emptied({ tr, doc, selection: { from, to } }) {
  const parts = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock) parts.push([Math.max(from, pos + 1), Math.min(to, pos + node.nodeSize - 1)]);
  });
  for (const [start, end] of parts.reverse()) if (start < end) tr.delete(start, end);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(from)));
}

/** Keeps cells apart. */
export const cells = new Plugin({
  props: {
    handleKeyDown(view, { key }) {
      if (!DELETING.includes(key) || !crosses(view.state.selection)) return false;
      view.dispatch(emptied(view.state).scrollIntoView());
      return true;
    },
    handleTextInput(view, _from, _to, text) {
      if (!crosses(view.state.selection)) return false;
      view.dispatch(emptied(view.state).insertText(text).scrollIntoView());
      return true;
    },
    handleDOMEvents: {
      // the words are in the clipboard by then
      cut(view) {
        if (crosses(view.state.selection)) setTimeout(() => view.dispatch(emptied(view.state)));
        return false;
      },
    },
  },
  // whatever else would join some, such as pasting upon them
  filterTransaction: (tr, { doc, selection }) =>
    !tr.docChanged || !crosses(selection) || Boolean(tr.getMeta('history$')) || cellsIn(tr.doc) >= cellsIn(doc),
});
