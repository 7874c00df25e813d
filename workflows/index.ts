/** The workflows a worker registers, by the names in `messages.ts`. */
export { anchor } from './anchor.ts';
export { breach } from './breach.ts';
export { clocks } from './clocks.ts';
export { communication } from './communication.ts';
export { campaign } from './earlier/campaign.ts';
export { notice } from './earlier/notice.ts';
export { obligation } from './earlier/obligation.ts';
export { reconcile } from './reconcile.ts';
export { verification } from './verification.ts';
