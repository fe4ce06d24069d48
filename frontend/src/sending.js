// A picture on its way to the folder of the page.

import { $ } from './dom.js';
import { headers } from './send.js';
import { _ } from './words.js';

/** Send a picture; `moved` is told which part of it is there. Resolves to what is known of its node, or fails in words. */
export const sendPicture = (file, moved) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append('picture', file);
  const fail = (words) => reject(new Error(words));
  request.upload.addEventListener('progress', ({ loaded, total }) => moved(loaded / total));
  request.addEventListener('error', () => fail(_('The connection was lost.')));
  request.addEventListener('load', () => {
    const { status, response } = request;
    if (status === 200 && response) resolve(response);
    else if (status === 422 && response) fail(response.reason);
    else if (status === 413) fail(_('It is too large.'));
    else if (status === 403) fail(_('You may not add pictures to this folder.'));
    else fail(_('That did not work ({status}).', { status }));
  });
  request.open('POST', `${$('meta[name=folder]').content}@@picture`);
  request.responseType = 'json';
  for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
  request.send(body);
});
