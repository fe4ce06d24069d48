// <tag-field>: words apart by commas as chips, with those that the site knows offered.

import { $, $$, element, fragment, icon } from './dom.js';
import { send } from './send.js';
import { _ } from './words.js';

const PAUSE = 150;
let made = 0;

/** Return the words of a line: apart by commas, one with a comma in it in quotes. */
export function split(line) {
  const found = line.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,\n"][^,\n]*)?)\s*(?:,|\n|$)/g);
  return [...found].map(([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim()).filter(Boolean);
}

const join = (words) => words.map((word) => (/[,"]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word)).join(', ');

class TagField extends HTMLElement {
  connectedCallback() {
    if (this.typed) return;
    this.plain = $('input', this);
    this.words = split(this.plain.value);
    this.at = -1;
    this.list = element('div', { class: 'tag-list menu', role: 'listbox', id: `tags-${made += 1}`, 'aria-label': _('Tags of the site'), hidden: '' });
    this.typed = element('input', {
      type: 'text', role: 'combobox', autocomplete: 'off', 'aria-expanded': 'false', 'aria-autocomplete': 'list',
      'aria-controls': this.list.id, 'aria-labelledby': `${this.plain.id}-label`, enterkeyhint: 'done',
    });
    for (const name of ['aria-describedby', 'aria-invalid']) {
      if (this.plain.hasAttribute(name)) this.typed.setAttribute(name, this.plain.getAttribute(name));
    }
    this.box = element('div', { class: 'input tag-box' }, this.typed);
    this.plain.hidden = true;
    this.append(this.box, this.list);
    this.plain.addEventListener('cs:refresh', () => { this.words = split(this.plain.value); this.draw(); });
    this.plain.addEventListener('focus', () => this.typed.focus());
    this.box.addEventListener('click', (event) => { if (event.target === this.box) this.typed.focus(); });
    this.typed.addEventListener('input', (event) => { event.stopPropagation(); this.taken(); });
    this.typed.addEventListener('keydown', (event) => this.key(event));
    this.typed.addEventListener('focus', () => this.offer());
    this.typed.addEventListener('blur', () => { this.add(this.typed.value); this.close(); });
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[data-tag]');
      if (option) this.add(option.dataset.tag);
    });
    this.draw();
  }

  focus() { this.typed.focus(); }

  draw() {
    $$('.chip', this.box).forEach((each) => each.remove());
    this.typed.before(...this.words.map((word, at) => {
      const remove = element('button', { type: 'button', 'aria-label': _('Remove {tag}', { tag: word }) }, icon('close'));
      remove.addEventListener('click', () => { this.change(this.words.toSpliced(at, 1)); this.typed.focus(); });
      return element('span', { class: 'chip' }, element('span', {}, word), remove);
    }));
  }

  change(words) {
    this.words = words;
    this.draw();
    this.plain.value = join(words);
    this.plain.dispatchEvent(new Event('input', { bubbles: true }));
  }

  add(text) {
    this.typed.value = '';
    const known = new Set(this.words.map((word) => word.toLocaleLowerCase()));
    const more = split(text).filter((word) => !known.has(word.toLocaleLowerCase()) && known.add(word.toLocaleLowerCase()));
    if (more.length) this.change([...this.words, ...more]);
    this.close();
  }

  // a comma ends a tag, unless it stands in quotes
  taken() {
    const text = this.typed.value;
    if (/[,\n]\s*$/.test(text) && (text.match(/"/g)?.length ?? 0) % 2 === 0) this.add(text);
    else this.offer();
  }

  key(event) {
    const { key } = event;
    const options = $$('[data-tag]', this.list);
    if (key === 'Enter' && (this.typed.value.trim() || this.at >= 0)) this.add(options[this.at]?.dataset.tag ?? this.typed.value);
    else if (key === 'Backspace' && !this.typed.value && this.words.length) {
      // it comes back to be mended
      this.typed.value = this.words.at(-1);
      this.change(this.words.slice(0, -1));
    } else if (key === 'Escape' && !this.list.hidden) this.close();
    else if ((key === 'ArrowDown' || key === 'ArrowUp') && options.length) {
      this.at = (this.at + (key === 'ArrowDown' ? 1 : -1) + options.length + (this.at < 0 && key === 'ArrowUp' ? 1 : 0)) % options.length;
      options.forEach((each, at) => each.setAttribute('aria-selected', at === this.at));
      this.typed.setAttribute('aria-activedescendant', options[this.at].id);
      options[this.at].scrollIntoView({ block: 'nearest' });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  offer() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const asked = this.typed.value.trim();
      const answer = await send(`${$('meta[name=tags]').content}?${new URLSearchParams({ q: asked })}`).catch(() => null);
      if (!answer?.ok || this.typed.value.trim() !== asked || document.activeElement !== this.typed) return;
      const found = fragment(await answer.text());
      const known = new Set(this.words.map((word) => word.toLocaleLowerCase()));
      const options = $$('[data-tag]', found).filter((each) => !known.has(each.dataset.tag.toLocaleLowerCase()));
      options.forEach((each, at) => { each.id = `${this.list.id}-${at}`; });
      this.close();
      this.list.replaceChildren(...options);
      this.list.hidden = !options.length;
      this.typed.setAttribute('aria-expanded', !!options.length);
    }, PAUSE);
  }

  close() {
    this.at = -1;
    this.list.hidden = true;
    this.typed.setAttribute('aria-expanded', 'false');
    this.typed.removeAttribute('aria-activedescendant');
  }
}

customElements.define('tag-field', TagField);
