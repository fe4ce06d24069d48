// What the buttons, the keys and the menu of the editor do.

import { chainCommands, createParagraphNear, exitCode, lift, liftEmptyBlock, newlineInCode, splitBlock, toggleMark, wrapIn } from 'prosemirror-commands';
import { liftListItem, sinkListItem, splitListItem, wrapRangeInList } from 'prosemirror-schema-list';
import { TextSelection } from 'prosemirror-state';
import { schema } from './schema.js';

const { nodes, marks } = schema;
const LISTS = [nodes.ul, nodes.ol];

export const bold = toggleMark(marks.strong);
export const italic = toggleMark(marks.em);
export const code = toggleMark(marks.code);

/** Tell whether a mark is set where the cursor is. */
export function isMarked(state, type) {
  const { from, $from, to, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

/** Return the innermost node around the cursor of which something holds, and where it begins. */
export function around(state, holds) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (holds($from.node(depth))) return { node: $from.node(depth), pos: $from.before(depth), depth };
  }
  return null;
}

export const isIn = (state, type, level) =>
  Boolean(around(state, (node) => node.type === type && (!level || node.attrs.level === level)));

/** Make blocks of words into another kind, or into paragraphs if they are; a heading keeps its anchor. */
export const turn = (type, level) => (state, dispatch) => {
  const isOne = isIn(state, type, level);
  const { from, to } = state.selection;
  let isPossible = false;
  state.doc.nodesBetween(from, to, (node) => { isPossible ||= node.isTextblock; });
  if (dispatch && isPossible) {
    const into = isOne ? nodes.paragraph : type;
    const tr = state.tr.setBlockType(from, to, into, ({ attrs, type: was }) => ({
      lead: attrs.lead,
      ...(into === nodes.heading ? { level, more: was === nodes.heading ? attrs.more : null } : {}),
    }));
    dispatch(tr.scrollIntoView());
  }
  return isPossible;
};

export const heading = (level) => turn(nodes.heading, level);
export const codeBlock = turn(nodes.code_block);

/** Make a list of blocks, or of another kind of list this one, or of the list blocks again. */
export const list = (type) => (state, dispatch) => {
  const found = around(state, (node) => LISTS.includes(node.type));
  if (!found) return wrapped(state, dispatch, type);
  if (found.node.type === type) return liftListItem(nodes.li)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(found.pos, type, { lead: found.node.attrs.lead, tail: found.node.attrs.tail }));
  return true;
};

function wrapped(state, dispatch, type) {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  const { tr } = state;
  if (!range || !wrapRangeInList(dispatch ? tr : null, range, type)) return false;
  if (dispatch) dispatch(bared(tr).scrollIntoView());
  return true;
}

/** Let entries that are one paragraph have no element of their own: so people write lists. */
export function bared(tr) {
  const { from, to } = tr.selection;
  tr.doc.nodesBetween(from, to, (node, pos, parent) => {
    if (node.type === nodes.paragraph && parent.type === nodes.li && parent.childCount === 1) {
      tr.setNodeMarkup(pos, null, { ...node.attrs, lead: '', bare: true });
    }
  });
  return tr;
}

export const quote = (state, dispatch) =>
  isIn(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch);

/** Put a line between what is before and after. */
export function divide(state, dispatch) {
  if (!dispatch) return true;
  const tr = state.tr.replaceSelectionWith(nodes.horizontal_rule.create());
  dispatch(goingOn(tr).scrollIntoView());
  return true;
}

/** Have a place to write after what was put in. */
export function goingOn(tr) {
  const { $to } = tr.selection;
  if ($to.pos === tr.doc.content.size && !$to.parent.isTextblock) {
    tr.insert($to.pos, nodes.paragraph.create());
    tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1));
  }
  return tr;
}

// a block that is split goes on as it was written: in a line of its own, without an element
const alike = (split) => (state, dispatch) =>
  split(state, dispatch && ((tr) => {
    const { attrs, type } = state.selection.$from.parent;
    const { $from } = tr.selection;
    const made = $from.parent;
    if (made.type === nodes.paragraph && tr.docChanged && $from.depth) {
      const bare = type === nodes.paragraph ? attrs.bare : made.attrs.bare;
      tr.setNodeMarkup($from.before(), null, { ...made.attrs, bare, lead: $from.depth === 1 ? attrs.lead : made.attrs.lead });
    }
    dispatch(tr);
  }));

export const enter = chainCommands(
  newlineInCode, alike(splitListItem(nodes.li)), createParagraphNear, liftEmptyBlock, alike(splitBlock),
);

export const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

const cell = (by) => (state, dispatch, view) => {
  const here = around(state, ({ type }) => type === nodes.td || type === nodes.th);
  if (!here) return false;
  const table = around(state, ({ type }) => type === nodes.table);
  const starts = [];
  table.node.descendants((node, pos) => {
    if (node.type === nodes.td || node.type === nodes.th) starts.push(table.pos + 1 + pos);
  });
  const next = starts[starts.indexOf(here.pos) + by];
  if (next === undefined) return false;
  dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve(next + 1))).scrollIntoView());
  view?.focus();
  return true;
};

export const further = chainCommands(sinkListItem(nodes.li), cell(1));
export const back = chainCommands((state, dispatch) => isIn(state, nodes.li) && liftListItem(nodes.li)(state, dispatch), cell(-1));
