// From HTML to a text of the editor. Nothing is lost: `write` gives the same HTML back.

import { Fragment } from 'prosemirror-model';
import { BOXES, INLINE, MARKS, schema } from './schema.js';
import { remember } from './sources.js';
import { inner } from './write.js';

const { nodes, marks } = schema;
const HEADING = /^h([2-6])$/;
const SPACE = /[ \t\n\f\r]+/g;
const isSpace = (node) => node.nodeType === Node.TEXT_NODE && !/[^ \t\n\f\r]/.test(node.data);
const isOfLine = (tag) => INLINE.has(tag) || tag === 'br' || tag === 'img' || tag === 'wbr';

/** Return the document of elements that `clean` would leave alone. */
export function read(root) {
  const { content, tail } = free(root);
  return nodes.doc.create({ tail }, content.length ? content : nodes.paragraph.create());
}

/** Return the blocks of elements, as a fragment. */
export const fragmentOf = (root) => Fragment.from(free(root).content);

// what only stands in a certain box, such as a row, and has none, is kept as it is
function free(root) {
  const { content, tail } = blocks(root, {});
  const elements = [...root.children].filter((each) => !isLine(each));
  const isWords = (node) => node.type === nodes.paragraph && node.attrs.bare;
  let at = 0;
  const kept = content.map((node) => {
    const each = isWords(node) ? null : elements[at++];
    return node.type.isInGroup('block') ? node : asItIs(each, node.attrs.lead);
  });
  return { content: kept, tail };
}

// `numbered` counts marks, so that no two elements become one
function blocks(parent, numbered) {
  const content = [];
  let run = [];
  let lead = '';
  const flush = () => {
    if (run.every(isSpace)) lead += run.map((each) => each.data).join('');
    else {
      content.push(words(nodes.paragraph, { bare: true, lead }, run, numbered));
      lead = '';
    }
    run = [];
  };
  for (const child of parent.childNodes) {
    if (child.nodeType === Node.TEXT_NODE || isLine(child)) run.push(child);
    else if (child.nodeType === Node.ELEMENT_NODE) {
      flush();
      content.push(block(child, lead, numbered));
      lead = '';
    }
  }
  flush();
  return { content, tail: lead };
}

// an element stands in a line if all that it holds does
const isLine = (each) =>
  isOfLine(each.localName) && [...each.querySelectorAll('*')].every((below) => isOfLine(below.localName));

function block(each, lead, numbered) {
  const tag = each.localName;
  const attrs = { more: attributes(each), lead };
  const heading = HEADING.exec(tag);
  if (![...each.childNodes].every(isLineOrText)) return boxed(each, attrs, numbered);
  if (tag === 'p') return words(nodes.paragraph, attrs, [...each.childNodes], numbered);
  if (heading) return words(nodes.heading, { ...attrs, level: Number(heading[1]) }, [...each.childNodes], numbered);
  if (tag === 'pre') return code(each, attrs, numbered);
  if (tag === 'hr') return nodes.horizontal_rule.create(attrs);
  return boxed(each, attrs, numbered);
}

const isLineOrText = (each) => each.nodeType === Node.TEXT_NODE || isLine(each);

function boxed(each, attrs, numbered) {
  const type = each.localName in BOXES || nodes[each.localName]?.spec.attrs?.tail ? nodes[each.localName] : null;
  if (type) {
    const { content, tail } = blocks(each, numbered);
    // what is empty has a place to write in
    if (!content.length && type.validContent(Fragment.from(nodes.paragraph.create()))) {
      content.push(words(nodes.paragraph, { bare: true }, [], numbered));
    }
    const held = Fragment.from(content);
    if (content.length && type.validContent(held)) return type.create({ ...attrs, tail }, held);
  }
  return asItIs(each, attrs.lead);
}

function asItIs(each, lead) {
  const type = each.localName === 'colgroup' ? nodes.raw_columns : nodes.raw_block;
  return type.create({ html: each.outerHTML, lead });
}

function words(type, attrs, children, numbered) {
  const made = type.create(attrs, line(children, numbered));
  const source = children.map(html).join('');
  if (attrs.bare || inner(made) !== source) remember(made, source);
  return made;
}

function html(node) {
  const holder = node.ownerDocument.createElement('div');
  holder.append(node.cloneNode(true));
  return holder.innerHTML;
}

function code(each, attrs, numbered) {
  const only = each.childNodes.length === 1 ? each.firstChild : null;
  const wrapped = only?.localName === 'code' && !only.attributes.length;
  const held = line([...(wrapped ? only : each).childNodes], numbered, true);
  return nodes.code_block.create({ ...attrs, wrapped }, held);
}

function line(children, numbered, isCode = false) {
  const out = [];
  let spaced = true;
  const add = (child, around) => {
    if (child.nodeType === Node.TEXT_NODE) {
      let text = child.data;
      if (!isCode) {
        text = text.replace(SPACE, ' ');
        if (spaced && text.startsWith(' ')) text = text.slice(1);
        if (text) spaced = text.endsWith(' ');
      }
      if (text) out.push(schema.text(text, around));
    } else if (child.localName === 'br' && !child.attributes.length) {
      out.push(nodes.hard_break.create(null, null, around));
      spaced = true;
    } else if (child.localName === 'img') {
      out.push(nodes.image.create({ more: attributes(child) }, null, around));
      spaced = false;
    } else if (!child.firstChild) {
      out.push(nodes.raw_inline.create({ html: child.outerHTML }, null, around));
      spaced = false;
    } else {
      const inside = [...around, markOf(child, numbered)];
      child.childNodes.forEach((below) => add(below, inside));
    }
  };
  children.forEach((child) => add(child, []));
  return isCode ? out : trimmed(out);
}

function trimmed(out) {
  const last = out.at(-1);
  if (!last?.isText || !last.text.endsWith(' ')) return out;
  const text = last.text.slice(0, -1);
  return [...out.slice(0, -1), ...(text ? [schema.text(text, last.marks)] : [])];
}

function markOf(each, numbered) {
  numbered.n = (numbered.n ?? 0) + 1;
  const tag = each.localName;
  return marks[MARKS[tag] ?? 'inline'].create({ tag, more: attributes(each), n: numbered.n });
}

function attributes(each) {
  return each.attributes.length ? Object.fromEntries([...each.attributes].map(({ name, value }) => [name, value])) : null;
}
