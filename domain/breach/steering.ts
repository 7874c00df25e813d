import type { Clock, PlannedNotice, Rung } from '../plan/types.ts';
import type { BreachState } from './state.ts';

/** A child workflow the state asks for. `version` changes when the child must be told something new. */
export type WantedChild =
  | {
      kind: 'obligation';
      name: string;
      version: string;
      clock: Clock;
      rungs: Rung[];
      fired: string[];
      overdue: boolean;
    }
  | { kind: 'notice'; name: string; version: string; notice: PlannedNotice }
  | { kind: 'campaign'; name: string; version: string; number: number; listId: string };

/**
 * Which children a breach should have running, derived from its state alone: one per open clock, per unanswered notice,
 * per campaign being sent. The workflow compares this with what runs, and starts, moves and ends accordingly.
 */
export function wantedChildren(state: BreachState): WantedChild[] {
  if (state.status === 'closed' || state.plan === null) return [];
  const clocks = state.plan.obligations.flatMap((planned): WantedChild[] => {
    const current = state.obligations[planned.id];
    if (planned.clock === null || current === undefined) return [];
    if (current.status !== 'running' && current.status !== 'overdue') return [];
    const { id: name, clock, rungs } = planned;
    const overdue = current.status === 'overdue';
    return [{ kind: 'obligation', name, version: clock.due, clock, rungs, fired: current.fired, overdue }];
  });
  const notices = state.plan.notices.flatMap((notice): WantedChild[] => {
    const status = state.notices[notice.counterparty]?.status;
    const settled = status === undefined || status === 'acknowledged' || status === 'expired';
    return settled ? [] : [{ kind: 'notice', name: notice.counterparty, version: String(notice.round), notice }];
  });
  const campaigns = state.campaigns.flatMap((campaign): WantedChild[] => {
    if (campaign.status !== 'sending') return [];
    const { number, listId } = campaign;
    return [{ kind: 'campaign', name: String(number), version: '', number, listId }];
  });
  return [...clocks, ...notices, ...campaigns];
}
