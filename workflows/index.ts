/** The workflows a worker registers, by the names in `messages.ts`. */
export { breach } from './breach.ts';
export { campaign } from './campaign.ts';
export { clocks } from './clocks.ts';
export { notice } from './notice.ts';
export { obligation } from './obligation.ts';
