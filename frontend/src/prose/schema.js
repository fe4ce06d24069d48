// What a text can hold. Everything that the sanitiser lets through has a place in it: what cannot be edited is kept
// as it is, in the nodes `raw_block` and `raw_inline`.
//
// Attributes of all nodes: `more`, those of the element, in their order; `lead`, the white space before it; of boxes
// also `tail`, the white space before their end. They come back as they were.

import { Schema } from 'prosemirror-model';

const LEAD = { lead: { default: '' } };
const MORE = { more: { default: null }, ...LEAD };
const BOX = { ...MORE, tail: { default: '' } };

/** The elements that hold blocks, and which ones. */
export const BOXES = {
  blockquote: 'block+',
  ul: 'li+',
  ol: 'li+',
  figure: '(block | figcaption)+',
  details: '(block | summary)+',
  div: 'block+',
  dl: '(dt | dd)+',
  table: '(caption | raw_columns)* (thead | tbody | tfoot | tr)+',
};
const PARTS = {
  li: 'block+', figcaption: 'block+', summary: 'block+', dt: 'block+', dd: 'block+', caption: 'block+',
  thead: 'tr+', tbody: 'tr+', tfoot: 'tr+', tr: '(td | th)+', td: 'block+', th: 'block+',
};
const CLOSED = ['td', 'th', 'caption', 'figcaption', 'summary', 'dt'];

/** The elements that stand in a line; each becomes a mark. */
export const MARKS = { a: 'link', strong: 'strong', b: 'strong', em: 'em', i: 'em', code: 'code' };
export const INLINE = new Set(
  'a abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var'.split(' '),
);

const drawn = (tag, more) => [tag, shown(more), 0];

/** Return attributes for the editor: addresses lead nowhere there, ids would be there twice. */
export function shown(more) {
  const { href, src, id, ...rest } = more ?? {};
  return href === undefined ? rest : { ...rest, href };
}

function box(tag, content, group) {
  return {
    content, group, attrs: BOX, defining: true, isolating: CLOSED.includes(tag),
    parseDOM: [{ tag }],
    toDOM: (node) => (tag === 'details' ? drawn(tag, { ...node.attrs.more, open: '' }) : drawn(tag, node.attrs.more)),
  };
}

// `n` keeps apart what stands beside another of its kind; marks that are set here have 0
const markAttributes = (tag) => ({ tag: { default: tag }, more: { default: null }, n: { default: 0 } });
const mark = (tag, also = [], options = {}) => ({
  attrs: markAttributes(tag), excludes: '',
  parseDOM: [tag, ...also].map((each) => ({ tag: each, attrs: { tag: each } })),
  toDOM: ({ attrs }) => [attrs.tag, shown(attrs.more), 0],
  ...options,
});
const raw = (group, inline) => ({
  group, inline, atom: true, attrs: { html: { default: '' }, ...LEAD },
  parseDOM: [],
  toDOM: (node) => [inline ? 'span' : 'div', { class: 'as-it-is', 'data-html': node.attrs.html }],
});

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+', attrs: { tail: { default: '' } } },
    // `bare`: words that stand in a box without an element of their own, as most do in lists and tables
    paragraph: {
      content: 'inline*', group: 'block', attrs: { ...MORE, bare: { default: false } },
      parseDOM: [{ tag: 'p' }],
      toDOM: (node) => drawn('p', node.attrs.bare ? { class: 'bare' } : node.attrs.more),
    },
    heading: {
      content: 'inline*', group: 'block', defining: true, attrs: { level: { default: 2 }, ...MORE },
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(2, level) } })),
      toDOM: (node) => drawn(`h${node.attrs.level}`, node.attrs.more),
    },
    // `wrapped`: all of it in one `code`
    code_block: {
      content: 'inline*', group: 'block', code: true, defining: true,
      attrs: { ...MORE, wrapped: { default: true } },
      parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
      toDOM: (node) => drawn('pre', node.attrs.more),
    },
    horizontal_rule: { group: 'block', attrs: MORE, parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
    ...Object.fromEntries(Object.entries(BOXES).map(([tag, content]) => [tag, box(tag, content, 'block')])),
    ...Object.fromEntries(Object.entries(PARTS).map(([tag, content]) => [tag, box(tag, content)])),
    raw_block: raw('block', false),
    raw_columns: raw(undefined, false),
    text: { group: 'inline' },
    hard_break: {
      inline: true, group: 'inline', selectable: false, linebreakReplacement: true,
      parseDOM: [{ tag: 'br' }], toDOM: () => ['br'],
    },
    image: {
      inline: true, group: 'inline', draggable: true, attrs: { more: { default: null } },
      parseDOM: [{ tag: 'img[data-src]', getAttrs: (img) => ({ more: { src: img.dataset.src, alt: img.alt } }) }],
      toDOM: (node) => ['img', { 'data-src': node.attrs.more.src, alt: node.attrs.more.alt ?? '' }],
    },
    raw_inline: raw('inline', true),
  },
  marks: {
    link: mark('a', [], { inclusive: false, parseDOM: [{ tag: 'a[href]', getAttrs: (a) => ({ more: { href: a.getAttribute('href') } }) }] }),
    strong: mark('strong', ['b']),
    em: mark('em', ['i']),
    inline: mark('span', [], { parseDOM: [] }),
    code: mark('code', [], { code: true }),
  },
});
