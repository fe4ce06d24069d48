// The dialog by which a node of the site is chosen: in its tree, or by its words.

import { $, $$, element, fragment } from './dom.js';
import { isOpen, open } from './branches.js';
import { send } from './send.js';
import { toast } from './toast.js';
import { _ } from './words.js';

const PAUSE = 200;
let isAsking = false;

/**
 * Ask for a node, and resolve to { uid, title, path, address }, or to null where nothing was chosen: `path` is for
 * people, `address` for the site.
 *
 * `at` is the path of a node with a slash at its end: the tree is open there. `query` are URLSearchParams: `purpose`,
 * and, each as often as wanted, `type`, `subject` (a uid) and `child` (the name of one at `at`). `detail(choice)` may
 * resolve to { shown, isFit }: what is said of a choice, and whether it may be taken.
 */
export async function choose({ at, query, detail }) {
  // it is on its way already
  if (isAsking) return null;
  isAsking = true;
  const answer = await send(`${at}@@chooser?${query}`).catch(() => null);
  isAsking = false;
  if (!answer?.ok) {
    toast(_('This could not be loaded. Try again.'));
    return null;
  }
  const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'chooser-title' }, fragment(await answer.text()));
  document.body.append(dialog);
  const chosen = live(dialog, detail);
  dialog.showModal();
  $('[aria-current]', dialog)?.scrollIntoView({ block: 'center' });
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  dialog.remove();
  return dialog.returnValue === 'chosen' ? chosen() : null;
}

function live(dialog, detail) {
  let choice = null;
  const button = $('button[value=chosen]', dialog);
  const place = $('[data-detail]', dialog);
  dialog.addEventListener('change', async (event) => {
    if (event.target.name !== 'chosen') return;
    const { title, path, address } = event.target.dataset;
    const mine = (choice = { uid: event.target.value, title, path, address });
    button.disabled = !!detail;
    const { shown, isFit } = detail ? await detail(mine) : { shown: element('p', {}, path), isFit: true };
    // the latest choice counts
    if (choice !== mine) return;
    place.replaceChildren(shown);
    button.disabled = !isFit;
  });
  dialog.addEventListener('dblclick', (event) => {
    if (event.target.closest('.choice') && !button.disabled) button.click();
  });
  dialog.addEventListener('keydown', walk);
  seek(dialog);
  return () => choice;
}

/** Left and right close and open branches; the browser itself moves up and down through the choices. */
function walk(event) {
  const wanted = { ArrowRight: true, ArrowLeft: false }[event.key];
  const twist = event.target.name === 'chosen' && $(':scope > [data-branch]', event.target.closest('li'));
  if (wanted === undefined || event.target.name !== 'chosen') return;
  event.preventDefault();
  if (twist && isOpen(twist) !== wanted) open(twist, wanted);
  else if (!wanted) $(':scope > .choice input:enabled', event.target.closest('ul').closest('li') ?? event.target.closest('li'))?.click();
}

function seek(dialog) {
  const input = $('[data-hits]', dialog);
  const found = $('[data-found]', dialog);
  const tree = $('[data-tree]', dialog);
  let timer, running;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running?.abort();
      const words = input.value.trim();
      tree.hidden = !!words;
      found.hidden = !words;
      if (!words) return;
      running = new AbortController();
      const url = `${input.dataset.hits}&${new URLSearchParams({ q: words })}`;
      const { signal } = running;
      const answer = await send(url, { signal }).catch(() => null);
      const text = await answer?.text().catch(() => '');
      if (answer?.ok && !signal.aborted) found.replaceChildren(fragment(text));
    }, PAUSE);
  });
  // Enter in the search takes the first hit, and sends no form
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      $$('input:enabled', found)[0]?.focus();
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      $('input:enabled', found.hidden ? tree : found)?.focus();
    }
  });
}
