import type { BreachEvent } from '../breach/events.ts';
import type { BreachState, ObligationState } from '../breach/state.ts';
import type { PlannedObligation } from '../plan/types.ts';
import { type Instant, toMs } from '../time.ts';

/** How one duty came out. `decided`: waived with reasons before its limit. `open`: its limit has not come. */
export type DutyScore = {
  id: string;
  article: string;
  title: string;
  recipient: string;
  basis: 'law' | 'policy' | null;
  due: Instant | null;
  outcome: 'met' | 'decided' | 'late' | 'missed' | 'open' | 'no-clock';
  /** When it was filed or waived, and by whom. */
  at: Instant | null;
  by: string | null;
  /** From then (or from the end, where nothing was done) to the limit; negative is late. */
  marginMs: number | null;
};

/** Every duty that bound at the end, those due first at the top. */
export function scoreDuties(state: BreachState, events: readonly BreachEvent[], judgedAt: Instant): DutyScore[] {
  const planned = new Map((state.plan?.obligations ?? []).map((o) => [o.id, o]));
  return Object.values(state.obligations)
    .filter(({ status }) => status !== 'does-not-apply')
    .map((obligation) => scoreDuty(obligation, planned.get(obligation.id), events, judgedAt))
    .toSorted((a, b) => ((a.due ?? '~') < (b.due ?? '~') ? -1 : (a.due ?? '~') > (b.due ?? '~') ? 1 : 0));
}

function scoreDuty(
  { id, status, filed }: ObligationState,
  planned: PlannedObligation | undefined,
  events: readonly BreachEvent[],
  judgedAt: Instant,
): DutyScore {
  const due = planned?.clock?.due ?? null;
  const { article = id, title = id, recipient = '' } = planned ?? {};
  const about = { id, article, title, recipient, basis: planned?.clock?.basis ?? null, due };
  const margin = (at: Instant) => (due === null ? null : toMs(due) - toMs(at));
  if (filed !== null) {
    const by = events.find((e) => e.type === 'filed' && e.data.obligation === id)?.by ?? null;
    return { ...about, outcome: filed.late ? 'late' : 'met', at: filed.at, by, marginMs: margin(filed.at) };
  }
  if (status === 'waived') {
    const waived = events.findLast((e) => e.type === 'obligation-waived' && e.data.obligation === id);
    const at = waived?.at ?? judgedAt;
    const isLate = due !== null && at > due;
    return { ...about, outcome: isLate ? 'late' : 'decided', at, by: waived?.by ?? null, marginMs: margin(at) };
  }
  if (due === null) return { ...about, outcome: 'no-clock', at: null, by: null, marginMs: null };
  return { ...about, outcome: due <= judgedAt ? 'missed' : 'open', at: null, by: null, marginMs: margin(judgedAt) };
}
