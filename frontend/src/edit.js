// Forms of pages, and choosing a kind of page.

import './shell.js';
import './fields.js';
import { $ } from './dom.js';
import { types } from './types.js';
import { writing } from './writing/writing.js';

const form = $('.writing-form');
if (form) writing(form);
const list = $('#types');
if (list) types(list, $('#type-filter'), $('#type-count'));
// only a form that has blocks needs their script
if ($('[data-blocks]')) import('./blocks.js');
