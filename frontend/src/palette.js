// The command palette: what was typed is asked for at the server, which knows what one may see and do.

import { $, $$, element, fragment } from './dom.js';
import { isCommand, paletteKeys } from './keys.js';
import { send } from './send.js';
import { _ } from './words.js';

const dialog = $('#palette');
const field = dialog && $('[role=combobox]', dialog);
const list = dialog && $('[role=listbox]', dialog);
const options = () => $$('[role=option]', list);
const chosen = () => $('[aria-selected=true]', list);
let asking; // the request on its way
let isWanted = false; // Enter was pressed before the answer came

/** Open the palette, with something typed in it already. */
export function open(typed = '') {
  if (!dialog || dialog.open) return;
  field.value = typed;
  dialog.showModal();
  field.focus();
  ask();
}

async function ask() {
  asking?.abort();
  const mine = asking = new AbortController();
  list.setAttribute('aria-busy', 'true');
  const { url, at } = dialog.dataset;
  try {
    const answer = await send(`${url}?${new URLSearchParams({ q: field.value, at })}`, { signal: mine.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    show(fragment(await answer.text()));
  } catch (error) {
    if (error.name === 'AbortError') return;
    show(element('p', { class: 'offer-title' }, _('This could not be asked. Are you still signed in?')));
  } finally {
    if (asking === mine) {
      asking = undefined;
      list.removeAttribute('aria-busy');
      if (isWanted) run();
    }
  }
}

function show(found) {
  list.replaceChildren(found);
  list.scrollTop = 0;
  choose(options()[0]);
}

function choose(option) {
  chosen()?.setAttribute('aria-selected', 'false');
  option?.setAttribute('aria-selected', 'true');
  if (option) field.setAttribute('aria-activedescendant', option.id);
  else field.removeAttribute('aria-activedescendant');
  option?.scrollIntoView({ block: 'nearest' });
}

function step(by) {
  const all = options();
  if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
}

function run(event) {
  isWanted = Boolean(asking);
  if (isWanted) return;
  const option = chosen();
  if (option?.href && (event?.ctrlKey || event?.metaKey)) window.open(option.href);
  else option?.click();
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  PageDown: () => choose(options().at(-1)),
  PageUp: () => choose(options()[0]),
  Enter: run,
};

// Ctrl+K in a text that has a use for it, such as for a link, is its own
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || !isCommand(event, 'k')) return;
  event.preventDefault();
  if (dialog?.open) dialog.close();
  else if (!$('dialog[open]')) open();
});

if (dialog) {
  field.addEventListener('input', () => { isWanted = false; ask(); });
  field.addEventListener('keydown', (event) => {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key](event);
  });
  list.addEventListener('pointermove', (event) => {
    const option = event.target.closest('[role=option]');
    if (option && option !== chosen()) choose(option);
  });
  // what is done with this page leaves one where one is
  list.addEventListener('submit', ({ target: form }) => {
    form.append(element('input', { type: 'hidden', name: 'came_from', value: location.pathname + location.search }));
  });
  // what does something here, such as the colours, leaves the page as it is
  list.addEventListener('click', (event) => { if (event.target.closest('button[type=button]')) dialog.close(); }, true);
  dialog.addEventListener('click', (event) => { if (event.target === dialog || event.target.closest('[data-close]')) dialog.close(); });
  dialog.addEventListener('close', () => { asking?.abort(); isWanted = false; });
  // who comes back to this page does not come back to the question
  window.addEventListener('pagehide', () => dialog.close());
}
document.addEventListener('click', (event) => { if (event.target.closest('[data-palette]')) open(); });

$$('[data-palette] kbd').forEach((each) => { each.textContent = paletteKeys; });
