import { HOUR_MS, type Instant, toMs } from '../time.ts';
import { awarenessOf, type BreachState } from './state.ts';

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
 * The gap that asks for an explanation; null where there is none. The newest reasons of the awareness explain it.
 * @param targetHours the organisation's own target for an investigation
 */
export function longGapOf(
  state: Pick<BreachState, 'suspicion' | 'reportedAt' | 'awareness'>,
  targetHours: number,
): LongGap | null {
  const awareAt = awarenessOf(state);
  if (awareAt === null) return null;
  const suspectedAt = firstSuspicionOf(state);
  const ms = toMs(awareAt) - toMs(suspectedAt);
  if (ms <= targetHours * HOUR_MS) return null;
  const because = state.awareness.findLast(({ reasons }) => reasons !== '')?.reasons ?? '';
  return { suspectedAt, awareAt, hours: Math.floor(ms / HOUR_MS), because };
}
