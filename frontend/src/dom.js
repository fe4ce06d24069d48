// Finding and making elements, under the policy that only trusted HTML becomes elements.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// Only answers of this site, which are escaped by its templates, are given to this policy.
const policy = window.trustedTypes?.createPolicy('cs', { createHTML: (text) => text });

const trusting = policy ?? { createHTML: (text) => text };

/** Return the elements of an answer of this site as a fragment. */
export function fragment(text) {
  const template = document.createElement('template');
  template.innerHTML = trusting.createHTML(text);
  return template.content;
}

/** Return a document of an answer of this site. */
export const page = (text) => new DOMParser().parseFromString(trusting.createHTML(text), 'text/html');

/** Return a new element with attributes and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Return an icon of the sprite. */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `${document.documentElement.dataset.icons}#${name}`);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}
