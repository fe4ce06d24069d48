// Saving: what is typed is kept as a draft first, so that nothing is lost where the form cannot be sent.

import { $ } from '../dom.js';
import { _ } from '../words.js';
import { signIn } from './session.js';

/** Save a form by its own address, once it is known that it gets there. */
export function saving(form, kept) {
  let isSure = false;
  let isBusy = false;

  async function save(by) {
    let found = await kept.flush(true);
    while (found === 'signed-out') {
      if (!await signIn(form)) return;
      found = await kept.flush(true);
    }
    if (found === 'offline') {
      kept.tell(_('It was not saved: the site does not answer. Nothing is lost; try again.'));
      return;
    }
    isSure = true;
    kept.leave();
    form.requestSubmit(by);
  }

  form.addEventListener('submit', async (event) => {
    if (isSure) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    form.setAttribute('aria-busy', 'true');
    await save(event.submitter);
    isBusy = false;
    form.removeAttribute('aria-busy');
  });
  addEventListener('pageshow', () => { isSure = false; });
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault();
      $('#save', form).click();
    }
  });
}
