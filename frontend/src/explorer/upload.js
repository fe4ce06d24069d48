// Files dropped anywhere on the explorer, or chosen: several at once, each with its progress and its answer.

import { $, element, fragment, icon } from '../dom.js';
import { headers } from '../send.js';
import { say } from '../say.js';
import { toast } from '../toast.js';
import { _ } from '../words.js';
import { back, explorer, here, load, show } from './table.js';

const AT_ONCE = 3;
const waiting = [];
let running = 0;
let sent = 0;
let list = null;

const most = () => Number(explorer().dataset.most);

function size(bytes) {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

/** A line that shows how far a file is; its button ends the sending, or the line. */
function line(file) {
  if (!list?.isConnected) {
    list = element('ul', { class: 'card uploads', 'aria-label': _('Uploads') });
    explorer().before(list);
  }
  const how = element('span', { class: 'how' }, _('waiting'));
  const bar = element('progress', { max: '1', value: '0', 'aria-label': file.name });
  const button = element('button', { class: 'button quiet square', type: 'button', 'aria-label': _('Cancel {name}', { name: file.name }) }, icon('close'));
  const item = element('li', {}, element('span', { title: file.name }, file.name), bar, how, button);
  list.append(item);
  return { file, item, bar, how, button };
}

function remove({ item }) {
  item.remove();
  if (list && !list.children.length) list.remove();
}

function fail(upload, reason, canTry = false) {
  upload.item.classList.add('failed');
  upload.how.textContent = reason;
  say(`${upload.file.name}: ${reason}`);
  upload.button.setAttribute('aria-label', _('Close'));
  if (!canTry) return;
  const again = element('button', { class: 'button quiet', type: 'button' }, _('Try again'));
  again.addEventListener('click', () => { remove(upload); queue([upload.file]); });
  upload.how.append(' ', again);
}

function next() {
  while (running < AT_ONCE && waiting.length) send(waiting.shift());
}

function send(upload) {
  const { file, bar, how, button } = upload;
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.set('back', back());
  body.append('files', file);
  running += 1;
  sent += 1;
  const over = () => { running -= 1; next(); };
  button.addEventListener('click', () => request.abort(), { once: true });
  const tell = ({ loaded, total }) => {
    bar.value = loaded / total;
    how.textContent = loaded < total ? _('{percent} % of {size}', { percent: Math.floor((100 * loaded) / total), size: size(total) }) : _('being stored');
  };
  tell({ loaded: 0, total: file.size || 1 });
  request.upload.addEventListener('progress', tell);
  request.addEventListener('load', () => {
    over();
    answered(upload, request);
  });
  request.addEventListener('abort', () => { over(); remove(upload); });
  request.addEventListener('error', () => { over(); fail(upload, _('The connection was lost.'), true); });
  request.open('POST', here('@@upload'));
  for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
  request.send(body);
}

function answered(upload, { status, responseText: text }) {
  if (status < 300 && show(text)) {
    remove(upload);
    catchUp();
  }
  else if (status === 413) fail(upload, tooLarge());
  else if (status === 422) fail(upload, $('.problems li', fragment(text))?.lastChild.textContent.replace(/^: /, '') ?? _('It cannot be taken.'));
  else if (status === 403) fail(upload, _('You may not add anything here.'));
  else fail(upload, _('That did not work ({status}).', { status }), true);
}

// answers may come in another order than they were made: the last one need not know of all
async function catchUp() {
  if (running || waiting.length || sent < 2) return;
  sent = 0;
  await load(`${location.pathname}?${back()}`);
}

const tooLarge = () => _('It is too large: this site takes up to {size}.', { size: size(most()) });

/** Send these files, as they come. */
export function queue(files) {
  for (const file of files) {
    const upload = line(file);
    upload.button.addEventListener('click', () => {
      const at = waiting.indexOf(upload);
      if (at >= 0) waiting.splice(at, 1);
      if (at >= 0 || upload.item.classList.contains('failed')) remove(upload);
    });
    if (file.size >= most()) fail(upload, tooLarge());
    else waiting.push(upload);
  }
  next();
}

// who goes away breaks off what is on its way
addEventListener('beforeunload', (event) => { if (running) event.preventDefault(); });

// choosing: the link to the plain form opens the choice of files instead
document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-upload]')) return;
  event.preventDefault();
  const input = element('input', { type: 'file', multiple: '' });
  input.addEventListener('change', () => queue(input.files));
  input.click();
});

// dropping
let veil = null;
let depth = 0;
const takes = (event) => event.dataTransfer?.types.includes('Files') && $('[data-upload]') && !$('dialog[open]');

function uncover() {
  depth = 0;
  veil?.remove();
  veil = null;
}

document.addEventListener('dragenter', (event) => {
  if (!takes(event)) return;
  depth += 1;
  if (veil) return;
  const title = $('h1')?.textContent ?? '';
  veil = element('div', { class: 'drop-veil' }, element('p', {}, icon('upload'), _('Drop files into “{title}”', { title })));
  document.body.append(veil);
});
document.addEventListener('dragleave', (event) => {
  if (takes(event) && (depth -= 1) <= 0) uncover();
});
document.addEventListener('dragover', (event) => {
  if (takes(event)) event.preventDefault();
});
document.addEventListener('drop', (event) => {
  if (!takes(event)) return;
  event.preventDefault();
  uncover();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
  if (entries.some((entry) => entry?.isDirectory)) toast(_('Folders cannot be dropped here, only files.'));
  queue([...event.dataTransfer.files].filter((file, at) => !entries[at]?.isDirectory));
});
