// The allow list of the site's sanitiser, for what comes into the editor by other ways than the site's answers.

import allowed from './allowed.json';

const TAGS = new Set(allowed.tags);
const SCHEMES = new Set(allowed.schemes);
const EVERYWHERE = allowed.attributes['*'];
const ADDRESSES = ['href', 'src', 'cite'];
// what these hold is no text
const DROPPED = 'script, style, template, iframe, object, noscript, title, meta, link, xml, head';

/** Tell whether an address has a scheme that a link may have, or none. */
export function isSafe(address) {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(address.replace(/[\u0000-\u0020]/g, ''));
  return !scheme || SCHEMES.has(scheme[1].toLowerCase());
}

/** Remove from elements what the site would not keep; the words stay. The title of a page is its only h1. */
export function clean(root) {
  root.querySelectorAll(DROPPED).forEach((each) => each.remove());
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((each) => each.remove());
  for (const each of root.querySelectorAll('*')) {
    const tag = each.localName;
    if (tag === 'h1') renamed(each, 'h2');
    else if (!TAGS.has(tag)) each.replaceWith(...each.childNodes);
    else if (tag === 'img' && !isOwn(each.getAttribute('src') ?? '')) each.remove();
    else for (const { name, value } of [...each.attributes]) if (!keeps(tag, name, value)) each.removeAttribute(name);
  }
  return root;
}

/** Put an element of another name in the place of one, with all that it holds. */
export function renamed(each, tag) {
  const made = each.ownerDocument.createElement(tag);
  made.append(...each.childNodes);
  each.replaceWith(made);
  return made;
}

// pictures come from this site only
const isOwn = (address) => /^uid:[0-9a-f]{32}|^\/(?![/\\])/.test(address);

function keeps(tag, name, value) {
  const known = EVERYWHERE.includes(name) || allowed.attributes[tag]?.includes(name);
  return known && (!ADDRESSES.includes(name) || isSafe(value)) && (name !== 'id' || value.startsWith('s-'));
}

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const ARMED = /("[^"]*"|'[^']*')|(?<=[\s"'/])(on\w+|style|class)(?=\s*=)/gi;

/**
 * Return HTML in which nothing is left that the policy of the page would note when it is parsed. Looks become data:
 * lists and bold words are told by them.
 */
export function disarm(html) {
  const words = html.replace(/<style[\s\S]*?(<\/style>|$)|<!--[\s\S]*?(-->|$)|<!\[(?:if|endif)[^>]*>/gi, '');
  return words.replace(TAG, (tag) => tag.replace(ARMED, (whole, quoted, name) => (quoted ? whole : `data-${name}`)));
}
