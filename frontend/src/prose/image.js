// Pictures in a text: chosen on the site or sent to it; each is described, or decorative.

import { NodeSelection, Plugin } from 'prosemirror-state';
import { element, icon } from '../dom.js';
import { _ } from '../words.js';
import { choosePage } from '../choosing.js';
import { arriving } from './arriving.js';
import { ask as learn, forget, nodeOf, uidOf } from './nodes.js';
import { box, hidden, placed, textButton } from './place.js';
import { schema } from './schema.js';

const { image } = schema.nodes;

/** Draw a picture in the text: one of a node by the address that it has. */
export function drawn(node) {
  const { more } = node.attrs;
  const uid = uidOf(more.src);
  const known = uid ? nodeOf(uid) : undefined;
  const dom = element('span', { class: 'prose-picture' });
  const src = uid ? known?.src : more.src;
  dom.append(src ? shown(src, more, known) : element('span', { class: 'prose-gone' }, icon('image'), more.alt || _('A picture that is gone')));
  if (more.alt === undefined && !known?.alt) dom.append(element('span', { class: 'prose-flag' }, icon('warning'), _('Not described')));
  return { dom, ignoreMutation: () => true };
}

function shown(src, more, known) {
  const picture = element('img', { src, alt: more.alt ?? known?.alt ?? '', draggable: 'false' });
  for (const side of ['width', 'height']) {
    const value = more[side] ?? known?.[side];
    if (value) picture.setAttribute(side, value);
  }
  return picture;
}

/** The plugin of pictures, with the command that asks for one as `ask`. */
export function pictures(owner) {
  const balloon = box({ class: 'prose-balloon', role: 'group', 'aria-label': _('Picture') });
  const plugin = new Plugin({
    props: {
      nodeViews: { image: drawn },
      // one that is selected already is asked about again
      handleClickOn(view, _pos, node) {
        if (node.type === image) setTimeout(() => selected(view.state) && show(view));
        return false;
      },
    },
    view: () => {
      owner.append(balloon, picker);
      return {
        update(view) {
          if (view.hasFocus() && selected(view.state)) show(view);
          else if (!balloon.contains(document.activeElement)) hidden(balloon);
        },
        destroy: () => balloon.remove(),
      };
    },
  });

  function show(view) {
    const { more } = selected(view.state).attrs;
    const said = more.alt ?? nodeOf(uidOf(more.src))?.alt;
    const words = said ? `“${said}”` : more.alt === '' ? _('Decorative: it is not read out.') : _('Not described yet.');
    const remove = () => { hidden(balloon); view.dispatch(view.state.tr.deleteSelection()); view.focus(); };
    balloon.replaceChildren(
      element('span', {}, words),
      textButton(_('Describe'), () => { hidden(balloon); describe(view, view.state.selection.from); }, 'quiet'),
      textButton(_('Remove'), remove, 'quiet'),
    );
    const place = view.nodeDOM(view.state.selection.from)?.getBoundingClientRect();
    if (place) placed(balloon, place);
  }

  async function describe(view, pos) {
    const { more } = view.state.doc.nodeAt(pos).attrs;
    const node = nodeOf(uidOf(more.src));
    const { described } = await import('./describing.js');
    const alt = await described(owner, more, node);
    if (alt !== null && view.state.doc.nodeAt(pos)?.attrs.more === more) {
      // what its page says of it need not be said again
      const { alt: _was, ...rest } = more;
      const tr = view.state.tr.setNodeMarkup(pos, null, { more: alt && alt === node?.alt ? rest : { ...rest, alt } });
      view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, pos)));
    }
    view.focus();
  }

  /** Put a picture of the site in, and ask what it shows. */
  async function insert(view, uid, where = () => view.state.selection.from) {
    // its address and its size are those that the site says
    forget(uid);
    await learn([uid]);
    // while the site was asked the text may have gone on
    const at = where();
    const tr = view.state.tr.replaceRangeWith(at, at, image.create({ more: { src: `uid:${uid}` } }));
    view.dispatch(tr.scrollIntoView());
    const pos = placeOf(view.state.doc, `uid:${uid}`, tr.mapping.map(at, -1));
    if (pos !== null) await describe(view, pos);
  }

  const incoming = arriving(insert);
  const picker = element('input', { type: 'file', accept: 'image/*', multiple: '', hidden: '' });

  async function choose(view) {
    const found = await choosePage(owner, ['Image']);
    if (found) await insert(view, found.uid);
    else view.focus();
  }

  // from the site, or from where one sits
  function ask(_state, _dispatch, view) {
    if (!view) return true;
    const done = (then) => () => { hidden(balloon); then(); };
    const leave = done(() => view.focus());
    const own = textButton(_('From this computer…'), done(() => picker.click()), 'primary');
    picker.onchange = () => { incoming.put(view, [...picker.files]); picker.value = ''; };
    balloon.replaceChildren(own, textButton(_('From this site…'), done(() => choose(view))), textButton(_('Cancel'), leave, 'quiet'));
    balloon.onkeydown = (event) => { if (event.key === 'Escape') { event.preventDefault(); leave(); } };
    placed(balloon, view.coordsAtPos(view.state.selection.from));
    own.focus();
    return true;
  }
  return { plugins: [plugin, incoming.plugin], ask };
}

function selected({ selection }) {
  return selection instanceof NodeSelection && selection.node.type === image ? selection.node : null;
}

// the first picture from a place on that is this one
function placeOf(doc, src, from) {
  let found = null;
  doc.nodesBetween(Math.max(0, from - 2), doc.content.size, (node, pos) => {
    if (found === null && node.type === image && node.attrs.more.src === src) found = pos;
  });
  return found;
}
