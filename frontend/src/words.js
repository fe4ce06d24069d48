// Interface text of scripts. A page in another language than English brings the translations along.

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];

const found = document.getElementById('words');
const catalogue = found ? JSON.parse(found.textContent) : {};
const rules = new Intl.PluralRules(document.documentElement.lang || 'en');
// the forms of a language are numbered in this order in its catalogue
const taken = rules.resolvedOptions().pluralCategories;
const forms = CATEGORIES.filter((each) => taken.includes(each));

/** Return a text in the language of the page, with what stands in {braces} filled in. */
export function _(text, values = {}) {
  return filled(catalogue[text] ?? text, values);
}

/** Return the form of a text that goes with a number, which is at hand in it as {number}. */
export function ngettext(one, many, number, values = {}) {
  const translated = catalogue[one];
  const text = translated?.[forms.indexOf(rules.select(number))] ?? translated?.at(-1);
  return filled(text ?? (number === 1 ? one : many), { number, ...values });
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
