// "/" on an empty line opens a menu of what can be put there.

import { Plugin } from 'prosemirror-state';
import { element, icon } from '../dom.js';
import { _ } from '../words.js';
import { hidden, placed, box } from './place.js';
import { schema } from './schema.js';

const QUERY = /^\/([\p{L}\p{N}]*)$/u;
let made = 0;

/** The plugin; `items` is what is offered. Others may offer more: they hear the event `cs:offers`. */
export function slash(owner, items) {
  const menu = box({ class: 'menu prose-menu', role: 'listbox', id: `slash-${made += 1}`, 'aria-label': _('Insert') });
  let found = [];
  let at = 0;
  let left = null;

  function close(view) {
    hidden(menu);
    found = [];
    view.dom.removeAttribute('aria-activedescendant');
    view.dom.removeAttribute('aria-controls');
  }

  function run(view, item) {
    const { $from } = view.state.selection;
    close(view);
    view.dispatch(view.state.tr.delete($from.start(), $from.end()));
    view.focus();
    item.run(view.state, view.dispatch, view);
  }

  function show(view, query) {
    const offers = [];
    owner.dispatchEvent(new CustomEvent('cs:offers', { bubbles: true, detail: { offers } }));
    const words = query.toLowerCase();
    found = [...items, ...offers].filter(({ title }) => title.toLowerCase().includes(words));
    if (!found.length) return close(view);
    at = Math.min(at, found.length - 1);
    menu.replaceChildren(...found.map((item, index) => option(view, item, index)));
    placed(menu, view.coordsAtPos(view.state.selection.from));
    menu.children[at].scrollIntoView({ block: 'nearest' });
    view.dom.setAttribute('aria-controls', menu.id);
    view.dom.setAttribute('aria-activedescendant', menu.children[at].id);
    return undefined;
  }

  function option(view, item, index) {
    const mark = item.letters ? element('span', { class: 'prose-letters', 'aria-hidden': 'true' }, item.letters) : icon(item.key);
    const each = element('button', {
      type: 'button', tabindex: -1, role: 'option', id: `${menu.id}-${index}`, 'aria-selected': index === at,
    }, mark, element('span', {}, item.title));
    if (item.sign) each.append(element('kbd', { 'aria-hidden': 'true' }, item.sign));
    each.addEventListener('mousedown', (event) => event.preventDefault());
    each.addEventListener('click', () => run(view, item));
    return each;
  }

  return new Plugin({
    view: () => {
      owner.append(menu);
      return {
        update(view) {
          const query = view.hasFocus() ? asked(view.state) : null;
          // what was left by Escape does not come back at the next letter
          if (query === null) left = null;
          if (query === null || left === view.state.selection.$from.start()) return close(view);
          return show(view, query);
        },
        destroy: () => menu.remove(),
      };
    },
    props: {
      handleKeyDown(view, event) {
        if (!found.length) return false;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
          at = (at + step + found.length) % found.length;
          show(view, asked(view.state));
        } else if (event.key === 'Enter' || event.key === 'Tab') run(view, found[at]);
        else if (event.key === 'Escape') {
          left = view.state.selection.$from.start();
          close(view);
        } else {
          at = 0;
          return false;
        }
        return true;
      },
      handleDOMEvents: { blur: (view) => { close(view); return false; } },
    },
  });
}

function asked(state) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== schema.nodes.paragraph) return null;
  return QUERY.exec($from.parent.textContent)?.[1] ?? null;
}
