// Links: what one leads to is shown beside it, and changed there. Links to pages of the site are kept by identity.

import { Plugin, PluginKey, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { element, icon } from '../dom.js';
import { _ } from '../words.js';
import { at, nodeOf, uidOf } from './nodes.js';
import { choosePage } from '../choosing.js';
import { box, hidden, placed, textButton } from './place.js';
import { schema } from './schema.js';
import { isSafe } from './clean.js';

const { link } = schema.marks;
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
const HOST = /^[\w-]+(\.[\w-]+)+([/?#:].*)?$/;
const ADDRESS = /^(https?:\/\/|mailto:|tel:)\S+$/i;

/** Return the address that was meant, "" for none that a link may have. */
export function meant(words) {
  const given = words.trim();
  if (MAIL.test(given)) return `mailto:${given}`;
  if (HOST.test(given)) return ['https:', '', given].join('/');
  return /^(https?:|mailto:|tel:|uid:[0-9a-f]{32}|\/(?!\/)|#|\?)/i.test(given) && !/[\s"<>\\]/.test(given) && isSafe(given) ? given : '';
}

/** Tell whether a text is nothing but an address. */
export const isAddress = (words) => ADDRESS.test(words.trim());

/** Return the link around the cursor, or that of the selection: where it is, and its mark. */
export function linkAt(state) {
  const { $from, from, to, empty } = state.selection;
  if (!$from.parent.isTextblock) return null;
  const start = $from.start();
  let found = null;
  $from.parent.forEach((node, offset) => {
    const mark = link.isInSet(node.marks);
    const [begin, end] = [start + offset, start + offset + node.nodeSize];
    if (!mark) return;
    if (found && found.mark.eq(mark) && found.to === begin) found.to = end;
    else if (!found || !touches(found)) found = { mark, from: begin, to: end };
  });
  function touches(range) { return empty ? range.from <= from && from <= range.to : range.from <= from && to <= range.to; }
  return found && touches(found) ? found : null;
}

/** The plugin of links, with the command that asks for one as `ask`. */
export function links(owner) {
  const balloon = box({ class: 'prose-balloon', role: 'group', 'aria-label': _('Link') });
  let range = null;
  let isAsking = false;

  const key = new PluginKey('links');
  const plugin = new Plugin({
    key,
    props: { decorations: (state) => broken(state), handleDOMEvents: { click: follow } },
    view: () => {
      owner.append(balloon);
      return {
        update(view) {
          if (isAsking) return;
          range = view.hasFocus() && view.editable ? linkAt(view.state) : null;
          if (range) show(view);
          else hidden(balloon);
        },
        destroy: () => balloon.remove(),
      };
    },
  });

  function show(view) {
    const href = range.mark.attrs.more?.href ?? '';
    const node = nodeOf(uidOf(href));
    const words = node ? element('span', {}, element('b', {}, node.title), ` ${node.path}`) : element('span', {}, uidOf(href) ? gone() : href);
    const change = button('pencil', _('Change'), () => edit(view));
    const parts = [words, change, button('unlink', _('Remove the link'), () => remove(view))];
    const open = node?.path ?? (uidOf(href) ? '' : href);
    if (open) parts.splice(1, 0, element('a', { class: 'button quiet square', href: open, target: '_blank', rel: 'noreferrer', 'aria-label': _('Open in a new window') }, icon('external')));
    balloon.replaceChildren(...parts);
    balloon.onkeydown = (event) => { if (event.key === 'Escape') { event.preventDefault(); view.focus(); } };
    place(view);
  }

  function place(view) {
    const { from, to } = range ?? view.state.selection;
    const [start, end] = [view.coordsAtPos(from), view.coordsAtPos(to, -1)];
    placed(balloon, { left: Math.min(start.left, end.left), top: start.top, bottom: end.bottom });
  }

  // with the words that are shown, and where it leads
  function edit(view) {
    isAsking = true;
    const { from, to } = range ?? view.state.selection;
    const href = range?.mark.attrs.more?.href ?? '';
    const had = view.state.doc.textBetween(from, to);
    const node = nodeOf(uidOf(href));
    const where = input(_('Where to'), node ? node.path + href.slice(36) : href, _('A page, an address or a mail address'));
    const words = input(_('Words'), had, '');
    const problem = element('p', { class: 'error', role: 'alert' });
    let chosen = node ? href : '';
    let title = '';
    where.field.addEventListener('input', () => { chosen = ''; problem.replaceChildren(); });
    const pick = textButton(_('Choose a page…'), async () => {
      const found = await choosePage(owner, []);
      if (!found) return where.field.focus();
      chosen = `uid:${found.uid}`;
      ({ title } = found);
      where.field.value = found.path;
      if (!words.field.value) words.field.value = title;
      return words.field.focus();
    });
    const done = () => { isAsking = false; hidden(balloon); view.focus(); };
    const save = async () => {
      const target = chosen || (await named(where.field.value));
      // the return key was pressed twice, or the box closed, before the site had answered
      if (!isAsking) return undefined;
      if (!target) {
        problem.replaceChildren(icon('warning'), _('Choose a page, or give an address such as https://example.org.'));
        return where.field.focus();
      }
      isAsking = false;
      put(view, { from, to, had, href: target, words: words.field.value.trim() || title || where.field.value.trim() });
      return done();
    };
    const bar = element('div', { class: 'prose-balloon-bar' }, textButton(_('Set the link'), save, 'primary'), textButton(_('Cancel'), done, 'quiet'));
    balloon.replaceChildren(element('div', { class: 'prose-ask' }, where.label, pick, words.label, problem, bar));
    balloon.onkeydown = (event) => {
      if (event.key === 'Escape') { event.preventDefault(); done(); }
      if (event.key === 'Enter' && event.target.matches('input')) { event.preventDefault(); save(); }
    };
    place(view);
    where.field.focus();
    where.field.select();
  }

  function put(view, { from, to, had, href, words }) {
    const { tr } = view.state;
    const more = { ...range?.mark.attrs.more, href };
    const mark = link.create({ more, n: range?.mark.attrs.n ?? 0 });
    if (words !== had || from === to) {
      const marks = view.state.doc.resolve(from).marksAcross(view.state.doc.resolve(to)) ?? [];
      tr.replaceWith(from, to, schema.text(words, marks.filter((each) => each.type !== link)));
    }
    const end = words !== had || from === to ? from + words.length : to;
    tr.removeMark(from, end, link).addMark(from, end, mark).setSelection(TextSelection.create(tr.doc, end));
    view.dispatch(tr.removeStoredMark(link).scrollIntoView());
  }

  function remove(view) {
    view.dispatch(view.state.tr.removeMark(range.from, range.to, link));
    view.focus();
  }

  function ask(state, _dispatch, view) {
    if (view && state.selection.$from.parent.isTextblock) {
      range = linkAt(state);
      edit(view);
    }
    return state.selection.$from.parent.isTextblock;
  }
  return { plugin, ask };
}

// an address of this site is that of a node, if there is one
async function named(words) {
  const address = meant(words);
  if (!address.startsWith('/')) return address;
  const [path, rest] = [address.replace(/[?#].*$/, ''), address.replace(/^[^?#]*/, '')];
  const found = rest.startsWith('?') ? {} : await at([path]);
  return found[path] ? `uid:${found[path].uid}${rest}` : address;
}

function broken(state) {
  const marks = [];
  state.doc.descendants((node, pos) => {
    const uid = node.isText && uidOf(link.isInSet(node.marks)?.attrs.more?.href);
    if (uid && nodeOf(uid) === null) marks.push(Decoration.inline(pos, pos + node.nodeSize, { class: 'link-broken', title: gone() }));
  });
  return DecorationSet.create(state.doc, marks);
}

const gone = () => _('This leads to what is gone or what you may not see.');

// with the control key a link is followed, in a window of its own: what is written here stays
function follow(_view, event) {
  const found = event.target.closest?.('a[href]');
  if (!found) return false;
  event.preventDefault();
  if (!event.ctrlKey && !event.metaKey) return false;
  const href = found.getAttribute('href');
  const address = nodeOf(uidOf(href))?.path ?? (uidOf(href) ? '' : href);
  if (address && isSafe(address)) open(address, '_blank', 'noreferrer');
  return true;
}

function button(name, title, run) {
  const made = element('button', { type: 'button', class: 'button quiet square', 'aria-label': title, title }, icon(name));
  made.addEventListener('click', run);
  return made;
}

function input(title, value, placeholder) {
  const field = element('input', { class: 'input', type: 'text', placeholder, autocomplete: 'off', spellcheck: 'false' });
  field.value = value;
  return { field, label: element('label', {}, title, field) };
}
