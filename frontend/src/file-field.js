// <file-field>: what was chosen is shown before it is sent, and what cannot be taken is said before, too.

import { $, element, icon } from './dom.js';
import { _ } from './words.js';

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** Return a size in words. */
export function size(bytes) {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const options = { style: 'unit', unit: UNITS[power], maximumFractionDigits: power ? 1 : 0 };
  return (bytes / 1000 ** power).toLocaleString(document.documentElement.lang || 'en', options);
}

class FileField extends HTMLElement {
  connectedCallback() {
    if (this.chosen) return;
    this.plain = $('input[type=file]', this);
    this.chosen = element('div', { class: 'stored chosen', hidden: '' });
    this.problem = element('p', { class: 'error', role: 'alert', hidden: '' });
    this.plain.after(this.chosen, this.problem);
    this.plain.addEventListener('change', () => this.show());
    this.addEventListener('dragover', (event) => { if (hasFile(event)) { event.preventDefault(); this.classList.add('over'); } });
    this.addEventListener('dragleave', (event) => { if (!this.contains(event.relatedTarget)) this.classList.remove('over'); });
    this.addEventListener('drop', (event) => {
      this.classList.remove('over');
      if (!hasFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const given = new DataTransfer();
      given.items.add(event.dataTransfer.files[0]);
      this.plain.files = given.files;
      for (const kind of ['input', 'change']) this.plain.dispatchEvent(new Event(kind, { bubbles: true }));
    });
  }

  show() {
    const [file] = this.plain.files;
    URL.revokeObjectURL(this.url);
    const problem = file ? this.against(file) : '';
    this.problem.hidden = !problem;
    this.problem.replaceChildren(icon('warning'), problem);
    this.chosen.hidden = !file || !!problem;
    // what cannot be taken is not sent
    if (problem) this.plain.value = '';
    else if (file) this.draw(file);
  }

  against(file) {
    const most = Number(this.dataset.most);
    if (file.size > most) return _('{name} has {size}. At most {most} can be sent.', { name: file.name, size: size(file.size), most: size(most) });
    if (this.plain.accept && file.type && !PICTURES.includes(file.type)) return _('{name} is no picture that pages can show: take PNG, JPEG, GIF, WebP or AVIF.', { name: file.name });
    return '';
  }

  draw(file) {
    const isPicture = PICTURES.includes(file.type);
    this.url = isPicture ? URL.createObjectURL(file) : '';
    const mark = isPicture ? element('img', { src: this.url, alt: '' }) : icon('file');
    const words = element('span', {}, size(file.size));
    if (isPicture) mark.addEventListener('load', () => { words.textContent = `${size(file.size)}, ${mark.naturalWidth} × ${mark.naturalHeight}`; });
    const forget = element('button', { type: 'button', class: 'button quiet' }, icon('close'), _('Do not take it'));
    forget.addEventListener('click', () => {
      this.plain.value = '';
      this.plain.dispatchEvent(new Event('change', { bubbles: true }));
      this.plain.dispatchEvent(new Event('input', { bubbles: true }));
      this.plain.focus();
    });
    const told = element('div', {}, element('b', {}, file.name), words);
    const alt = this.plain.form?.elements['f-alt'];
    if (isPicture && alt && !alt.value.trim()) told.append(reminder(alt));
    this.chosen.replaceChildren(mark, told, forget);
  }
}

function reminder(alt) {
  const link = element('a', { href: `#${alt.id}` }, _('Say what it shows, for those who do not see it.'));
  const made = element('span', { class: 'alt-reminder' }, link);
  alt.addEventListener('input', () => { made.hidden = !!alt.value.trim(); });
  return made;
}

const hasFile = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

customElements.define('file-field', FileField);
