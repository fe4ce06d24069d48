// Pictures that are dropped, pasted or picked: sent to the site while one goes on writing, each with its progress.

import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { element, icon } from '../dom.js';
import { sendPicture } from '../sending.js';
import { toast } from '../toast.js';
import { _ } from '../words.js';

const key = new PluginKey('pictures on their way');
const isPicture = (file) => /^image\/(png|jpe?g|gif|webp|avif)$/.test(file.type);
let made = 0;

/** The plugin; `insert(view, uid, where)` is told when a picture is there: `where()` is its place. `put(view, files)` sends some. */
export function arriving(insert) {
  function send(view, file, at) {
    const id = made += 1;
    const bar = element('progress', { max: 1, value: 0, 'aria-label': file.name });
    const dom = element('span', { class: 'prose-arriving' }, icon('image'), element('span', {}, file.name), bar);
    view.dispatch(view.state.tr.setMeta(key, { add: { id, at, dom } }));
    // where it was to be may have moved meanwhile
    const over = () => {
      const [spot] = key.getState(view.state).find(undefined, undefined, (spec) => spec.id === id);
      view.dispatch(view.state.tr.setMeta(key, { remove: spot }));
      return spot?.from ?? view.state.selection.from;
    };
    return sendPicture(file, (part) => { bar.value = part; }).then(
      (node) => insert(view, node.uid, over),
      (error) => { over(); toast(`${file.name}: ${error.message}`); },
    );
  }

  // one after the other, since each is asked about
  async function put(view, files, at = view.state.selection.from) {
    for (const file of files) {
      if (isPicture(file)) await send(view, file, Math.min(at, view.state.doc.content.size));
      else toast(_('{name} is no picture that pages can show.', { name: file.name }));
    }
  }

  const plugin = new Plugin({
    key,
    state: { init: () => DecorationSet.empty, apply: moved },
    props: {
      decorations: (state) => key.getState(state),
      handleDrop(view, event) {
        const files = [...event.dataTransfer.files];
        if (!files.length) return false;
        event.preventDefault();
        event.stopPropagation();
        put(view, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
        return true;
      },
      handlePaste(view, event) {
        const files = [...event.clipboardData.files].filter(isPicture);
        // word processors bring a picture of the words along
        if (!files.length || /\S/.test(event.clipboardData.getData('text/plain'))) return false;
        put(view, files);
        return true;
      },
    },
  });
  return { plugin, put };
}

function moved(tr, held) {
  const { add, remove } = tr.getMeta(key) ?? {};
  const mapped = held.map(tr.mapping, tr.doc);
  if (add) return mapped.add(tr.doc, [Decoration.widget(add.at, add.dom, { id: add.id, side: 1 })]);
  return remove ? mapped.remove([remove]) : mapped;
}
