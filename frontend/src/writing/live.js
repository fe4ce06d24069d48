// The page beside its form, drawn from what is typed now. One request is on its way at most, and the latest wins.

import { Idiomorph } from 'idiomorph';
import { $, $$, page } from '../dom.js';
import { post } from '../send.js';
import { _ } from '../words.js';
import { pairs } from './pairs.js';

const KEY = 'contentsite-preview';
/** So many pixels a tablet takes at three quarters. Where there are less it is a phone that is shown at first. */
const TABLET = 450;
const BESIDE = '(width >= 90rem)';

function remembered() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}

function remember(values) {
  try { localStorage.setItem(KEY, JSON.stringify({ ...remembered(), ...values })); } catch { /* it is as it was next time */ }
}

/** Show a pane beside a form, by a button. */
export function live(form, pane, toggle) {
  const frame = $('iframe', pane);
  const note = $('#live-note', pane);
  let isLoaded = false;
  let isBusy = false;
  let isOld = false;

  const show = (text) => {
    const next = page(text);
    // morphed, and not loaded: it stays where one has scrolled to
    Idiomorph.morph(frame.contentDocument.body, next.body, { morphStyle: 'outerHTML' });
    pane.dispatchEvent(new CustomEvent('cs:drawn'));
  };

  async function draw() {
    if (pane.hidden || !isLoaded) return;
    if (isBusy) { isOld = true; return; }
    isBusy = true;
    try {
      const answer = await post(pane.dataset.url, pairs(form));
      const text = await answer.text();
      if (answer.ok) show(text);
      note.textContent = answer.ok ? '' : answer.status === 422 ? JSON.parse(text).said : _('No preview now');
    } catch {
      note.textContent = _('No preview now');
    } finally {
      isBusy = false;
      if (isOld) { isOld = false; draw(); }
    }
  }

  const isNarrow = () => pane.clientWidth < TABLET;

  function open(isOpen) {
    pane.hidden = !isOpen;
    toggle.setAttribute('aria-pressed', isOpen);
    document.documentElement.toggleAttribute('data-live', isOpen);
    if (isOpen && !frame.src) {
      if (isNarrow()) size('phone');
      frame.src = pane.dataset.url;
    }
    draw();
  }

  function size(name) {
    pane.dataset.size = name;
    $$('button[data-size]', pane).forEach((each) => each.setAttribute('aria-pressed', each.dataset.size === name));
  }

  frame.addEventListener('load', () => {
    // without a connection a page of the browser's own stands there
    isLoaded = Boolean(frame.contentDocument);
    if (!isLoaded) return;
    // links lead nowhere from here
    const stop = (event) => { if (event.target.closest('a, area, button, input, select')) event.preventDefault(); };
    frame.contentDocument.addEventListener('click', stop, true);
    draw();
  });
  form.addEventListener('input', (event) => { if (!event.target.isContentEditable) draw(); });
  form.addEventListener('change', draw);
  toggle.addEventListener('click', () => { open(pane.hidden); remember({ isOpen: !pane.hidden }); });
  pane.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-size]');
    if (!button) return;
    size(button.dataset.size);
    // what one looks at for once on a phone is not meant for the desk
    if (!isNarrow()) remember({ size: button.dataset.size });
  });
  const kept = remembered();
  if (['phone', 'tablet', 'desktop'].includes(kept.size)) size(kept.size);
  const isBeside = matchMedia(BESIDE).matches;
  // what covers the form is opened by hand
  if (isBeside && (kept.isOpen ?? true)) open(true);
}
