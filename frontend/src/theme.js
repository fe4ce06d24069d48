// Light or dark, by the button of the top bar; kept in this browser.

const root = document.documentElement;
const KEY = 'contentsite-theme';

function kept() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

function keep(theme) {
  try { localStorage.setItem(KEY, theme); } catch { /* a browser that keeps nothing shows it on this page only */ }
}

const theme = kept();
if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;

document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-theme-toggle]')) return;
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  keep(root.dataset.theme);
});
