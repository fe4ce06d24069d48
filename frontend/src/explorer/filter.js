// Filtering as one types; sorting and paging without a new page.

import { $ } from '../dom.js';
import { explorer, load } from './table.js';

const PAUSE = 180;
let timer, running;

// what was followed as a link is a step that Back takes back; what was typed is none for each letter
async function go(url, { isStep = false } = {}) {
  running?.abort();
  const mine = running = new AbortController();
  $('.filter', explorer())?.classList.add('busy');
  const isShown = await load(url, { signal: mine.signal });
  if (mine === running) $('.filter', explorer())?.classList.remove('busy');
  if (isShown) history[isStep ? 'pushState' : 'replaceState'](null, '', url);
}

function filter(form) {
  const values = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...values]) if (!value) values.delete(name);
  const query = values.toString();
  go(form.getAttribute('action') + (query ? `?${query}` : ''));
}

document.addEventListener('input', (event) => {
  const form = event.target.closest('.filter');
  if (!form) return;
  clearTimeout(timer);
  timer = setTimeout(() => filter(form), event.target.matches('select') ? 0 : PAUSE);
});
document.addEventListener('submit', (event) => {
  if (!event.target.matches('.filter')) return;
  event.preventDefault();
  clearTimeout(timer);
  filter(event.target);
});
document.addEventListener('click', (event) => {
  const link = event.target.closest('#explorer thead a, #explorer .below a, #explorer .pager a, #explorer .empty a:not([data-upload])');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !link.pathname.endsWith('@@contents')) return;
  event.preventDefault();
  const isPage = !!link.closest('.pager');
  go(link.href, { isStep: true }).then(() => isPage && window.scrollTo(0, 0));
});
addEventListener('popstate', () => go(location.href));
