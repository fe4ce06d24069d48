// The tree at the side: by keyboard as in a file manager, as wide as one wants it, and kept as it was left.

import { $, $$, fragment } from './dom.js';
import { isOpen, open } from './branches.js';
import { send } from './send.js';

const OPENED = 'contentsite-tree';
const WIDTH = 'contentsite-side';
const TYPING = 700;
const isRightToLeft = document.dir === 'rtl';

const tree = () => $('.tree');
const twistOf = (link) => $(':scope > [data-branch]', link.parentElement);
const links = () => $$('.tree a').filter((link) => link.checkVisibility());

function kept(key) {
  try { return sessionStorage.getItem(key) ?? ''; } catch { return ''; }
}

function keep(key, value) {
  try { sessionStorage.setItem(key, value); } catch { /* kept for this page only */ }
}

const opened = () => $$('.tree .twist[aria-expanded=true]').map((twist) => twist.parentElement.dataset.uid);

/** Ask for the tree anew, with the branches open that are, and those of before. */
export async function refreshTree() {
  if (tree()) await draw(opened());
}

let drawing = 0;

async function draw(uids) {
  const base = $('.tree [aria-current]')?.dataset.into ?? $('.tree [data-into]')?.dataset.into;
  if (!base) return;
  const query = new URLSearchParams([['whole', '1'], ...uids.map((uid) => ['open', uid])]);
  const number = drawing += 1;
  const answer = await send(`${base}@@tree?${query}`).catch(() => null);
  if (!answer?.ok) return;
  const found = fragment(await answer.text());
  // of several that are on their way the last one that was asked for counts
  if (number !== drawing) return;
  const at = document.activeElement?.closest('.tree li')?.dataset.uid;
  tree().replaceChildren(found);
  if (at) $(`li[data-uid="${at}"] > a`, tree())?.focus();
}

// by keyboard: a list of links with buttons, so that nothing has to be learned that links do not do
let typed = '';
let typing;
let wasFound = false;

function seek(sign) {
  typed += sign.toLowerCase();
  clearTimeout(typing);
  typing = setTimeout(() => { typed = ''; }, TYPING);
  const all = links();
  const at = all.indexOf(document.activeElement);
  const from = typed.length > 1 ? at : at + 1;
  const next = [...all.slice(from), ...all.slice(0, from)].find((link) => link.textContent.trim().toLowerCase().startsWith(typed));
  // in the middle of a word no letter is a shortcut
  const isWord = typed.length > 1 && wasFound;
  wasFound = Boolean(next) || isWord;
  return next ?? (isWord ? all[at] : undefined);
}

async function turn(link, wanted) {
  const twist = twistOf(link);
  if (twist && isOpen(twist) !== wanted) await open(twist, wanted);
  else if (wanted) $(':scope > ul a', link.parentElement)?.focus();
  else $(':scope > a', link.closest('ul')?.closest('.tree li') ?? link.parentElement)?.focus();
}

document.addEventListener('keydown', (event) => {
  const link = event.target.closest?.('.tree a');
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = links();
  const at = all.indexOf(link);
  const to = { ArrowDown: all[at + 1], ArrowUp: all[at - 1], Home: all[0], End: all.at(-1) }[event.key];
  const way = { [isRightToLeft ? 'ArrowLeft' : 'ArrowRight']: true, [isRightToLeft ? 'ArrowRight' : 'ArrowLeft']: false }[event.key];
  const found = to ?? (event.key.length === 1 && event.key !== ' ' ? seek(event.key) : undefined);
  if (way !== undefined) turn(link, way);
  else if (found) found.focus();
  else if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  // before the letters that are shortcuts: here they look for a title
}, true);

// as wide as it was drawn
const side = $('.side');
const shell = $('.shell');

function widen(width) {
  const wanted = Math.round(Math.max(200, Math.min(560, width)));
  shell.style.setProperty('--cs-side', `${wanted}px`);
  return wanted;
}

const edge = $('.side-edge');
edge?.addEventListener('pointerdown', (event) => {
  edge.setPointerCapture(event.pointerId);
  const { left, right } = side.getBoundingClientRect();
  const move = ({ clientX }) => { edge.ariaValueNow = widen(isRightToLeft ? right - clientX : clientX - left); };
  edge.addEventListener('pointermove', move);
  // also where the browser takes the pointer away
  edge.addEventListener('lostpointercapture', () => {
    edge.removeEventListener('pointermove', move);
    keep(WIDTH, edge.ariaValueNow);
  }, { once: true });
});
edge?.addEventListener('keydown', (event) => {
  const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
  if (!step) return;
  event.preventDefault();
  edge.ariaValueNow = widen(side.offsetWidth + (isRightToLeft ? -step : step));
  keep(WIDTH, edge.ariaValueNow);
});
if (edge && Number(kept(WIDTH))) edge.ariaValueNow = widen(Number(kept(WIDTH)));

// what was open on the page before stays open
if (tree()) {
  const before = kept(OPENED).split(' ').filter(Boolean);
  // what is not drawn yet when one goes on is open there, too
  let missing = before.some((uid) => $(`.tree li[data-uid="${uid}"] > .twist[aria-expanded=false]`)) ? before : [];
  const show = () => $('.tree [aria-current]')?.scrollIntoView({ block: 'nearest' });
  if (missing.length) draw([...new Set([...before, ...opened()])]).then(() => { missing = []; show(); });
  else show();
  window.addEventListener('pagehide', () => keep(OPENED, [...new Set([...missing, ...opened()])].join(' ')));
}
