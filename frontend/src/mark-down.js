// <mark-down>: a text area of Markdown, and beside it how it will look, drawn by the site.

import { $, element, fragment } from './dom.js';
import { isCommand } from './keys.js';
import { post } from './send.js';
import { _ } from './words.js';

const SIGNS = { b: '**', i: '*', e: '`' };
let made = 0;

class MarkDown extends HTMLElement {
  connectedCallback() {
    if (this.shown) return;
    this.plain = $('textarea', this);
    const sent = $('button[formaction]', this);
    this.address = sent.getAttribute('formaction');
    sent.parentElement.remove();
    const id = `shown-${made += 1}`;
    this.shown = element('div', { class: 'prose markdown-shown', id, role: 'tabpanel', tabindex: 0, hidden: '', 'aria-label': _('Preview') });
    const panel = element('div', { role: 'tabpanel', id: `${id}-text`, 'aria-label': _('Text') });
    this.plain.before(panel);
    panel.append(this.plain);
    this.tabs = [[_('Text'), panel], [_('Preview'), this.shown]].map(([title, shown]) =>
      element('button', { type: 'button', role: 'tab', 'aria-controls': shown.id, class: 'markdown-tab' }, title));
    const bar = element('div', { role: 'tablist', class: 'markdown-bar', 'aria-label': _('Text or preview') }, ...this.tabs);
    this.prepend(bar);
    this.append(this.shown);
    this.tabs.forEach((tab, at) => tab.addEventListener('click', () => this.turn(at)));
    bar.addEventListener('keydown', (event) => {
      if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
      event.preventDefault();
      const at = this.shown.hidden ? 1 : 0;
      this.turn(at);
      this.tabs[at].focus();
    });
    this.plain.addEventListener('keydown', marked);
    this.plain.addEventListener('cs:refresh', () => { if (!this.shown.hidden) this.draw(); });
    this.turn(0);
  }

  focus() { this.turn(0); this.plain.focus(); }

  turn(at) {
    this.tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', index === at);
      tab.tabIndex = index === at ? 0 : -1;
    });
    this.plain.parentElement.hidden = at === 1;
    this.shown.hidden = at === 0;
    if (at) this.draw();
  }

  async draw() {
    const key = this.plain.name;
    this.shown.setAttribute('aria-busy', 'true');
    const { value } = this.plain;
    const answer = await post(this.address, { shows: key, [key]: value }).catch(() => null);
    const found = answer?.ok ? $('.prose', fragment(await answer.text())) : null;
    // what was typed since is drawn by a request of its own
    if (this.plain.value !== value) return;
    this.shown.removeAttribute('aria-busy');
    const empty = element('p', { class: 'hint' }, answer?.ok ? _('There is nothing to show yet.') : _('This could not be loaded. Try again.'));
    this.shown.replaceChildren(...(found?.childNodes.length ? found.childNodes : [empty]));
  }
}

// the keys of the editor, where there is no editor
function marked(event) {
  const letter = Object.keys(SIGNS).find((each) => isCommand(event, each));
  if (!letter || event.shiftKey) return;
  const sign = SIGNS[letter];
  event.preventDefault();
  const { target } = event;
  const { selectionStart: from, selectionEnd: to, value } = target;
  const isMarked = value.slice(from - sign.length, from) === sign && value.slice(to, to + sign.length) === sign;
  const [start, end] = isMarked ? [from - sign.length, to + sign.length] : [from, to];
  const words = value.slice(from, to);
  target.setRangeText(isMarked ? words : sign + words + sign, start, end);
  const at = isMarked ? start : from + sign.length;
  target.setSelectionRange(at, at + words.length);
  target.dispatchEvent(new Event('input', { bubbles: true }));
}

customElements.define('mark-down', MarkDown);
