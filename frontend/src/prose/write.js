// From a text of the editor to HTML, as the sanitiser writes it.

import { sourceOf } from './sources.js';

const ESCAPED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\u00a0': '&nbsp;', '"': '&quot;' };
const text = (words) => words.replace(/[&<>\u00a0]/g, (sign) => ESCAPED[sign]);
const value = (words) => words.replace(/[&\u00a0"<>]/g, (sign) => ESCAPED[sign]);
const attributes = (more) => Object.entries(more ?? {}).map(([name, each]) => ` ${name}="${value(each)}"`).join('');
const element = (tag, more, held) => `<${tag}${attributes(more)}>${held}</${tag}>`;

/** Return the HTML of a document; an empty one is nothing. */
export function write(doc) {
  const only = doc.childCount === 1 ? doc.firstChild : null;
  const isEmpty = only?.type.name === 'paragraph' && !only.childCount && !only.attrs.more && !sourceOf(only);
  return (isEmpty ? '' : blocks(doc.content)) + doc.attrs.tail;
}

// what holds words without an element of their own, as people write it
const HOLDERS = ['li', 'td', 'th', 'dt', 'dd', 'figure', 'figcaption', 'caption', 'summary'];

/** Return the HTML of blocks, by the name of the element around them. */
export function blocks(content, holder = '') {
  let html = '';
  content.forEach((node, _, index) => {
    const beside = [content.maybeChild(index - 1), content.maybeChild(index + 1)];
    // two that have no element of their own would become one
    const isBare = node.attrs.bare && !beside.some((each) => each?.attrs.bare) && (HOLDERS.includes(holder) || isRead(node));
    html += (node.attrs.lead ?? '') + (isBare ? words(node) : kept(node));
  });
  return html;
}

const isRead = (node) => sourceOf(node) !== undefined;

// what did not change is not written again
const written = new WeakMap();
function kept(node) {
  if (!written.has(node)) written.set(node, block(node));
  return written.get(node);
}

const words = (node) => sourceOf(node) ?? inner(node);

function block(node) {
  const { attrs, type: { name } } = node;
  if (name === 'paragraph') return element('p', attrs.more, words(node));
  if (name === 'heading') return element(`h${attrs.level}`, attrs.more, words(node));
  if (name === 'horizontal_rule') return `<hr${attributes(attrs.more)}>`;
  if (name.startsWith('raw')) return attrs.html;
  if (name === 'code_block') return element('pre', attrs.more, code(node));
  if (node.isInline) return run([node], []);
  return element(name, attrs.more, blocks(node.content, name) + attrs.tail);
}

function code(node) {
  const held = inner(node);
  if (node.attrs.wrapped) return element('code', null, held);
  // a parser drops the first line break
  return held.startsWith('\n') ? `\n${held}` : held;
}

/** Return the HTML of the words of a block. */
export function inner(node) {
  const held = [];
  node.forEach((each) => held.push(each));
  return run(held, []);
}

// The element that goes on for longest is outside; of equals the one that was, and what is new is within.
function run(held, open) {
  let html = '';
  for (let at = 0; at < held.length;) {
    const free = held[at].marks.filter((mark) => !mark.isInSet(open));
    if (!free.length) {
      html += leaf(held[at]);
      at += 1;
    } else {
      const spans = free.map((mark) => ({ mark, end: endOf(mark, held, at) }));
      spans.sort((a, b) => b.end - a.end || (a.mark.attrs.n || Infinity) - (b.mark.attrs.n || Infinity) || 0);
      const { mark, end } = spans[0];
      html += element(mark.attrs.tag, mark.attrs.more, run(held.slice(at, end), [...open, mark]));
      at = end;
    }
  }
  return html;
}

function endOf(mark, held, at) {
  let end = at + 1;
  while (end < held.length && mark.isInSet(held[end].marks)) end += 1;
  return end;
}

function leaf(node) {
  if (node.isText) return text(node.text);
  if (node.type.name === 'hard_break') return '<br>';
  if (node.type.name === 'image') return `<img${attributes(node.attrs.more)}>`;
  return node.attrs.html;
}
