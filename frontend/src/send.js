// Requests of scripts to this site: with the token of its forms, and marked as asking for a part of a page.

import { $ } from './dom.js';

export const token = () => $('meta[name=csrf-token]').content;

/** What marks a request of a script: it is answered by a part of a page. */
export const headers = () => ({ 'HX-Request': 'true', 'X-CSRF-Token': token() });

/** Send a request; what answers an error is an answer, too: look at `ok` and `status`. */
export const send = (url, options = {}) =>
  fetch(url, { ...options, headers: { ...headers(), ...options.headers } });

/** Post values (an object, URLSearchParams or FormData). */
export function post(url, values, options = {}) {
  const isForm = values instanceof FormData || values instanceof URLSearchParams;
  return send(url, { method: 'POST', body: isForm ? values : new URLSearchParams(values), ...options });
}
