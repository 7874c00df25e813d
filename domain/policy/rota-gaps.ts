import { DateTime } from 'luxon';
import { DAY_MS, type Instant, plusMs } from '../time.ts';
import { onDutyAt, type Rota } from './rota.ts';

/** How far ahead is looked. */
export const ROTA_DAYS = 14;

/**
 * Hours in which nobody who is on duty can be told. `from` is null where it is so already, and `to` where it is so
 * beyond what was looked at.
 */
export type Uncovered = { from: Instant | null; to: Instant | null };

/**
 * The hours from an instant on in which nobody who is on duty can be told.
 * @param lacking names of the rota who cannot be told
 */
export function uncoveredFrom(rota: Rota, lacking: ReadonlySet<string>, from: Instant): Uncovered[] {
  if (lacking.size === 0) return [];
  const found: Uncovered[] = [];
  for (const at of [from, ...turnsAfter(rota, from)]) {
    const open = found.at(-1);
    const isOpen = open !== undefined && open.to === null;
    const isUncovered = onDutyAt(rota, at).every((name) => lacking.has(name));
    if (isUncovered && !isOpen) found.push({ from: at === from ? null : at, to: null });
    if (!isUncovered && isOpen) open.to = at;
  }
  return found;
}

/** Every instant after `from` at which somebody else may be on duty. */
function turnsAfter({ zone, shifts, handOver }: Rota, from: Instant): Instant[] {
  const until = plusMs(from, ROTA_DAYS * DAY_MS);
  const times = new Set([handOver, ...shifts.flatMap((shift) => [shift.from, shift.to])]);
  const first = DateTime.fromISO(from, { zone }).startOf('day');
  const turns = Array.from({ length: ROTA_DAYS + 1 }, (_, day) => first.plus({ days: day })).flatMap((day) =>
    [...times].map((time) => {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      return day.set({ hour, minute }).toUTC().toISO({ precision: 'milliseconds' }) ?? from;
    }),
  );
  return turns.filter((at) => at > from && at <= until).sort();
}
