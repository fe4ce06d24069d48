// Interface text of scripts. A page in another language than English brings the translations along.

const found = document.getElementById('words');
const catalogue = found ? JSON.parse(found.textContent) : {};

/** Return a text in the language of the page, with what stands in {braces} filled in. */
export function _(text, values = {}) {
  const translated = catalogue[text] ?? text;
  return translated.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
