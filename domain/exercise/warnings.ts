import type { BreachEvent } from '../breach/events.ts';
import type { BreachState } from '../breach/state.ts';
import { targetTitle } from '../plan/targets.ts';
import { type Instant, toMs } from '../time.ts';

/** One warning of a ladder, and the first thing somebody did about it before the next warning of the same duty. */
export type WarningScore = {
  obligation: string;
  article: string;
  /** Name of the rung; `overdue` is the engine's own, at the limit. */
  rung: string;
  firedAt: Instant;
  answer: { what: Answer; at: Instant; by: string; afterMs: number } | null;
};

/** What answers a warning: an act on its duty, or one on the breach as a whole that moves all its duties. */
export type Answer = (typeof ON_THE_DUTY)[number] | (typeof ON_THE_BREACH)[number];
const ON_THE_DUTY = ['filed', 'obligation-waived', 'obligation-resumed'] as const;
const ON_THE_BREACH = [
  'facts-amended',
  'awareness-corrected',
  'risk-decided',
  'campaign-drafted',
  'campaign-approved',
  'closed',
] as const;

type Act = { what: Answer; at: Instant; by: string; obligation: string | null };

/** Every warning that fired, in order. */
export function scoreWarnings(
  state: Pick<BreachState, 'plan'>,
  byPeople: readonly BreachEvent[],
  events: readonly BreachEvent[],
): WarningScore[] {
  const articles = new Map((state.plan?.obligations ?? []).map((o) => [o.id, o.article]));
  const acts = byPeople.flatMap(actOf);
  const fired = events.flatMap((event) => {
    if (event.type === 'rung-fired') {
      const { obligation, rung, firedAt } = event.data;
      return [{ obligation, rung, firedAt }];
    }
    if (event.type !== 'obligation-overdue') return [];
    return [{ obligation: event.data.obligation, rung: 'overdue', firedAt: event.data.overdueAt }];
  });
  return fired.map(({ obligation, rung, firedAt }, index) => {
    const next = fired.find((other, i) => i > index && other.obligation === obligation)?.firedAt ?? null;
    const act = acts.find(
      (each) =>
        each.at >= firedAt &&
        (next === null || each.at < next) &&
        (each.obligation === null || each.obligation === obligation),
    );
    const answer =
      act === undefined ? null : { what: act.what, at: act.at, by: act.by, afterMs: toMs(act.at) - toMs(firedAt) };
    return { obligation, article: articles.get(obligation) ?? targetTitle(obligation), rung, firedAt, answer };
  });
}

function actOf(event: BreachEvent): Act[] {
  const { type: what, at, by } = event;
  const isOnDuty = (ON_THE_DUTY as readonly string[]).includes(what);
  if (isOnDuty && 'obligation' in event.data) {
    return [{ what: what as Answer, at, by, obligation: event.data.obligation }];
  }
  const isOnBreach = (ON_THE_BREACH as readonly string[]).includes(what);
  return isOnBreach ? [{ what: what as Answer, at, by, obligation: null }] : [];
}
