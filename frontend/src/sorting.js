// Dragging into another order, by mouse and touch; a list that is longer than the window goes on at its edges.

import { AutoScroll, Sortable } from 'sortablejs/modular/sortable.core.esm.js';

Sortable.mount(new AutoScroll());

export { Sortable };
