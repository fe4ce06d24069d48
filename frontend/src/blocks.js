// Blocks in a form: added from a dialog or by "/", moved by mouse, keys and buttons, doubled, removed with a way back.
// What is sent is what the form sends without script: groups of controls, in the order in which they stand.

import { $, $$, fragment, page } from './dom.js';
import { reveal } from './fields.js';
import { say } from './say.js';
import { post } from './send.js';
import { Sortable } from './sorting.js';
import { toast } from './toast.js';
import { _ } from './words.js';
import { put } from './writing/pairs.js';

const STILL = matchMedia('(prefers-reduced-motion: reduce)').matches;
const WORDS = 80;
// the text that stands above the blocks of a page
const ABOVE = 'f-body';
// which block a lifted one stood before: there it goes back to
const homes = new WeakMap();
// the highest number of a list so far: none is given twice, since a block that was removed may come back
const numbers = new WeakMap();

$$('[data-blocks]').forEach(enliven);

function enliven(field) {
  const list = $('[data-block-list]', field);
  const picker = picking($('[data-block-picker]', field));
  const add = async (after) => {
    const kind = await picker();
    const made = kind && await insert(field, list, after, { kind });
    if (made) enter(made);
  };
  field.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do], [data-block-add]');
    if (!button) return;
    event.preventDefault();
    const block = button.closest('[data-block]');
    if ('blockAdd' in button.dataset) add(block ?? list.lastElementChild);
    else DEEDS[button.dataset.do](block, field, list);
  });
  field.addEventListener('keydown', (event) => {
    if ('grip' in event.target.dataset) carry(event, list);
  });
  // a block that is moved loses the focus for a moment
  field.addEventListener('focusout', ({ target }) => {
    if ('grip' in target.dataset) setTimeout(() => { if (document.activeElement !== target) target.setAttribute('aria-pressed', 'false'); });
  });
  // what a text editor offers at "/": its text goes on in a block of its own behind the one that is put there
  field.form.addEventListener('cs:offers', ({ target, detail }) => {
    const block = target.closest('.kind-text');
    const area = $('textarea', target);
    if (!(block ? field.contains(block) : area.name === ABOVE)) return;
    for (const { dataset: { kind, icon: key }, title } of picker.kinds) {
      if (kind !== 'text') detail.offers.push({ key, title: _('Block: {title}', { title }), run: (state) => part(field, list, block, area, state.selection.$from.index(0), kind) });
    }
  });
  field.addEventListener('toggle', (event) => summarize(event.target.closest('[data-block]')), true);
  Sortable.create(list, {
    handle: '[data-grip]',
    draggable: '[data-block]',
    // outside of the form, of which it is no part
    fallbackOnBody: true,
    animation: STILL ? 0 : 150,
    onUpdate: ({ item }) => moved(item, list),
  });
  numbers.set(list, Math.max(-1, ...[...list.children].map((each) => Number(each.dataset.block))));
  settle(list);
  field.dataset.ready = '';
}

const DEEDS = {
  up: (block, field, list) => shift(block, list, -1, 'up'),
  down: (block, field, list) => shift(block, list, 1, 'down'),
  copy: async (block, field, list) => {
    const made = await insert(field, list, block, { kind: value(block, 'kind'), like: block.dataset.block });
    if (made) enter(made);
  },
  remove,
};

const value = (block, what) => $(`input[name="${CSS.escape(block.id)}-${what}"]`, block).value;
const place = (block, list) => [...list.children].indexOf(block) + 1;
const changed = (list) => list.dispatchEvent(new Event('input', { bubbles: true }));

/** After each change: the first block goes no higher, the last one no lower, and there is room for so many. */
function settle(list) {
  for (const block of list.children) {
    $('[data-do=up]', block).disabled = block === list.firstElementChild;
    $('[data-do=down]', block).disabled = block === list.lastElementChild;
  }
  const field = list.closest('[data-blocks]');
  const isFull = list.children.length >= Number(field.dataset.most);
  $$('[data-block-add], [data-do=copy]', field).forEach((button) => { button.disabled = isFull; });
}

function moved(block, list) {
  settle(list);
  changed(list);
  say(_('{title} is number {place} of {count} now.', { title: block.dataset.title, place: place(block, list), count: list.children.length }));
}

function swap(block, by) {
  const other = by < 0 ? block.previousElementSibling : block.nextElementSibling;
  if (other) by < 0 ? other.before(block) : other.after(block);
  return Boolean(other);
}

function shift(block, list, by, deed) {
  if (!swap(block, by)) return;
  moved(block, list);
  const button = $(`[data-do=${deed}]`, block);
  (button.disabled ? $(`[data-do=${deed === 'up' ? 'down' : 'up'}]`, block) : button).focus();
  block.scrollIntoView({ block: 'nearest' });
}

/** Space lifts a block by its grip, the arrows move it, Space puts it down, Escape takes it back. */
function carry(event, list) {
  const grip = event.target;
  const block = grip.closest('[data-block]');
  const isLifted = grip.getAttribute('aria-pressed') === 'true';
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.key === ' ' || event.key === 'Enter') {
    event.preventDefault();
    isLifted ? putDown(grip, block) : lift(grip, block, list);
  } else if (isLifted && by) {
    event.preventDefault();
    if (swap(block, by)) moved(block, list);
    grip.focus();
    block.scrollIntoView({ block: 'nearest' });
  } else if (isLifted && event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    list.insertBefore(block, homes.get(block) ?? null);
    settle(list);
    changed(list);
    putDown(grip, block, _('{title} is back where it was.', { title: block.dataset.title }));
  }
}

