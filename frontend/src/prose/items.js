// What the toolbar and the menu of an empty line offer.

import { redo, undo } from 'prosemirror-history';
import { _ } from '../words.js';
import * as command from './commands.js';
import { schema } from './schema.js';

const { nodes, marks } = schema;

/** Return the items in groups. `sign` is what is typed for it; `isOn` tells whether it is set; `isBlock`: in the menu, too. */
export const items = ({ link, image }) => [
  [
    { key: 'bold', title: _('Bold'), keys: 'Mod+B', sign: '**…**', run: command.bold, isOn: (s) => command.isMarked(s, marks.strong) },
    { key: 'italic', title: _('Italic'), keys: 'Mod+I', sign: '*…*', run: command.italic, isOn: (s) => command.isMarked(s, marks.em) },
    { key: 'link', title: _('Link'), keys: 'Mod+K', run: link, isOn: (s) => command.isMarked(s, marks.link) },
    { key: 'code', title: _('Code'), keys: 'Mod+E', sign: '`…`', run: command.code, isOn: (s) => command.isMarked(s, marks.code) },
  ],
  [2, 3, 4].map((level) => ({
    key: `h${level}`, title: [_('Heading'), _('Smaller heading'), _('Smallest heading')][level - 2], letters: `H${level}`,
    keys: `Mod+Alt+${level}`, sign: '#'.repeat(level), run: command.heading(level), isBlock: true,
    isOn: (s) => command.isIn(s, nodes.heading, level),
  })),
  [
    { key: 'list', title: _('List'), keys: 'Mod+Shift+8', sign: '-', run: command.list(nodes.ul), isOn: (s) => command.isIn(s, nodes.ul), isBlock: true },
    { key: 'numbers', title: _('Numbered list'), keys: 'Mod+Shift+7', sign: '1.', run: command.list(nodes.ol), isOn: (s) => command.isIn(s, nodes.ol), isBlock: true },
    { key: 'quote', title: _('Quote'), keys: 'Mod+Shift+9', sign: '>', run: command.quote, isOn: (s) => command.isIn(s, nodes.blockquote), isBlock: true },
    { key: 'code-block', title: _('Code block'), sign: '```', run: command.codeBlock, isOn: (s) => command.isIn(s, nodes.code_block), isBlock: true },
    { key: 'divider', title: _('Divider'), sign: '---', run: command.divide, isBlock: true },
    { key: 'image', title: _('Picture'), run: image, isBlock: true },
  ],
  [
    { key: 'undo', title: _('Undo'), keys: 'Mod+Z', run: undo, isPossible: (s) => undo(s) },
    { key: 'redo', title: _('Redo'), keys: 'Mod+Shift+Z', run: redo, isPossible: (s) => redo(s) },
  ],
];
