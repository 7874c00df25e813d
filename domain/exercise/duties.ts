import type { BreachEvent } from '../breach/events.ts';
import type { BreachState, ObligationState } from '../breach/state.ts';
import { isUnmet } from '../breach/supplements.ts';
import type { PlannedObligation } from '../plan/types.ts';
import { type Instant, toMs } from '../time.ts';
import { type CountOpen, type Finding, findingsOn, isOutOfOrder } from './findings.ts';

/**
 * How one duty came out. `decided`: waived with reasons before its limit. `open`: its limit has not come.
 * `out-of-order`: filed, by its record, before the awareness or the approval, so that its time proves nothing.
 */
export type DutyScore = {
  id: string;
  article: string;
  title: string;
  recipient: string;
  basis: 'law' | 'policy' | null;
  due: Instant | null;
  outcome: 'met' | 'decided' | 'late' | 'out-of-order' | 'missed' | 'open' | 'no-clock';
  /** When it was filed or waived, and by whom. */
  at: Instant | null;
  by: string | null;
  /** From then (or from the end, where nothing was done) to the limit; negative is late. */
  marginMs: number | null;
  /** What is wrong with what was filed; such a duty counts half. */
  findings: Finding[];
};

/** Every duty that bound at the end, those due first at the top. */
export function scoreDuties(
  state: BreachState,
  events: readonly BreachEvent[],
  judgedAt: Instant,
  countOpen: CountOpen,
): DutyScore[] {
  const planned = new Map((state.plan?.obligations ?? []).map((o) => [o.id, o]));
  return Object.values(state.obligations)
    .filter(({ status }) => status !== 'does-not-apply')
    .map((obligation) => scoreDuty(state, obligation, planned.get(obligation.id), events, judgedAt, countOpen))
    .toSorted((a, b) => dueMs(a) - dueMs(b));
}

/** What has no limit comes last. */
function dueMs({ due }: DutyScore): number {
  return due === null ? Number.MAX_VALUE : toMs(due);
}

function scoreDuty(
  state: BreachState,
  obligation: ObligationState,
  planned: PlannedObligation | undefined,
  events: readonly BreachEvent[],
  judgedAt: Instant,
  countOpen: CountOpen,
): DutyScore {
  const { id, status, filed } = obligation;
  const due = planned?.clock?.due ?? null;
  const { article = id, title = id, recipient = '' } = planned ?? {};
  const about = { id, article, title, recipient, basis: planned?.clock?.basis ?? null, due, findings: [] };
  const margin = (at: Instant) => (due === null ? null : toMs(due) - toMs(at));
  if (filed !== null) {
    const by =
      events.find((e) => e.type === 'filed' && e.data.obligation === id && !isUnmet(e.data.completes))?.by ?? null;
    const findings = findingsOn(state, { id, recipient }, events, countOpen);
    const done = { ...about, at: filed.at, by, findings };
    // How early an impossible instant lies would be no figure.
    if (isOutOfOrder(state, obligation, filed.at)) return { ...done, outcome: 'out-of-order', marginMs: null };
    return { ...done, outcome: filed.late ? 'late' : 'met', marginMs: margin(filed.at) };
  }
  const waived = status === 'waived' ? lastWaiver(events, id) : undefined;
  if (waived !== undefined) {
    const { at, by } = waived;
    const isLate = due !== null && at > due;
    return { ...about, outcome: isLate ? 'late' : 'decided', at, by, marginMs: margin(at) };
  }
  if (due === null) return { ...about, outcome: 'no-clock', at: null, by: null, marginMs: null };
  return { ...about, outcome: due <= judgedAt ? 'missed' : 'open', at: null, by: null, marginMs: margin(judgedAt) };
}

function lastWaiver(events: readonly BreachEvent[], id: string): BreachEvent | undefined {
  return events.findLast((e) => e.type === 'obligation-waived' && e.data.obligation === id);
}
