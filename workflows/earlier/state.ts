import type { Command } from '../../domain/breach/commands.ts';
import type { Decision } from '../../domain/breach/decide/decision.ts';
import { decideUngated } from '../../domain/breach/decide.ts';
import type { BreachEvent, NoticeAnswers } from '../../domain/breach/events.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { currentState } from '../../domain/breach/upcast.ts';
import {
  type EarlierNotice,
  type EarlierNotices,
  type EarlierRound,
  foldEarlier,
  NO_EARLIER_NOTICES,
  namedBy,
} from '../../domain/communication/earlier-notices.ts';
import type { NoticeStatus } from '../../domain/communication/standing.ts';
import type { Clock, Rung } from '../../domain/plan/types.ts';

/** What a breach of version 0.1 held beside today's state: its notices, and the keys of the commands it had done. */

export type EarlierState = BreachState & { earlier: EarlierNotices; doneKeys: string[] };

type StoredNotice = { round: number; status: NoticeStatus; deliveries: number; answers: NoticeAnswers | null };
type Stored = { plan: object | null; notices?: Record<string, StoredNotice>; doneKeys?: string[] };

const DONE_KEYS_KEPT = 1_000;

export function beginEarlier(reported: BreachEvent & { type: 'reported' }): EarlierState {
  return { ...evolve(null, reported), earlier: NO_EARLIER_NOTICES, doneKeys: [reported.key] };
}

/** A state as version 0.1 handed it on to the next run. */
export function continueEarlier(state: BreachState): EarlierState {
  const { notices = {}, doneKeys = [], plan } = state as unknown as Stored;
  const planned = (plan && namedBy(plan)) ?? [];
  const rounds = planned.flatMap((notice): [string, EarlierRound][] => {
    const known = notices[notice.counterparty];
    if (known === undefined) return [];
    const { status, deliveries: count, answers } = known;
    return [[notice.counterparty, { notice, status, count, answers, deliveries: [], acknowledgedAt: null }]];
  });
  return { ...currentState(state), earlier: { planned, newest: Object.fromEntries(rounds), before: [] }, doneKeys };
}

/** What today's workflow goes on with. */
export function withoutEarlier({ earlier: _, doneKeys: __, ...state }: EarlierState): BreachState {
  return state;
}

/** What a command does; a key that was done before does nothing, and what changes nothing left no event then. */
export function decideEarlier(state: EarlierState, command: Command): Decision {
  if (state.doneKeys.includes(command.key)) return { ok: true, events: [] };
  const isUnknown = 'counterparty' in command && state.earlier.newest[command.counterparty] === undefined;
  if (isUnknown) return { ok: true, events: [] };
  // Its histories hold closings of before closing was a gate; once it is carried over, today's workflow asks.
  const decision = decideUngated(state, command);
  return decision.ok && decision.confirms === true ? { ok: true, events: [] } : decision;
}

/** `command`: what led to the event; its plan still names the notices. */
export function evolveEarlier(state: EarlierState, event: BreachEvent, command: Command): EarlierState {
  const isNew = state.doneKeys.at(-1) !== event.key;
  const doneKeys = isNew ? [...state.doneKeys, event.key].slice(-DONE_KEYS_KEPT) : state.doneKeys;
  const named = command.type === 'apply-plan' ? namedBy(command.plan) : null;
  return { ...state, ...evolve(state, event), earlier: foldEarlier(state.earlier, event, named), doneKeys };
}

export type EarlierChild =
  | {
      kind: 'obligation';
      name: string;
      version: string;
      clock: Clock;
      rungs: Rung[];
      fired: string[];
      overdue: boolean;
    }
  | { kind: 'notice'; name: string; version: string; notice: EarlierNotice }
  | { kind: 'campaign'; name: string; version: string; number: number; listId: string };

/** The children that version 0.1 had running for a state: one per open clock, per unanswered notice, per campaign. */
export function earlierChildren(state: EarlierState): EarlierChild[] {
  if (state.status === 'closed' || state.plan === null) return [];
  const clocks = state.plan.obligations.flatMap((planned): EarlierChild[] => {
    const current = state.obligations[planned.id];
    if (planned.clock === null || current === undefined) return [];
    if (current.status !== 'running' && current.status !== 'overdue') return [];
    const { id: name, clock, rungs } = planned;
    const overdue = current.status === 'overdue';
    return [{ kind: 'obligation', name, version: clock.due, clock, rungs, fired: current.fired, overdue }];
  });
  const notices = state.earlier.planned.flatMap((notice): EarlierChild[] => {
    const status = state.earlier.newest[notice.counterparty]?.status;
    const settled = status === undefined || status === 'acknowledged' || status === 'expired';
    return settled ? [] : [{ kind: 'notice', name: notice.counterparty, version: String(notice.round), notice }];
  });
  const campaigns = state.campaigns.flatMap((campaign): EarlierChild[] => {
    if (campaign.status !== 'sending') return [];
    const { number, listId } = campaign;
    return [{ kind: 'campaign', name: String(number), version: '', number, listId }];
  });
  return [...clocks, ...notices, ...campaigns];
}
