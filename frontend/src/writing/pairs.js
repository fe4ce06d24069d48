// What stands in a form: enhanced controls keep their plain ones up to date, so that this is the truth.

/** Return what was typed, without the token and without files. */
export function pairs(form) {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && name !== 'csrf_token') found.append(name, value);
  }
  return found;
}

/** Tell whether a file is chosen: it is nowhere but in the browser until the form is saved. */
export const hasFiles = (form) => [...form.querySelectorAll('input[type=file]')].some((each) => each.files.length > 0);

/** Set a plain control from outside: its enhancement shows that, and it counts as typed. */
export function put(control, value) {
  control.value = value;
  control.dispatchEvent(new Event('cs:refresh'));
  control.dispatchEvent(new Event('input', { bubbles: true }));
}
