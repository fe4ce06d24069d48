// Light or dark, by the button of the top bar. It is kept in a cookie of this browser, so that the site draws the next
// page in it at once: one that a script makes dark later is white for a moment.

const root = document.documentElement;
const YEAR = 365 * 24 * 3600;

document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-theme-toggle]')) return;
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  document.cookie = `contentsite-theme=${root.dataset.theme}; path=/; max-age=${YEAR}; SameSite=Lax`;
});
