// Small boxes beside the text, above everything else: the menu of an empty line, what a link leads to.

import { element } from '../dom.js';

const GAP = 6;

/** Make a box in the top layer; the plugin that shows it puts it into the element of the field. */
export function box(attributes) {
  const made = element('div', { popover: 'manual', ...attributes });
  // what is typed in it is no change of the form
  for (const kind of ['input', 'change']) made.addEventListener(kind, (event) => event.stopPropagation());
  return made;
}

/** Show a box below a rectangle of the window, or above it where that is too low. */
export function placed(made, { left, top, bottom }) {
  if (!made.matches(':popover-open')) made.showPopover();
  const { offsetHeight: height, offsetWidth: width } = made;
  const isLow = bottom + height + GAP > innerHeight - barHeight(made);
  const y = isLow && top - height - GAP > 0 ? top - height - GAP : bottom + GAP;
  made.style.top = `${Math.round(y)}px`;
  made.style.left = `${Math.round(Math.max(GAP, Math.min(left, innerWidth - width - GAP)))}px`;
}

/** Hide a box. */
export function hidden(made) {
  if (made.matches(':popover-open')) made.hidePopover();
}

// the bar at the end of a form must not stand on it
const barHeight = (made) => made.closest('form')?.querySelector('.bar')?.offsetHeight ?? 0;

/** Return a button with words. */
export function textButton(title, run, look = '') {
  const made = element('button', { type: 'button', class: `button ${look}` }, title);
  made.addEventListener('click', run);
  return made;
}
