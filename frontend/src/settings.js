// Settings: what would come of them is shown while one types.

import './shell.js';
import { $, $$, element, fragment } from './dom.js';
import { send } from './send.js';
import { _ } from './words.js';

for (const shown of $$('[data-mirror]')) {
  const field = document.getElementById(shown.dataset.mirror);
  field?.addEventListener('input', () => { shown.textContent = field.value; });
}

const form = $('[data-hue-form]');
const number = form && $('[name=f-theme_hue]', form);
let asking;

/** Draw this page in a hue, and ask whether it can be read. */
async function dye(hue) {
  if (!(hue >= 0 && hue <= 359)) return;
  document.documentElement.dataset.hue = String(hue).padStart(3, '0');
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await send(`${form.dataset.hueForm}?hue=${hue}`, { signal: asking.signal });
    if (answer.ok) $('#contrast').replaceChildren(fragment(await answer.text()));
  } catch { /* the next hue has been asked for, or the site does not answer: what was said stays */ }
}

if (number) {
  const slider = element('input', { type: 'range', class: 'rainbow', min: '0', max: '359', 'aria-label': _('Hue'), value: number.value });
  slider.addEventListener('input', () => { number.value = slider.value; dye(Number(slider.value)); });
  number.addEventListener('input', () => { slider.value = number.value; if (/^\d{1,3}$/.test(number.value)) dye(Number(number.value)); });
  number.after(slider);
}
