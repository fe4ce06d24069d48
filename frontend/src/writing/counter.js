// How long a summary is: listings and search engines show the beginning of it only.

import { element } from '../dom.js';
import { _ } from '../words.js';

const MOST = 160;

/** Count the characters of a control below it. */
export function count(control) {
  if (!control) return;
  const shown = element('p', { class: 'note counter' });
  const say = () => {
    const { length } = [...control.value];
    shown.textContent = _('{count} of {most} characters', { count: length, most: MOST });
    shown.classList.toggle('over', length > MOST);
  };
  control.after(shown);
  control.addEventListener('input', say);
  say();
}
