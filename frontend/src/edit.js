import './shell.js';
import './fields.js';
