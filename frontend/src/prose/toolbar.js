// The bar above the text: one stop of the Tab key, arrows within (WAI-ARIA, toolbar).

import { element, icon } from '../dom.js';
import { isMac } from '../keys.js';
import { _ } from '../words.js';

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export const shownKeys = (keys) => keys.replace('Mod', isMac ? '⌘' : 'Ctrl').replace('Alt', isMac ? '⌥' : 'Alt');

/** Fill the bar; returns what shows the state of the editor in it. */
export function toolbar(bar, groups, view) {
  const buttons = [];
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', _('Formatting'));
  bar.replaceChildren(...groups.map((group) => element('div', { class: 'prose-group' }, ...group.map((item) => {
    const button = buttonOf(item);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      view.focus();
      item.run(view.state, view.dispatch, view);
    });
    buttons.push([button, item]);
    return button;
  }))));
  walk(bar, buttons.map(([button]) => button));
  return (state) => buttons.forEach(([button, item]) => {
    if (item.isOn) button.setAttribute('aria-pressed', item.isOn(state));
    if (item.isPossible) button.setAttribute('aria-disabled', !item.isPossible(state));
  });
}

function buttonOf({ key, title, keys, letters }) {
  const button = element('button', { type: 'button', class: 'prose-button', 'aria-label': letters ? `${letters}: ${title}` : title, tabindex: -1 });
  button.title = keys ? `${title} (${shownKeys(keys)})` : title;
  if (keys) button.setAttribute('aria-keyshortcuts', keys.replace('Mod', isMac ? 'Meta' : 'Control'));
  button.append(letters ? element('span', { 'aria-hidden': 'true' }, letters) : icon(key));
  // the text keeps the focus, and on phones the keyboard
  button.addEventListener('mousedown', (event) => event.preventDefault());
  return button;
}

function walk(bar, buttons) {
  const stop = (at) => buttons.forEach((each, index) => { each.tabIndex = index === at ? 0 : -1; });
  stop(0);
  bar.addEventListener('focusin', (event) => stop(Math.max(0, buttons.indexOf(event.target))));
  bar.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement);
    const next = { Home: 0, End: buttons.length - 1 }[event.key] ?? at + (STEPS[event.key] ?? NaN);
    if (Number.isNaN(next)) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length].focus();
  });
}
