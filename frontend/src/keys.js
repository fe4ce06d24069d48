// Keyboard shortcuts: letters, one after the other, which can be switched off (WCAG 2.1.4); and the sheet that lists them.
//
// A link or button with `data-keys="g c"` is followed by these keys. What is no link is registered:
//   shortcut('j', _('Next row'), () => step(1), _('Lists'))

import { $, $$, element, icon } from './dom.js';
import { _ } from './words.js';

/** Whether this is a machine of Apple, where Cmd does what Ctrl does elsewhere. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** What opens the palette, for people. */
export const paletteKeys = isMac ? '⌘ K' : _('Ctrl K');

/** Tell whether a letter is pressed with Ctrl, or Cmd on a Mac; of a keyboard without Latin letters its place counts. */
export function isCommand(event, letter) {
  const isHeld = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!isHeld || event.altKey) return false;
  return event.key.toLowerCase() === letter || (!/^[a-z]$/i.test(event.key) && event.code === `Key${letter.toUpperCase()}`);
}

// The keys of an input method are its own: Return chooses a word there, and saves nothing. The one that ends it is
// known by its number only, in Safari. The editor of texts knows of them itself.
window.addEventListener('keydown', (event) => {
  if ((event.isComposing || event.keyCode === 229) && !event.target.isContentEditable) event.stopImmediatePropagation();
}, true);

const PAUSE = 1500;
const registered = new Map();
let typed = [];
let timer;

/** Let keys such as 'j' or 'g x' do something on the screens that load the module; the last one registered holds. */
export function shortcut(keys, title, run, group = _('This screen')) {
  registered.set(keys, { keys, title, run, group });
}

const isOff = () => document.documentElement.dataset.letters === 'off';

/** Tell whether somebody writes, so that letters are letters. */
export const isWriting = (target) =>
  target.isContentEditable || Boolean(target.closest?.('input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [role=textbox], [role=combobox]'));

// what is on the page can be followed although it stands in a menu that is closed; what was just told comes last, and first
function linked(keys) {
  const found = $$(`[data-keys="${CSS.escape(keys)}"]`).at(-1);
  return found && { keys, run: () => found.click() };
}

const all = () => [...registered.keys(), ...$$('[data-keys]').map((each) => each.dataset.keys)];

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  // a browser that fills in a control tells of a key that has no name
  if (isWriting(event.target) || event.key.length !== 1 || event.key === ' ' || $('dialog[open]')) return;
  clearTimeout(timer);
  timer = setTimeout(() => { typed = []; }, PAUSE);
  // a letter that goes on with nothing begins anew
  for (const keys of [[...typed, event.key], [event.key]]) {
    const said = keys.join(' ');
    const found = registered.get(said) ?? linked(said);
    if (found) {
      event.preventDefault();
      typed = [];
      found.run();
      return;
    }
    if (all().some((each) => each.startsWith(`${said} `))) {
      typed = keys;
      return;
    }
  }
  typed = [];
}

const words = (each) => each.dataset.keysTitle || each.textContent.trim();

/** Return all that can be done by keys here, by group. */
function listed() {
  const found = new Map([[_('Everywhere'), [{ keys: paletteKeys, title: _('Search or jump to a page or command') }]]]);
  const add = (group, each) => found.set(group, [...(found.get(group) ?? []), each]);
  const seen = new Set(registered.keys());
  for (const each of registered.values()) add(each.group, each);
  for (const each of $$('[data-keys]')) {
    const { keys } = each.dataset;
    if (!seen.has(keys)) add(each.closest('main') ? _('This page') : _('Everywhere'), { keys, title: words(each) });
    seen.add(keys);
  }
  return found;
}

const keyed = (keys) => element('span', { class: 'offer-keys' }, ...keys.split(' ').map((key) => element('kbd', {}, key)));

function group([title, rows]) {
  const list = element('dl', {}, ...rows.map((each) => element('div', {}, element('dt', {}, each.title), element('dd', {}, keyed(each.keys)))));
  return element('section', {}, element('h3', {}, title), list);
}

/** Show the sheet of shortcuts. */
export function sheet() {
  const close = element('button', { class: 'button quiet square', type: 'button', 'aria-label': _('Close') }, icon('close'));
  const account = $('[data-keys="g i"]')?.href;
  const state = isOff() ? _('Keys of one letter are switched off.') : _('Keys of one letter can be switched off.');
  const note = element('p', { class: 'note' }, state, ' ', ...(account ? [element('a', { href: account }, _('My account'))] : []));
  const made = element('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' },
    element('div', { class: 'head' }, element('h2', { id: 'keys-title' }, _('Keyboard shortcuts')), close),
    element('div', { class: 'keys-groups' }, ...[...listed()].map(group)), note);
  close.addEventListener('click', () => made.close());
  made.addEventListener('click', (event) => { if (event.target === made) made.close(); });
  made.addEventListener('close', () => made.remove());
  document.body.append(made);
  made.showModal();
}

shortcut('?', _('Keyboard shortcuts'), sheet, _('Everywhere'));
document.addEventListener('keydown', pressed);
document.addEventListener('click', (event) => { if (event.target.closest('[data-shortcuts]')) sheet(); });
