import { HOUR_MS, type Instant, toMs } from '../time.ts';
import { type AwarenessEntry, awarenessOf, type BreachState, type Said } from './state.ts';

/**
 * Suspected, under investigation, confirmed: three instants, each with who said so and why. The first is that of the
 * report, unless somebody says otherwise. An organisation may investigate for a short period before it counts as aware
 * (EDPB Guidelines 9/2022, paras. 33 and 34).
 */

type Known = Pick<BreachState, 'suspicion' | 'reportedAt' | 'awareness'>;

/**
 * Since when something was suspected; the report tells it until somebody records an earlier or later instant. What is
 * known is suspected too, so it is never after the awareness.
 */
export function firstSuspicionOf(state: Known): Instant {
  const said = state.suspicion?.first?.at ?? state.reportedAt;
  const awareAt = awarenessOf(state);
  return awareAt !== null && toMs(awareAt) < toMs(said) ? awareAt : said;
}

/** Between suspicion and awareness more time passed than the organisation gives itself. `because`: empty until said. */
export type LongGap = { suspectedAt: Instant; awareAt: Instant; hours: number; because: string };

/**
 * The gap that asks for an explanation; null where there is none. It is explained by the reasons of the awareness that
 * first left it, or of one that was recorded again as it was, which can be for nothing else. Those of a correction say
 * why it was corrected.
 * @param targetHours the organisation's own target for an investigation
 */
export function longGapOf(state: Known, targetHours: number): LongGap | null {
  const awareAt = awarenessOf(state);
  if (awareAt === null) return null;
  const suspectedAt = firstSuspicionOf(state);
  const msTo = (instant: Instant) => toMs(instant) - toMs(suspectedAt);
  const isGap = (entry: AwarenessEntry | undefined) =>
    entry !== undefined && msTo(entry.awareAt) > targetHours * HOUR_MS;
  if (!isGap(state.awareness.at(-1))) return null;
  const because = explanationOf(state, isGap);
  return { suspectedAt, awareAt, hours: Math.floor(msTo(awareAt) / HOUR_MS), because };
}

/** The awareness lies before the first suspicion that somebody recorded. `because`: empty until said. */
export type KnownFirst = { suspectedAt: Instant; awareAt: Instant; because: string };

/**
 * The awareness that contradicts the recorded suspicion: it counts all the same, and asks for an explanation as a long
 * gap does. Null where there is none; a report is no such record, it is mostly later than the awareness.
 */
export function knownFirstOf({ suspicion, awareness }: Pick<Known, 'suspicion' | 'awareness'>): KnownFirst | null {
  const suspectedAt = suspicion?.first?.at;
  const awareAt = awarenessOf({ awareness });
  if (suspectedAt === undefined || awareAt === null || toMs(awareAt) >= toMs(suspectedAt)) return null;
  const isBefore = (entry: AwarenessEntry | undefined) =>
    entry !== undefined && toMs(entry.awareAt) < toMs(suspectedAt);
  return { suspectedAt, awareAt, because: explanationOf({ awareness }, isBefore) };
}

/** The reasons of the awareness that first asked for an explanation, or of one that was recorded again as it was. */
function explanationOf(
  { awareness }: Pick<Known, 'awareness'>,
  asksForIt: (entry: AwarenessEntry | undefined) => boolean,
): string {
  const from = awareness.findLastIndex((entry, n) => asksForIt(entry) && !asksForIt(awareness[n - 1]));
  const explains = awareness.filter(
    ({ reasons, awareAt }, n) => n >= from && reasons !== '' && (n === from || awareAt === awareness[n - 1]?.awareAt),
  );
  return explains.at(-1)?.reasons ?? '';
}

/** How it came to be known, each instant with who said so and why, and how long it took. */
export type Course = {
  /** As the report has it, without reasons, unless somebody said otherwise; the awareness where that is earlier. */
  firstSuspicionAt: Said;
  investigationStartedAt: Said | null;
  awareAt: Said | null;
  /** From the first suspicion to the awareness; null until then. `because`: empty where nobody said it. */
  gap: { hours: number; targetHours: number; explanation: (typeof EXPLANATIONS)[number]; because: string } | null;
  /** Where the awareness lies before the first suspicion that somebody recorded, which asks for an explanation too. */
  knownFirst: KnownFirst | null;
};
/** `not-asked`: it took no longer than the organisation gives itself. */
export const EXPLANATIONS = ['not-asked', 'missing', 'given'] as const;

export function courseOf(state: BreachState, targetHours: number): Course {
  const { suspicion, reportedAt, reporter, source, awareness } = state;
  const reported = { at: reportedAt, by: reporter?.by ?? source, recordedAt: reportedAt, reasons: '' };
  const aware = awareness.at(-1);
  const suspected = suspicion?.first ?? reported;
  const isKnownFirst = aware !== undefined && firstSuspicionOf(state) !== suspected.at;
  const firstSuspicionAt = isKnownFirst ? saidBy(aware) : suspected;
  const investigationStartedAt = suspicion?.investigation ?? null;
  const knownFirst = knownFirstOf(state);
  if (aware === undefined) return { firstSuspicionAt, investigationStartedAt, awareAt: null, gap: null, knownFirst };
  const awareAt = saidBy(aware);
  const because = longGapOf(state, targetHours)?.because;
  const explanation = because === undefined ? 'not-asked' : because === '' ? 'missing' : 'given';
  const hours = Math.floor((toMs(awareAt.at) - toMs(firstSuspicionAt.at)) / HOUR_MS);
  const gap = { hours, targetHours, explanation, because: because ?? '' } as const;
  return { firstSuspicionAt, investigationStartedAt, awareAt, gap, knownFirst };
}

function saidBy({ awareAt: at, ...said }: AwarenessEntry): Said {
  return { at, ...said };
}
