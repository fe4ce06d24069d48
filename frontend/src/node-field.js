// <node-field>: addresses of pages as cards, chosen in a dialog. <href-field>: any address, or a page of the site.

import { $, element, icon } from './dom.js';
import { choosePage } from './choosing.js';
import { at } from './prose/nodes.js';
import { _ } from './words.js';

const lines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);

function told(field) {
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

function button(title, name, run, look = 'quiet square') {
  const made = element('button', { type: 'button', class: `button ${look}` }, icon(name));
  if (look.includes('square')) {
    made.setAttribute('aria-label', title);
    made.title = title;
  } else made.append(title);
  made.addEventListener('click', run);
  return made;
}

/** Return what is shown of a page; `path` alone where nothing is known of it. */
function about(node, path) {
  const mark = node?.src ? element('img', { src: node.src, alt: '', width: node.width, height: node.height }) : icon(node?.icon ?? 'warning');
  const where = node ? `${node.type} · ${node.path}` : _('There is no page at this address that you may see.');
  return [mark, element('span', { class: 'card-words' }, element('b', {}, node?.title ?? path), element('span', { class: 'hint' }, where))];
}

class NodeField extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.plain = $('input, textarea', this);
    this.several = 'several' in this.dataset;
    this.known = JSON.parse(this.dataset.facts || '{}');
    this.list = element('ol', { class: 'node-cards', role: 'list' });
    this.choose = button(this.several ? _('Add a page…') : _('Choose a page…'), 'plus', () => this.ask(), '');
    this.choose.setAttribute('aria-describedby', [`${this.plain.id}-label`, this.plain.getAttribute('aria-describedby')].filter(Boolean).join(' '));
    this.said = element('span', { class: 'hidden', role: 'status' });
    this.plain.hidden = true;
    this.append(this.list, this.choose, this.said);
    this.plain.addEventListener('cs:refresh', () => this.draw());
    this.plain.addEventListener('focus', () => this.choose.focus());
    this.draw();
  }

  focus() { this.choose.focus(); }

  get paths() { return lines(this.plain.value); }

  set paths(paths) {
    this.plain.value = paths.join('\n');
    told(this.plain);
    this.draw();
  }

  async ask() {
    const found = await choosePage(this, this.dataset.types.split(' ').filter(Boolean));
    if (found) {
      const others = this.several ? this.paths.filter((path) => path !== found.path) : [];
      await this.learn([found.path]);
      this.paths = [...others, found.path];
    }
    this.choose.focus();
  }

  async learn(paths) {
    const asked = paths.filter((path) => !(path in this.known));
    if (asked.length) Object.assign(this.known, await at(asked));
  }

  async draw() {
    const { paths } = this;
    await this.learn(paths);
    if (paths.join() !== this.paths.join()) return;
    this.list.replaceChildren(...paths.map((path, index) => this.card(path, index, paths.length)));
    this.list.hidden = !paths.length;
    this.choose.lastChild.data = this.several ? _('Add a page…') : paths.length ? _('Choose another…') : _('Choose a page…');
  }

  card(path, index, count) {
    const node = this.known[path];
    const title = node?.title ?? path;
    const bar = element('span', { class: 'card-bar' });
    if (this.several && count > 1) {
      const up = button(_('Move {title} up', { title }), 'arrow-up', () => this.move(index, index - 1, 0));
      const down = button(_('Move {title} down', { title }), 'arrow-down', () => this.move(index, index + 1, 1));
      up.disabled = index === 0;
      down.disabled = index === count - 1;
      bar.append(up, down);
    }
    bar.append(button(_('Remove {title}', { title }), 'close', () => {
      this.paths = this.paths.toSpliced(index, 1);
      this.say(_('{title} was removed.', { title }));
      this.choose.focus();
    }));
    const made = element('li', { class: `node-card${node ? '' : ' gone'}` }, ...about(node, path), bar);
    if (this.several && count > 1) this.draggable(made, index);
    return made;
  }

  async move(from, to, side) {
    const { paths } = this;
    const [path] = paths.splice(from, 1);
    paths.splice(to, 0, path);
    this.plain.value = paths.join('\n');
    told(this.plain);
    await this.draw();
    const bar = this.list.children[to].querySelectorAll('.card-bar button');
    (bar[side].disabled ? bar[1 - side] : bar[side]).focus();
    this.say(_('{title} is now number {number} of {count}.', { title: this.known[path]?.title ?? path, number: to + 1, count: paths.length }));
  }

  draggable(card, index) {
    card.draggable = true;
    card.addEventListener('dragstart', (event) => {
      this.dragged = index;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', '');
      card.classList.add('dragged');
    });
    card.addEventListener('dragend', () => { this.dragged = undefined; this.draw(); });
    card.addEventListener('dragover', (event) => { if (this.dragged !== undefined) event.preventDefault(); });
    card.addEventListener('dragenter', () => { if (this.dragged !== undefined) card.classList.add('over'); });
    card.addEventListener('dragleave', (event) => { if (!card.contains(event.relatedTarget)) card.classList.remove('over'); });
    card.addEventListener('drop', (event) => {
      if (this.dragged === undefined) return;
      event.preventDefault();
      this.move(this.dragged, index, 0);
    });
  }

  say(words) { this.said.textContent = words; }
}

class HrefField extends HTMLElement {
  connectedCallback() {
    if (this.shown) return;
    this.plain = $('input', this);
    this.known = JSON.parse(this.dataset.facts || '{}');
    this.shown = element('p', { class: 'node-card', hidden: '' });
    const choose = button(_('Choose a page…'), 'link', async () => {
      const found = await choosePage(this, []);
      if (found) {
        this.plain.value = found.path;
        told(this.plain);
      }
      choose.focus();
    }, '');
    const line = element('div', { class: 'href-line' });
    this.plain.before(line);
    line.append(this.plain, choose);
    this.append(this.shown);
    for (const kind of ['change', 'cs:refresh']) this.plain.addEventListener(kind, () => this.draw());
    this.draw();
  }

  async draw() {
    const path = this.plain.value.trim();
    const isOurs = /^\/(?!\/)[^?#]*$/.test(path);
    if (isOurs && !(path in this.known)) Object.assign(this.known, await at([path]));
    if (path !== this.plain.value.trim()) return;
    const node = isOurs ? this.known[path] : null;
    this.shown.hidden = !node;
    if (node) this.shown.replaceChildren(...about(node, path));
  }
}

customElements.define('node-field', NodeField);
customElements.define('href-field', HrefField);
