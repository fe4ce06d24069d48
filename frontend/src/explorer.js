import './shell.js';
import './branches.js';
export { choose } from './chooser.js';
