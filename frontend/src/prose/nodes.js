// What the site knows of the nodes that a text or a field leads to: title, path, icon, picture.

import { $ } from '../dom.js';
import { send } from '../send.js';

const known = new Map();

/** Take what a page brought along: an object by uid; null for what is gone or may not be seen. */
export function learn(found) {
  for (const [uid, node] of Object.entries(found)) known.set(uid, node);
}

/** Have a node asked for anew. */
export const forget = (uid) => known.delete(uid);

/** Return what is known of a node: undefined if nothing is yet, null if it is gone. */
export const nodeOf = (uid) => known.get(uid);

export const uidOf = (address) => /^uid:([0-9a-f]{32})/.exec(address ?? '')?.[1];

/** Ask for what is not known yet of these uids; tell whether there was any. */
export async function ask(uids) {
  const asked = [...new Set(uids)].filter((uid) => uid && !known.has(uid)).slice(0, 100);
  if (!asked.length) return false;
  learn(await answer(asked.map((uid) => ['uid', uid])));
  return true;
}

/** Return the nodes at these addresses, by address; null where there is none. */
export async function at(paths) {
  const asked = [...new Set(paths)].slice(0, 100);
  const found = asked.length ? await answer(asked.map((path) => ['at', path])) : {};
  for (const node of Object.values(found)) if (node) known.set(node.uid, node);
  return found;
}

async function answer(pairs) {
  try {
    const found = await send(`${$('meta[name=nodes]').content}?${new URLSearchParams(pairs)}`);
    return found.ok ? await found.json() : {};
  } catch {
    // without a connection nothing is known, and nothing is said to be gone
    return {};
  }
}
