import { scaledMs } from '../clock/compute.ts';
import type { LadderRung } from '../policy/schema.ts';
import { HOUR_MS, toInstant, toMs } from '../time.ts';
import type { Clock, Rung } from './types.ts';

/**
 * A ladder over one clock as absolute instants, in order. A rung that would come before the clock has started is
 * left out; the due instant itself is the engine's own step and no rung. Recipients and channels are the ladder's own
 * lists.
 */
export function rungsOf(ladder: readonly LadderRung[], clock: Pick<Clock, 'start' | 'due'>, scale: number): Rung[] {
  const [start, due] = [toMs(clock.start), toMs(clock.due)];
  const rungs: (Omit<Rung, 'at'> & { ms: number })[] = [];
  for (const { name, before, to, channels } of ladder) {
    const ms = before === 'start' ? start : due - scaledMs(before * HOUR_MS, scale);
    if (before === 'start' || ms > start) rungs.push({ name, ms, to, channels });
  }
  rungs.sort((a, b) => a.ms - b.ms || (a.name < b.name ? -1 : 1));
  return rungs.map(({ name, ms, to, channels }) => ({ name, at: toInstant(ms), to, channels }));
}
