import { jest } from '@jest/globals';
import { SECOND_MS } from '../../domain/time.ts';

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

/** The clock that is played, in ms since the epoch; null where none is. */
export function playedMs(): number | null {
  const ahead = Date.now() - (performance.timeOrigin + performance.now());
  return Math.abs(ahead) < SECOND_MS ? null : Date.now();
}
