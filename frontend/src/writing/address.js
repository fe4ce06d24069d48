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

  async function ask(values) {
    const number = ++last;
    let found;
    try {
      const answer = await send(`${control.dataset.ask}?${new URLSearchParams(values)}`);
      if (!answer.ok) return;
      found = await answer.json();
    } catch { return; }
    if (number !== last) return;
    note.textContent = found.is_wrong || found.said ? found.said : found.address;
    note.classList.toggle('error', found.is_wrong);
    control.toggleAttribute('aria-invalid', found.is_wrong);
    if (follows) {
      isOwn = true;
      control.value = found.name;
      control.dispatchEvent(new Event('input', { bubbles: true }));
      isOwn = false;
    }
  }

  const soon = (values) => { clearTimeout(timer); timer = setTimeout(() => ask(values()), PAUSE); };
  title.addEventListener('input', () => { if (follows) soon(() => ({ title: title.value })); });
  control.addEventListener('input', () => {
    if (isOwn) return;
    follows = control.value.trim() === '';
    soon(() => (follows ? { title: title.value } : { name: control.value }));
  });
}
