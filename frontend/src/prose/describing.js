// The dialog that asks what a picture shows.

import { element } from '../dom.js';
import { _ } from '../words.js';
import { uidOf } from './nodes.js';
import { textButton } from './place.js';

/** Ask what a picture shows, in words, "" for nothing; null if that is not decided now. */
export function described(owner, more, node) {
  const dialog = element('dialog', { class: 'dialog prose-describe', 'aria-label': _('Describe the picture') });
  const words = element('textarea', { class: 'input', rows: 3, maxlength: 500 });
  words.value = more.alt ?? node?.alt ?? '';
  const nothing = element('input', { type: 'checkbox' });
  nothing.checked = more.alt === '';
  const close = (value) => () => dialog.close(value);
  const save = textButton(_('Done'), close('done'), 'primary');
  const able = () => {
    words.disabled = nothing.checked;
    save.disabled = !nothing.checked && !words.value.trim();
  };
  const src = node?.src ?? (uidOf(more.src) ? '' : more.src);
  dialog.append(
    element('h2', {}, _('What does the picture show?')),
    ...(src ? [element('img', { src, alt: '' })] : []),
    element('label', {}, _('In words, for those who do not see it'), words),
    element('label', { class: 'box' }, nothing, element('span', {}, _('It is decorative: it says nothing that the text does not.'))),
    element('div', { class: 'dialog-bar' }, save, textButton(_('Later'), close(''), 'quiet')),
  );
  for (const kind of ['input', 'change']) dialog.addEventListener(kind, (event) => { event.stopPropagation(); able(); });
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === words) { event.preventDefault(); if (!save.disabled) save.click(); }
  });
  able();
  owner.append(dialog);
  dialog.showModal();
  words.select();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue !== 'done' ? null : nothing.checked ? '' : words.value.trim());
  }, { once: true }));
}
