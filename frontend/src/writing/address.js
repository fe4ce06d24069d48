// The address follows the title until it is typed by hand; the site says which name is free.

import { $ } from '../dom.js';
import { send } from '../send.js';

const PAUSE = 200;

/** Let the control of the address follow the title of a form. */
export function address(form) {
  const control = $('#new-name', form);
  const title = $('#f-title', form);
  const note = $('#new-name-note', form);
  if (!control?.dataset.ask || !title) return;
  let follows = 'follows' in control.dataset;
  let timer = 0;
  let last = 0;
  let isOwn = false;
  // whether the title has gone on since the address was made of it
  let isLate = false;

  async function ask(values) {
    const number = ++last;
    let found;
    try {
      const answer = await send(`${control.dataset.ask}?${new URLSearchParams(values)}`);
      if (!answer.ok) return;
      found = await answer.json();
    } catch { return; }
    if (number !== last) return;
    isLate = false;
    note.textContent = found.is_wrong || found.said ? found.said : found.address;
    note.classList.toggle('error', found.is_wrong);
    control.setAttribute('aria-invalid', String(found.is_wrong));
    if (follows) {
      isOwn = true;
      control.value = found.name;
      control.dispatchEvent(new Event('input', { bubbles: true }));
      isOwn = false;
    }
  }

  const soon = (values) => {
    // what was asked before is of no interest any more
    last += 1;
    clearTimeout(timer);
    timer = setTimeout(() => ask(values()), PAUSE);
  };
  title.addEventListener('input', () => {
    if (!follows) return;
    isLate = true;
    soon(() => ({ title: title.value }));
  });
  // an address of half a title is none: without one the site makes it of the whole
  form.addEventListener('submit', () => { if (follows && isLate) control.value = ''; }, true);
  control.addEventListener('input', () => {
    if (isOwn) return;
    follows = control.value.trim() === '';
    soon(() => (follows ? { title: title.value } : { name: control.value }));
  });
}
