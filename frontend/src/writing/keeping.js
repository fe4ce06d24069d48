// A draft on the server: 1.2 s after the last change, at the latest each 10 s, and when the tab is hidden.
// Whatever happens then to browser, network or server, the form shows it again.

import { element } from '../dom.js';
import { post } from '../send.js';
import { _ } from '../words.js';
import { hasFiles, pairs } from './pairs.js';
import { renew, signIn } from './session.js';

const PAUSE = 1200;
const LONGEST = 10_000;
const RETRY = 4000;
/** Browsers send no more than 64 kB for a tab that is closed. */
const LAST_WORDS = 60_000;
const SILENT = _('The site does not answer. What you type is in this tab, and is sent as soon as possible.');

const newTab = () => [...crypto.getRandomValues(new Uint8Array(12))].map((each) => each.toString(16).padStart(2, '0')).join('');

// what a proxy answers in place of the site is none of its words
const read = (answer) => answer.json().catch(() => null);

/**
 * Keep drafts of a form. Returns `flush()`, which gives "kept", "offline", "signed-out" or "refused"; `leave()` lets
 * the page go without a question, until something is typed or `stay()` is called.
 */
export function keeping(form, status) {
  const tab = newTab();
  const snapshot = () => pairs(form).toString();
  let kept = snapshot();
  /** What the page itself has; nothing of the kind where the form shows what is not saved. */
  const stored = 'typed' in form.dataset ? null : kept;
  let seen = form.dataset.seen;
  let timer = 0;
  let since = 0;
  let sending = null;
  let isLeaving = false;

  // what goes on all the time is seen, and not said all the time
  const tell = (text, action, isQuiet = false) => {
    status.setAttribute('aria-live', isQuiet ? 'off' : 'polite');
    const button = action && element('button', { class: 'button quiet', type: 'button' }, action.title);
    button?.addEventListener('click', action.act);
    status.replaceChildren(text, ...(button ? [button] : []));
  };
  if (form.dataset.kept) tell(_('Draft saved {time}', { time: form.dataset.kept }));

  async function send(now, keepalive) {
    if (now === stored) {
      const answer = await post(form.dataset.discard, {}, { keepalive });
      if (answer.ok) seen = '';
      return answer;
    }
    const body = new URLSearchParams(now);
    body.append('tab', tab);
    body.append('seen', seen);
    return post(form.dataset.draft, body, { keepalive: keepalive && now.length < LAST_WORDS });
  }

  async function outcome(now, { keepalive = false, again = true } = {}) {
    let answer;
    try {
      answer = await send(now, keepalive);
    } catch {
      return unanswered(_('Offline: what you type is in this tab, and is sent as soon as possible.'));
    }
    if (answer.status === 204) {
      kept = now;
      tell('');
      return 'kept';
    }
    if (answer.ok) {
      const found = await read(answer);
      if (!found) return unanswered(SILENT);
      ({ seen } = found);
      kept = now;
      tell(snapshot() === now ? found.said : _('Typing…'), undefined, true);
      return 'kept';
    }
    if (answer.status === 409 || answer.status === 413) {
      tell((await read(answer))?.said ?? _('It is too large.'));
      return 'refused';
    }
    return lost(answer, now, again);
  }

  function unanswered(text) {
    tell(text);
    timer = setTimeout(flush, RETRY);
    return 'offline';
  }

  // the session has ended, its token is another one now, or the page is not there any more
  async function lost(answer, now, again) {
    const state = await renew(form);
    if (state === 'signed-in' && again) return outcome(now, { again: false });
    if (state === 'signed-out') {
      tell(_('You are signed out. What you type is in this tab.'), { title: _('Sign in again'), act: signInAndKeep });
      return 'signed-out';
    }
    if (state === 'offline' || answer.status >= 500) {
      return unanswered(SILENT);
    }
    tell(_('This page cannot be edited any more. What you typed is in this tab: save it to see why.'));
    return 'refused';
  }

  async function signInAndKeep() {
    if (await signIn(form)) flush(true);
  }

  /** Send what is not kept yet; with `isForced` whatever there is. */
  async function flush(isForced = false, options = {}) {
    clearTimeout(timer);
    since = 0;
    if (sending) {
      const found = await sending;
      return snapshot() === kept ? found : flush(isForced, options);
    }
    const now = snapshot();
    if (now === kept && isForced !== true) return 'kept';
    sending = outcome(now, options);
    try {
      return await sending;
    } finally {
      sending = null;
    }
  }

  function typed(event) {
    isLeaving = false;
    // an editor of rich text tells by its plain control
    if (event.target.isContentEditable || event.target.type === 'file') return;
    if (snapshot() === kept) return;
    tell(_('Typing…'), undefined, true);
    clearTimeout(timer);
    since ||= Date.now();
    timer = setTimeout(flush, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  addEventListener('online', () => flush());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && !isLeaving) flush(false, { keepalive: true });
  });
  addEventListener('beforeunload', (event) => {
    if (!isLeaving && (snapshot() !== kept || hasFiles(form))) event.preventDefault();
  });

  return {
    flush,
    tell,
    leave: () => { isLeaving = true; clearTimeout(timer); },
    stay: () => { isLeaving = false; },
  };
}
