// The HTML that the words of a block were read from, for as long as they are as they were: of white space in it not
// all is shown, and what nobody changed comes back as it was.

const sources = new WeakMap();

export const sourceOf = (node) => sources.get(node);
export const remember = (node, html) => sources.set(node, html);
