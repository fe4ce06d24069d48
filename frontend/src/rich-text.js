// <rich-text>: a text area with HTML in it becomes an editor. The text area stays, and always has what is written.

import { $, element } from './dom.js';
import { learn } from './prose/nodes.js';
import { _ } from './words.js';

class RichText extends HTMLElement {
  async connectedCallback() {
    if (this.made) return;
    this.made = true;
    const { editor } = await import('./prose/editor.js');
    const area = $('textarea', this);
    learn(JSON.parse(this.dataset.nodes || '{}'));
    const place = $('.prose', this);
    place.replaceChildren();
    const count = element('p', { class: 'prose-count' });
    this.editor = editor({ owner: this, area, place, bar: $('.prose-bar', this), count });
    place.after(count);
    area.hidden = true;
    area.addEventListener('cs:refresh', () => this.editor.refresh());
    // a link to the field, as in a list of what is to be mended, leads to where one writes
    area.addEventListener('focus', () => this.editor.view.focus());
    this.dataset.ready = '';
  }

  focus() { this.editor?.view.focus(); }
}

customElements.define('rich-text', RichText);
