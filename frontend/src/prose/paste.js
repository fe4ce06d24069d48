// What comes by the clipboard from Word, Google Docs, LibreOffice and web pages, as plain HTML: structure stays, looks go.

import { clean, renamed } from './clean.js';

const KEPT = {
  a: ['href'], img: ['src', 'alt', 'width', 'height'], ol: ['start'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan', 'scope'],
};
const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, pre, figure, hr, dl, details, div';

/** Make elements of the clipboard plain, in place. */
export function plain(root) {
  root.querySelectorAll('style, script, meta, link, title, xml, colgroup, col').forEach((each) => each.remove());
  listsOfWord(root);
  for (const each of root.querySelectorAll('b[id^=docs-internal-guid]')) each.replaceWith(...each.childNodes);
  root.querySelectorAll('[data-style]').forEach(marksOfLook);
  root.querySelectorAll('a[href]').forEach(direct);
  clean(root);
  for (const each of root.querySelectorAll('a:not([href])')) each.replaceWith(...each.childNodes);
  for (const each of root.querySelectorAll('span, font, small, u')) each.replaceWith(...each.childNodes);
  for (const each of root.querySelectorAll('*')) {
    for (const { name } of [...each.attributes]) if (!KEPT[each.localName]?.includes(name)) each.removeAttribute(name);
  }
  for (const each of root.querySelectorAll('b')) renamed(each, 'strong');
  for (const each of root.querySelectorAll('i')) renamed(each, 'em');
  nested(root);
  root.querySelectorAll('div').forEach(paragraphs);
  for (const each of root.querySelectorAll('li > p:first-child, td > p:first-child, th > p:first-child')) {
    if (!each.parentNode.querySelector(':scope > p + p, :scope > p ~ p')) each.replaceWith(...each.childNodes);
  }
  spaced(root);
  emptied(root);
  return root;
}

// bold and slanted words of Google Docs and LibreOffice are told by how they look; so is what is not bold
function marksOfLook(each) {
  const look = each.dataset.style.toLowerCase();
  const isHeading = each.closest('h1, h2, h3, h4, h5, h6');
  const wanted = [];
  if (/(^|[;\s])font-weight:\s*(bold|[6-9]00)/.test(look) && !isHeading) wanted.push('strong');
  if (/(^|[;\s])font-style:\s*italic/.test(look)) wanted.push('em');
  if (/text-decoration[^;]*line-through/.test(look)) wanted.push('s');
  if (/vertical-align:\s*super/.test(look)) wanted.push('sup');
  if (/vertical-align:\s*sub/.test(look)) wanted.push('sub');
  const isPlain = /^(b|strong)$/.test(each.localName) && /(^|[;\s])font-weight:\s*(normal|[1-5]00)/.test(look);
  if (isPlain) return each.replaceWith(...each.childNodes);
  if (each.matches(BLOCKS) || each.matches('li, td, th, tr')) return undefined;
  for (const tag of wanted.filter((tag) => !each.closest(tag))) {
    const made = each.ownerDocument.createElement(tag);
    made.append(...each.childNodes);
    each.append(made);
  }
  return undefined;
}

// Word writes the entries of a list as paragraphs, with the sign before them and the level in their look
function listsOfWord(root) {
  let open = [];
  for (const each of [...root.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div, table')]) {
    const level = Number(/mso-list:[^;]*level(\d)/i.exec(each.dataset.style ?? '')?.[1] ?? 0);
    if (!level || each.closest('li')) {
      if (!each.closest('li')) open = [];
      continue;
    }
    const sign = [...each.querySelectorAll('[data-style]')].find((span) => /mso-list:\s*ignore/i.test(span.dataset.style));
    const words = sign?.textContent.trim() ?? '';
    sign?.remove();
    const tag = /^[\dA-Za-z]{1,4}[.)]/.test(words) ? 'ol' : 'ul';
    // an entry that does not stand right behind the last one begins another list
    if (open[0]?.nextElementSibling !== each || (level === 1 && open[0].localName !== tag)) open = [];
    open = open.slice(0, level);
    while (open.length < level) open.push(begun(each, open.at(-1), tag));
    const item = each.ownerDocument.createElement('li');
    item.append(...each.childNodes);
    open[level - 1].append(item);
    each.remove();
  }
}

function begun(before, holder, tag) {
  const made = before.ownerDocument.createElement(tag);
  const last = holder?.lastElementChild;
  if (!holder) before.before(made);
  else if (last) last.append(made);
  else holder.append(made);
  return made;
}

// a list within a list belongs to the entry before it
function nested(root) {
  for (const each of root.querySelectorAll(':is(ul, ol) > :is(ul, ol)')) {
    const before = each.previousElementSibling;
    if (before?.localName === 'li') before.append(each);
  }
}

function paragraphs(each) {
  if (each.querySelector(BLOCKS)) each.replaceWith(...each.childNodes);
  else renamed(each, 'p');
}

// links of Google Docs lead by way of a page that counts
function direct(each) {
  try {
    const url = new URL(each.getAttribute('href'));
    if (/(^|\.)google\.\w+$/.test(url.hostname) && url.pathname === '/url') each.setAttribute('href', url.searchParams.get('q') ?? url.href);
  } catch { /* a path or nothing that is an address: `clean` judges it */ }
}

// line breaks of the source are nothing that somebody wrote
function spaced(root) {
  root.normalize();
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const each of texts.filter((text) => !text.parentElement.closest('pre'))) {
    const around = [each.previousSibling, each.nextSibling];
    const isBetween = !each.data.trim() && around.every((beside) => !beside || beside.matches?.(`${BLOCKS}, li, td, th, tr, tbody, thead, tfoot`));
    if (isBetween) each.remove();
    else each.data = each.data.replace(/[ \t\r\n\f]+/g, ' ');
    const { nextSibling: next, parentElement: holder } = each;
    if ((!next || next.matches?.(BLOCKS)) && holder?.matches(`${BLOCKS}, li, td, th`)) each.data = each.data.trimEnd();
  }
}

function emptied(root) {
  for (const each of root.querySelectorAll('p, strong, em, s, sup, sub, a, h2, h3, h4, h5, h6, li')) {
    if (!each.textContent.replace(/[\s\u00a0]/g, '') && !each.querySelector('img, br + br')) each.remove();
  }
  for (const each of root.querySelectorAll('p > br:last-child, li > br:last-child, h2 > br:last-child')) each.remove();
  root.querySelectorAll('br').forEach((each) => { if (each.parentNode === root) each.remove(); });
}
