// A title changed where it stands: F2, a double click, or the pencil. Enter saves, Escape leaves it.

import { $, element, fragment, icon } from '../dom.js';
import { post } from '../send.js';
import { _ } from '../words.js';
import { back, failed, may, nameOf, rowNamed, rowOf, show, titleOf, viewOf } from './table.js';

export function retitle(row) {
  if (!may(row, 'edit') || $('.retitle', row)) return;
  const cell = $('th', row);
  pencil.remove();
  const kept = [...cell.childNodes];
  const was = titleOf(row);
  const input = element('input', { class: 'input', name: 'title', 'aria-label': _('Title'), autocomplete: 'off', maxlength: '300' });
  input.value = was;
  const hint = element('p', { class: 'hint', id: 'retitle-hint' }, _('Enter saves, Escape leaves it. The address stays {address}', { address: decodeURI(viewOf(row, '').replace(/\/$/, '')) }));
  input.setAttribute('aria-describedby', 'retitle-hint');
  const form = element('form', { class: 'retitle' }, input, hint);
  cell.replaceChildren(form);
  input.focus();
  input.select();
  let isOver = false;
  const leave = (toFocus = true) => {
    if (isOver) return;
    isOver = true;
    cell.replaceChildren(...kept);
    if (toFocus) $('a', cell)?.focus();
  };
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      save();
    }
  });
  input.addEventListener('blur', () => {
    if (input.value === was) leave(false);
  });

  async function save() {
    if (input.value.trim() === was) return leave();
    input.disabled = true;
    const answer = await post(viewOf(row, '@@title'), { title: input.value, was, back: back() }).catch(() => null);
    input.disabled = false;
    if (answer?.ok) {
      const name = nameOf(row);
      leave(false);
      show(await answer.text());
      $('th > a', rowNamed(name) ?? row)?.focus();
    } else if (answer?.status === 422) {
      wrong($('.error', fragment(await answer.text()))?.textContent ?? _('This cannot be a title.'));
    } else {
      failed(answer);
      input.focus();
    }
  }

  function wrong(reason) {
    $('.error', form)?.remove();
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', 'retitle-error');
    form.append(element('p', { class: 'error', id: 'retitle-error', role: 'alert' }, icon('warning'), reason));
    input.focus();
  }
}

// one pencil, at the row that is pointed at; by keyboard there are F2 and the menu
const pencil = element('button', { class: 'pencil', type: 'button', 'aria-label': _('Change the title'), tabindex: '-1' });
pencil.addEventListener('click', () => retitle(rowOf(pencil)));
document.addEventListener('pointerover', (event) => {
  const row = event.pointerType !== 'touch' && rowOf(event.target);
  if (row && may(row, 'edit') && pencil.parentElement?.parentElement !== row && !$('.retitle', row)) $('th', row).append(pencil);
});
document.addEventListener('dblclick', (event) => {
  const row = rowOf(event.target);
  if (row && event.target.closest('th') && !event.target.closest('a, .retitle')) retitle(row);
});
document.addEventListener('keydown', (event) => {
  const row = event.key === 'F2' && rowOf(event.target);
  if (!row) return;
  event.preventDefault();
  retitle(row);
});
