import type { BreachEvent, NoticeAnswers } from '../breach/events.ts';
import type { PlannedNotice } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import type { NoticeDelivery } from './follow-ups.ts';
import { withDelivery } from './notice.ts';
import type { NoticeStatus } from './standing.ts';

/** How version 0.1 kept notices, in plans and events: read where its streams and histories are carried over. */

export type EarlierNotice = PlannedNotice & { round: number };
export type EarlierRound = {
  notice: EarlierNotice;
  status: NoticeStatus;
  deliveries: NoticeDelivery[];
  /** How many there were; a state handed on to another run names no more of them. */
  count: number;
  acknowledgedAt: Instant | null;
  answers: NoticeAnswers | null;
};
/** `newest`: the last round of each counterparty. `before`: the rounds that it followed. */
export type EarlierNotices = {
  planned: EarlierNotice[];
  newest: Record<string, EarlierRound>;
  before: EarlierRound[];
};

export const NO_EARLIER_NOTICES: EarlierNotices = { planned: [], newest: {}, before: [] };

/** `named`: whom the plan named, where the event is a plan of then. Pure. */
export function foldEarlier(
  notices: EarlierNotices,
  event: BreachEvent,
  named: readonly EarlierNotice[] | null,
): EarlierNotices {
  switch (event.type) {
    case 'planned':
      // A plan of today names nobody: who is known so far stays.
      return named === null ? notices : withPlanned(notices, named);
    case 'notice-delivered': {
      const { number, step, contact, result } = event.data;
      return changed(notices, event.data, (round) => {
        const after = withDelivery({ ...round, done: [] }, { number, step, contact, result, at: event.at }, []);
        const status = round.acknowledgedAt === null ? after.status : round.status;
        return { ...round, deliveries: after.deliveries, count: round.count + 1, status };
      });
    }
    case 'notice-acknowledged': {
      const { acknowledgedAt } = event.data;
      const { answers } = event.personal;
      return changed(notices, event.data, (round) => ({
        ...round,
        ...{ status: 'acknowledged', acknowledgedAt: round.acknowledgedAt ?? acknowledgedAt, answers },
      }));
    }
    case 'notice-expired':
      return changed(notices, event.data, (round) => ({ ...round, status: 'expired' }));
    default:
      return notices;
  }
}

/** The notices that a stored plan of any version names; null for one of today. */
export function namedBy(plan: object): EarlierNotice[] | null {
  return 'notices' in plan && Array.isArray(plan.notices) ? plan.notices : null;
}

function withPlanned(notices: EarlierNotices, named: readonly EarlierNotice[]): EarlierNotices {
  const planned = named.map((notice) => continued(notices, notice));
  const newest = { ...notices.newest };
  const before = [...notices.before];
  for (const notice of planned) {
    const known = newest[notice.counterparty];
    if (known?.notice.round === notice.round) continue;
    if (known !== undefined) before.push(known);
    const blank = { status: 'planned' as const, deliveries: [], count: 0, acknowledgedAt: null, answers: null };
    newest[notice.counterparty] = { notice, ...blank };
  }
  return { planned, newest, before };
}

/** A notice kept the schedule that people were promised; further systems made another round of it. */
function continued({ planned, newest }: EarlierNotices, next: EarlierNotice): EarlierNotice {
  const before = planned.find((n) => n.counterparty === next.counterparty);
  if (before === undefined) return { ...next, round: (newest[next.counterparty]?.notice.round ?? 0) + 1 };
  if (next.systems.every((system) => before.systems.includes(system))) return before;
  return { ...next, round: before.round + 1 };
}

function changed(
  notices: EarlierNotices,
  { counterparty, round }: { counterparty: string; round: number },
  to: (before: EarlierRound) => EarlierRound,
): EarlierNotices {
  const before = notices.newest[counterparty];
  if (before?.notice.round !== round) return notices;
  return { ...notices, newest: { ...notices.newest, [counterparty]: to(before) } };
}
