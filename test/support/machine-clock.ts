import { jest } from '@jest/globals';

/** What goes on by itself when a test plays the machine's clock and its intervals. */
export const ALL_BUT_INTERVALS = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
] as const;

/** Moves the machine's clock alone by `ms`: timers and everything else go on. `jest.useRealTimers()` takes it back. */
export function later(ms: number): void {
  const doNotFake = [...ALL_BUT_INTERVALS, 'setInterval' as const, 'clearInterval' as const];
  jest.useFakeTimers({ now: Date.now() + ms, doNotFake });
}
