// How many characters are left, where a field has a limit and it comes near. Nothing is cut: too long is said.

import { $, element } from './dom.js';
import { say } from './say.js';
import { _ } from './words.js';

const NEAR = 0.8;
// it is told when one has stopped typing, and not with each letter
const PAUSE = 1000;
let timer;

function count(field) {
  const limit = Number(field.dataset.limit);
  // characters as the site counts them
  const length = [...field.value.trim()].length;
  const place = field.closest('.field');
  let shown = $('.count', place);
  if (length < limit * NEAR) {
    shown?.remove();
    return;
  }
  if (!shown) {
    shown = element('p', { class: 'count' });
    field.after(shown);
  }
  const left = limit - length;
  shown.classList.toggle('over', left < 0);
  shown.textContent = left < 0 ? _('{number} too many', { number: -left }) : _('{number} left', { number: left });
}

document.addEventListener('input', ({ target }) => {
  if (!target.dataset?.limit) return;
  count(target);
  clearTimeout(timer);
  timer = setTimeout(() => {
    const shown = $('.count', target.closest('.field'));
    if (shown) say(shown.textContent);
  }, PAUSE);
});
document.querySelectorAll('[data-limit]').forEach(count);
