// Branches of a tree that are asked for when they are opened: a button with `data-branch` stands before its list.

import { $, fragment } from './dom.js';
import { send } from './send.js';
import { toast } from './toast.js';
import { _ } from './words.js';

const listOf = (twist) => $(':scope > ul', twist.closest('li'));

/** Open or close a branch; what is below it is asked for the first time. Resolves when it is there. */
export async function open(twist, wanted = true) {
  const list = listOf(twist);
  if (wanted && !list.children.length && !(await fill(list, twist.dataset.branch))) return;
  twist.setAttribute('aria-expanded', String(wanted));
}

export const isOpen = (twist) => twist.getAttribute('aria-expanded') === 'true';

async function fill(list, url, instead = null) {
  // it is on its way: what is asked for twice would stand there twice
  if (list.ariaBusy) return false;
  list.setAttribute('aria-busy', 'true');
  const answer = await send(url).catch(() => null);
  list.removeAttribute('aria-busy');
  if (!answer?.ok) {
    toast(_('This could not be loaded. Try again.'));
    return false;
  }
  const found = fragment(await answer.text());
  const first = found.firstElementChild;
  if (instead) instead.replaceWith(found);
  else list.append(found);
  return first ?? true;
}

document.addEventListener('click', async (event) => {
  const twist = event.target.closest('[data-branch]');
  if (twist) await open(twist, !isOpen(twist));
  const more = event.target.closest('[data-more]');
  if (!more) return;
  event.preventDefault();
  const item = more.closest('li');
  const first = await fill(item.parentElement, more.dataset.more, item);
  if (first?.matches) $('a, input:enabled, button', first)?.focus();
});
