import type { Organisation } from '../policy/schema.ts';
import type { Instant } from '../time.ts';
import type { BreachState } from './state.ts';

/** How long the record of a closed breach is to be kept, by what it turned out to be. Years after the last closing. */
export const RECORD_KINDS = ['breaches', 'notBreaches', 'exercises'] as const;
type RecordKind = (typeof RECORD_KINDS)[number];

export type Retention = { kind: RecordKind; years: number; from: Instant; until: Instant };

/**
 * Until when it is to be kept at least, counted from the closing that stands: one that was opened again and closed anew
 * is counted anew. Null while it is open, and where the policy names no years. Nothing is deleted by it.
 */
export function retentionOf(
  { closed, exercise }: Pick<BreachState, 'closed' | 'exercise'>,
  { retention }: Pick<Organisation, 'retention'>,
): Retention | null {
  if (closed === null || retention === undefined) return null;
  const kind = exercise !== null ? 'exercises' : closed.outcome === 'resolved' ? 'breaches' : 'notBreaches';
  const years = retention[kind];
  return { kind, years, from: closed.at, until: yearsAfter(closed.at, years) };
}

/** The same day and time (UTC) so many years later; of 29 February the day after, where there is none. */
function yearsAfter(instant: Instant, years: number): Instant {
  const date = new Date(instant);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString();
}
