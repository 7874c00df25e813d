import { SECOND_MS } from '../../domain/time.ts';

/** The clock that is played, in ms since the epoch; null where none is. */
export function playedMs(): number | null {
  const ahead = Date.now() - (performance.timeOrigin + performance.now());
  return Math.abs(ahead) < SECOND_MS ? null : Date.now();
}
