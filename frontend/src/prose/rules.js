// What is typed as in Markdown becomes what it means; one step of undo takes that back.

import { InputRule, inputRules, undoInputRule } from 'prosemirror-inputrules';
import { wrapRangeInList } from 'prosemirror-schema-list';
import { bared, goingOn } from './commands.js';
import { schema } from './schema.js';

const { nodes, marks } = schema;

const turned = (pattern, type, attrs = () => ({})) => new InputRule(pattern, (state, found, start, end) => {
  const $start = state.doc.resolve(start);
  if (!$start.node(-1).canReplaceWith($start.index(-1), $start.indexAfter(-1), type)) return null;
  return state.tr.delete(start, end)
    .setBlockType(start, start, type, { lead: $start.parent.attrs.lead, ...attrs(found) });
});

const listed = (pattern, type, attrs = () => null) => new InputRule(pattern, (state, found, start, end) => {
  const tr = state.tr.delete(start, end);
  const range = tr.doc.resolve(start).blockRange();
  if (!range || range.parent.type === nodes.li || !wrapRangeInList(tr, range, type, attrs(found))) return null;
  return bared(tr);
});

const quoted = new InputRule(/^\s*>\s$/, (state, _found, start, end) => {
  const tr = state.tr.delete(start, end);
  const range = tr.doc.resolve(start).blockRange();
  return range && tr.wrap(range, [{ type: nodes.blockquote }]);
});

const divided = new InputRule(/^(---|\*\*\*)$/, (state, _found, start, end) => {
  const $start = state.doc.resolve(start);
  if ($start.parent.type !== nodes.paragraph || $start.depth !== 1) return null;
  const tr = state.tr.delete(start, end).insert($start.before(), nodes.horizontal_rule.create());
  return goingOn(tr);
});

// the signs before and after go, what is between is marked
const marked = (pattern, type) => new InputRule(pattern, (state, found, start, end) => {
  const [whole, before, words] = found;
  const from = start + before.length;
  if (state.doc.rangeHasMark(from, end, marks.code)) return null;
  const sign = (whole.length - before.length - words.length) / 2;
  const tr = state.tr;
  // the last sign is being typed: it is not in the text yet
  tr.delete(end - (sign - 1), end).delete(from, from + sign);
  return tr.addMark(from, from + words.length, type.create()).removeStoredMark(type);
}, { inCodeMark: false });

export const rules = inputRules({
  rules: [
    turned(/^(#{2,4})\s$/, nodes.heading, ([, signs]) => ({ level: signs.length })),
    // the title of the page is its only heading of the first level
    turned(/^#\s$/, nodes.heading, () => ({ level: 2 })),
    turned(/^```$/, nodes.code_block),
    listed(/^\s*([-*+])\s$/, nodes.ul),
    listed(/^\s*(\d{1,5})[.)]\s$/, nodes.ol, ([, number]) => (number === '1' ? null : { more: { start: number } })),
    quoted,
    divided,
    marked(/(^|[^*])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
    marked(/(^|[^*])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em),
    marked(/(^|[^`])`([^`]+)`$/, marks.code),
  ],
});
export { undoInputRule };
