// <tab-set>: groups of fields as tabs. One with something to mend is marked, and open.

import { $, $$, element } from './dom.js';
import { _ } from './words.js';

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

class TabSet extends HTMLElement {
  connectedCallback() {
    if (this.tabs) return;
    const bar = $('.tab-bar', this);
    this.tabs = $$('button', bar);
    this.panels = this.tabs.map((tab) => document.getElementById(tab.getAttribute('aria-controls')));
    bar.setAttribute('role', 'tablist');
    bar.setAttribute('aria-label', _('Parts of the form'));
    this.tabs.forEach((tab, at) => {
      tab.id = `${this.panels[at].id}-tab`;
      tab.setAttribute('role', 'tab');
      tab.addEventListener('click', () => this.open(at));
      this.panels[at].setAttribute('role', 'tabpanel');
      this.panels[at].setAttribute('aria-labelledby', tab.id);
    });
    bar.addEventListener('keydown', (event) => this.key(event));
    this.addEventListener('cs:judged', () => this.mark());
    this.mark();
    this.open(Math.max(0, this.panels.findIndex((panel) => $('.field.wrong', panel))));
    this.dataset.ready = '';
  }

  key(event) {
    const here = this.tabs.indexOf(document.activeElement);
    const count = this.tabs.length;
    const next = { Home: 0, End: count - 1 }[event.key] ?? here + (STEPS[event.key] ?? NaN);
    if (Number.isNaN(next)) return;
    event.preventDefault();
    const at = (next + count) % count;
    this.open(at);
    this.tabs[at].focus();
  }

  open(at) {
    this.tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', index === at);
      tab.tabIndex = index === at ? 0 : -1;
      this.panels[index].hidden = index !== at;
    });
  }

  /** Have what is inside a panel in sight. */
  reveal(inside) {
    const at = this.panels.findIndex((panel) => panel.contains(inside));
    if (at >= 0) this.open(at);
  }

  mark() {
    this.tabs.forEach((tab, at) => {
      const count = $$('.field.wrong', this.panels[at]).length;
      $('.tab-count', tab)?.remove();
      if (count) tab.append(element('span', { class: 'tab-count' }, String(count), element('span', { class: 'hidden' }, ` ${_('to mend')}`)));
    });
  }
}

customElements.define('tab-set', TabSet);
