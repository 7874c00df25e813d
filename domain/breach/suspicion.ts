import { HOUR_MS, type Instant, toMs } from '../time.ts';
import { type AwarenessEntry, awarenessOf, type BreachState } from './state.ts';

/**
 * Suspected, under investigation, confirmed: three instants, each with who said so and why. The first is that of the
 * report, unless somebody says otherwise. An organisation may investigate for a short period before it counts as aware
 * (EDPB Guidelines 9/2022, paras. 33 and 34).
 */

/** Since when something was suspected; the report tells it until somebody records an earlier or later instant. */
export function firstSuspicionOf({ suspicion, reportedAt }: Pick<BreachState, 'suspicion' | 'reportedAt'>): Instant {
  return suspicion?.first?.at ?? reportedAt;
}

/** Between suspicion and awareness more time passed than the organisation gives itself. `because`: empty until said. */
export type LongGap = { suspectedAt: Instant; awareAt: Instant; hours: number; because: string };

/**
 * The gap that asks for an explanation; null where there is none. It is explained by the reasons of the awareness that
 * first left it, or of one that was recorded again as it was, which can be for nothing else. Those of a correction say
 * why it was corrected.
 * @param targetHours the organisation's own target for an investigation
 */
export function longGapOf(
  state: Pick<BreachState, 'suspicion' | 'reportedAt' | 'awareness'>,
  targetHours: number,
): LongGap | null {
  const awareAt = awarenessOf(state);
  if (awareAt === null) return null;
  const suspectedAt = firstSuspicionOf(state);
  const msTo = (instant: Instant) => toMs(instant) - toMs(suspectedAt);
  const isGap = (entry: AwarenessEntry | undefined) =>
    entry !== undefined && msTo(entry.awareAt) > targetHours * HOUR_MS;
  const { awareness } = state;
  if (!isGap(awareness.at(-1))) return null;
  const from = awareness.findLastIndex((entry, n) => isGap(entry) && !isGap(awareness[n - 1]));
  const explains = awareness.filter(
    ({ reasons, awareAt: said }, n) =>
      n >= from && reasons !== '' && (n === from || said === awareness[n - 1]?.awareAt),
  );
  const because = explains.at(-1)?.reasons ?? '';
  return { suspectedAt, awareAt, hours: Math.floor(msTo(awareAt) / HOUR_MS), because };
}