function lift(grip, block, list) {
  homes.set(block, block.nextElementSibling);
  grip.setAttribute('aria-pressed', 'true');
  say(_('{title} is lifted: number {place} of {count}.', { title: block.dataset.title, place: place(block, list), count: list.children.length }));
}

function putDown(grip, block, words = _('{title} is put down.', { title: block.dataset.title })) {
  grip.setAttribute('aria-pressed', 'false');
  grip.focus();
  say(words);
}

function remove(block, field, list) {
  const next = block.nextElementSibling;
  const near = next ?? block.previousElementSibling;
  block.remove();
  settle(list);
  changed(list);
  (near ? $('summary', near) : $(':scope > [data-block-add]', field)).focus();
  toast(_('{title} was removed.', { title: block.dataset.title }), {
    undo: () => {
      list.insertBefore(block, next?.parentNode === list ? next : null);
      moved(block, list);
      $('summary', block).focus();
    },
  });
}

/** Ask the site for the controls of a block, empty, like those of another one or with a text; put them behind one, or first. */
async function insert(field, list, after, { kind, like, text }) {
  const key = field.dataset.blocks;
  const number = numbers.get(list) + 1;
  numbers.set(list, number);
  const values = new URLSearchParams({ field: key, kind, number });
  if (like !== undefined) {
    values.set('like', like);
    for (const [name, sent] of new FormData(field.form)) {
      if (name.startsWith(`${key}.${like}`) && typeof sent === 'string') values.append(name, sent);
    }
  }
  if (text !== undefined) {
    values.set('like', number);
    values.set(`${key}.${number}.text`, text);
  }
  const answer = await post(field.dataset.url, values).catch(() => null);
  if (!answer?.ok) {
    toast(_('This could not be loaded. Try again.'));
    return null;
  }
  const block = fragment(await answer.text()).firstElementChild;
  if (after) after.after(block);
  else list.prepend(block);
  settle(list);
  changed(list);
  say(_('{title} was added as number {place}.', { title: block.dataset.title, place: place(block, list) }));
  return block;
}

/** Put the focus into the first control of a block; an editor of text takes a moment to be there. */
async function enter(block) {
  const control = $('.block-fields .field :is(input:not([type=hidden]), textarea, select, [role=radiogroup])', block);
  const text = control?.closest('rich-text:not([data-ready])');
  $('summary', block).focus();
  block.scrollIntoView({ block: 'nearest' });
  if (text) await new Promise((resolve) => { new MutationObserver(resolve).observe(text, { attributeFilter: ['data-ready'] }); });
  if (control) reveal(control);
}

/** Return the HTML of a text before and behind one of its lines, which stays where something was typed in it. */
function halves(area, at) {
  const [above, below] = [document.createElement('div'), document.createElement('div')];
  [...fragment(area.value).children].forEach((each, number) => {
    if (number !== at || each.textContent.trim()) (number > at ? below : above).append(each);
  });
  return [above.innerHTML, below.innerHTML];
}

/** Put a block where the caret is in a text: what follows there becomes a text of its own behind it. */
async function part(field, list, block, area, at, kind) {
  const made = await insert(field, list, block, { kind });
  if (!made) return;
  const [, below] = halves(area, at);
  // what follows is taken from the text when it stands somewhere else
  if (!below || await insert(field, list, made, { kind: 'text', text: below })) put(area, halves(area, at)[0]);
  enter(made);
}

/** Make the dialog of the kinds of blocks; what is returned opens it, and resolves to a kind, or to "". */
function picking(dialog) {
  document.body.append(dialog);
  const find = $('input', dialog);
  const kinds = $$('[data-kind]', dialog);
  const seen = () => kinds.filter((each) => !each.parentNode.hidden);
  const filter = () => {
    const words = find.value.trim().toLocaleLowerCase();
    kinds.forEach((each) => { each.parentNode.hidden = !each.textContent.toLocaleLowerCase().includes(words); });
    $('[data-none]', dialog).hidden = seen().length > 0;
  };
  find.addEventListener('input', filter);
  dialog.addEventListener('click', (event) => {
    const chosen = event.target.closest('[data-kind]');
    if (chosen) dialog.close(chosen.dataset.kind);
    else if (event.target === dialog || event.target.closest('[data-close]')) dialog.close('');
  });
  dialog.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const here = seen().indexOf(document.activeElement);
    if (event.key === 'Enter' && event.target === find) {
      event.preventDefault();
      seen()[0]?.click();
    } else if (by && (event.target !== find || event.key === 'ArrowDown')) {
      event.preventDefault();
      (seen()[here + by] ?? find).focus();
    }
  });
  const open = () => new Promise((resolve) => {
    find.value = '';
    filter();
    dialog.returnValue = '';
    dialog.addEventListener('close', () => resolve(dialog.returnValue), { once: true });
    dialog.showModal();
    find.focus();
  });
  open.kinds = kinds.map((each) => ({ dataset: each.dataset, title: $('b', each).textContent }));
  return open;
}

/** Show the first words of a block in its head, where it is closed. */
function summarize(block) {
  if (!block) return;
  const typed = $$('.block-fields :is(input.input[type=text], textarea)', block).map((each) => each.value.trim());
  const text = typed.find(Boolean) ?? '';
  $('[data-summary]', block).textContent = (text.startsWith('<') ? page(text).body.textContent : text).trim().slice(0, WORDS);
}
