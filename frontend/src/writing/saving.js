// Saving: what is typed is kept as a draft first, so that nothing is lost where the form cannot be sent.

import { $ } from '../dom.js';
import { isCommand } from '../keys.js';
import { _ } from '../words.js';
import { signIn } from './session.js';

/** What is on its way for so long may have been broken off: it can be sent once more. */
const PATIENCE = 20_000;

/** Save a form by its own address, once it is known that it gets there; and once only, however often it is asked for. */
export function saving(form, kept) {
  let isSure = false;
  let isBusy = false;
  let timer = 0;

  // it was not sent, or did not get there, or one has come back to it
  function again() {
    clearTimeout(timer);
    timer = 0;
    isBusy = false;
    form.removeAttribute('aria-busy');
    kept.stay();
  }

  function brokenOff() {
    again();
    kept.tell('');
  }

  // resolves to whether it is on its way
  async function save(by) {
    let found = await kept.flush(true);
    while (found === 'signed-out') {
      if (!await signIn(form)) return false;
      found = await kept.flush(true);
    }
    if (found === 'offline') {
      kept.tell(_('It was not saved: the site does not answer. Nothing is lost; try again.'));
      return false;
    }
    kept.tell(_('Saving…'));
    kept.leave();
    isSure = true;
    form.requestSubmit(by);
    isSure = false;
    return true;
  }

  form.addEventListener('submit', async (event) => {
    if (isSure) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    form.setAttribute('aria-busy', 'true');
    let isSent = false;
    try {
      isSent = await save(event.submitter);
    } finally {
      if (!isSent) again();
    }
    timer = isSent ? setTimeout(brokenOff, PATIENCE) : 0;
  });
  addEventListener('pageshow', again);
  document.addEventListener('keydown', (event) => {
    // it breaks off what a browser is loading
    if (event.key === 'Escape' && timer) brokenOff();
    if (!isCommand(event, 's')) return;
    event.preventDefault();
    if (!$('dialog[open]')) $('#save', form).click();
  });
}
