// The editor of one text: a document of ProseMirror with everything around it. Loaded where a form has prose.

import { baseKeymap } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { Slice } from 'prosemirror-model';
import { EditorState, Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { element, fragment } from '../dom.js';
import { _, ngettext } from '../words.js';
import { cells } from './cells.js';
import { clean, disarm } from './clean.js';
import * as command from './commands.js';
import { pictures } from './image.js';
import { items } from './items.js';
import { isAddress, links } from './link.js';
import { ask, uidOf } from './nodes.js';
import { plain } from './paste.js';
import { fragmentOf, read } from './read.js';
import { rules, undoInputRule } from './rules.js';
import { schema } from './schema.js';
import { slash } from './slash.js';
import { toolbar } from './toolbar.js';
import { blocks, write } from './write.js';

const COUNTING = 300;
// what is written must not stand below the bars (WCAG 2.4.11)
const MARGIN = { top: 120, bottom: 110, left: 0, right: 0 };

/** Make an editor in `place`, for the HTML in a text area; `bar` and `count` are elements to fill. */
export function editor({ owner, area, place, bar, count }) {
  const link = links(owner);
  const image = pictures(owner);
  const groups = items({ link: link.ask, image: image.ask });
  const offered = groups.flat().filter((item) => item.isBlock);
  let first;

  const plugins = [
    cells, rules, slash(owner, offered), keys(groups.flat()), keymap(baseKeymap),
    history(), dropCursor({ class: 'prose-drop', color: false, width: 2 }), gapCursor(), hint(area.placeholder || _('Write, or type / to put something in')),
    link.plugin, ...image.plugins,
  ];

  function state() {
    first = read(clean(fragment(disarm(area.value))));
    source = area.value;
    return EditorState.create({ doc: first, plugins });
  }
  let source = area.value;

  const view = new EditorView({ mount: place }, {
    state: state(),
    attributes: attributesOf(area),
    scrollThreshold: MARGIN,
    scrollMargin: MARGIN,
    nodeViews: { raw_block: asItIs, raw_columns: hiddenColumns, raw_inline: asItIs, details: opened },
    clipboardSerializer: { serializeFragment: (content) => clean(fragment(blocks(content))) },
    clipboardParser: { parseSlice: (root) => Slice.maxOpen(fragmentOf(plain(root))) },
    clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, '\n\n', '\n'),
    transformPastedHTML: disarm,
    handlePaste: linked,
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr));
      refresh(view.state);
      if (tr.docChanged) changed();
    },
  });
  const refresh = toolbar(bar, groups, view);
  const tally = counter(count);
  refresh(view.state);
  tally(view.state.doc);
  named();

  function changed() {
    area.value = view.state.doc.eq(first) ? source : write(view.state.doc);
    area.dispatchEvent(new Event('input', { bubbles: true }));
    tally(view.state.doc);
  }

  // what links lead to is asked for where the page did not bring it along
  async function named() {
    if (await ask(uidsOf(view.state.doc))) view.updateState(view.state.reconfigure({ plugins: [...plugins] }));
  }

  return {
    view,
    refresh() {
      view.updateState(state());
      refresh(view.state);
      tally(view.state.doc);
      named();
    },
  };
}

// it is the text area for those who do not see it: with its label, its help and what is wrong with it
function attributesOf(area) {
  const label = area.labels?.[0];
  if (label && !label.id) label.id = `${area.id}-label`;
  return () => {
    const given = { role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': label?.id ?? '', class: 'prose' };
    for (const name of ['aria-describedby', 'aria-invalid', 'aria-required', 'lang', 'dir']) {
      if (area.hasAttribute(name)) given[name] = area.getAttribute(name);
    }
    return given;
  };
}

function keys(all) {
  const bound = { Enter: command.enter, 'Shift-Enter': command.lineBreak, 'Mod-Enter': command.lineBreak,
    Tab: command.further, 'Shift-Tab': command.back, Backspace: undoInputRule, 'Mod-y': redo, 'Mod-z': undo };
  for (const { keys: name, run } of all) {
    if (name) bound[name.replaceAll('+', '-').replace(/[A-Z]$/, (letter) => letter.toLowerCase())] = run;
  }
  return keymap(bound);
}

function hint(text) {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const only = doc.childCount === 1 && doc.firstChild.type === schema.nodes.paragraph && !doc.firstChild.childCount;
        return only ? DecorationSet.create(doc, [Decoration.node(0, doc.firstChild.nodeSize, { class: 'prose-empty', 'data-hint': text })]) : null;
      },
    },
  });
}

// an address that is pasted upon words makes them a link
function linked(view, event) {
  const words = event.clipboardData?.getData('text/plain') ?? '';
  const { selection, tr } = view.state;
  if (selection.empty || !isAddress(words) || !selection.$from.sameParent(selection.$to)) return false;
  const mark = schema.marks.link.create({ more: { href: words.trim() } });
  view.dispatch(tr.removeMark(selection.from, selection.to, schema.marks.link).addMark(selection.from, selection.to, mark));
  return true;
}

// what has no place of its own in the editor is shown, and comes back as it was
function asItIs(node) {
  const dom = element(node.isInline ? 'span' : 'div', { class: 'as-it-is', contenteditable: 'false' });
  const held = clean(fragment(node.attrs.html));
  for (const each of held.querySelectorAll('img[src^="uid:"], [id]')) { each.removeAttribute('src'); each.removeAttribute('id'); }
  dom.append(held);
  return { dom, ignoreMutation: () => true };
}

const hiddenColumns = () => ({ dom: element('colgroup'), ignoreMutation: () => true });

// what can be folded away stands open where it is written
function opened(node) {
  const dom = element('details', { open: '' });
  dom.addEventListener('toggle', () => { dom.open = true; });
  return { dom, contentDOM: dom, ignoreMutation: (change) => change.type === 'attributes' };
}

function uidsOf(doc) {
  const found = [];
  doc.descendants((node) => {
    if (node.type === schema.nodes.image) found.push(uidOf(node.attrs.more.src));
    for (const mark of node.marks) found.push(uidOf(mark.attrs.more?.href));
  });
  return found.filter(Boolean);
}

function counter(place) {
  let timer;
  return (doc) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const words = doc.textBetween(0, doc.content.size, ' ', ' ').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu)?.length ?? 0;
      place.textContent = ngettext('1 word', '{number} words', words, { number: words.toLocaleString(document.documentElement.lang) });
    }, COUNTING);
  };
}
