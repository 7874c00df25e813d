import { scaledMs } from '../clock/compute.ts';
import type { LadderRung } from '../policy/schema.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import type { Clock, Rung } from './types.ts';

/**
 * A ladder over one clock as absolute instants, in order. A rung that would come before the clock has started is
 * left out; the due instant itself is the engine's own step and no rung.
 */
export function rungsOf(ladder: readonly LadderRung[], clock: Clock, scale: number): Rung[] {
  return ladder
    .flatMap((rung): Rung[] => {
      const { name, before, to, channels } = rung;
      const at = before === 'start' ? clock.start : beforeDue(clock.due, before, scale);
      return before === 'start' || at > clock.start ? [{ name, at, to: [...to], channels: [...channels] }] : [];
    })
    .sort((a, b) => order(a.at, b.at) || order(a.name, b.name));
}

function beforeDue(due: Instant, hours: number, scale: number): Instant {
  return plusMs(due, -scaledMs(hours * HOUR_MS, scale));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
