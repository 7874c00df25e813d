import { handlingOf } from '../../domain/breach/handling.ts';
import { planInputOf } from '../../domain/breach/plan-input.ts';
import { type BreachState, filingsOf, touchesUnlisted, updatesOf } from '../../domain/breach/state.ts';
import { movedSinceOf, supplementsOwed } from '../../domain/breach/supplements.ts';
import { makePlan } from '../../domain/plan/make.ts';
import {
  type ChangedPart,
  changedDuties,
  changedParts,
  changedRows,
  type DutyChange,
  type RowChange,
} from '../../domain/policy/changes.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import { readBreaches } from '../../store/breaches.ts';
import { readSystems } from '../../store/dataflow.ts';
import { readBreachIds } from '../../store/events.ts';
import type { Store } from '../../store/store.ts';

/** One incident of which another version of the policy changes something. */
export type ChangedBreach = { breachId: string; isOpen: boolean; duties: DutyChange[] };

export type PolicyChanges = {
  from: string;
  to: string;
  rows: RowChange[];
  parts: ChangedPart[];
  breaches: ChangedBreach[];
  /** Incidents of which nothing changes. */
  unchanged: number;
  /** Exercises, which are played by the policy of their day. */
  exercises: number;
  /** Incidents whose record cannot be opened: what changes for them is not known. */
  notRead: string[];
};

/** Opened at once; each may hold as many events as an incident has. */
const AT_ONCE = 20;

/**
 * What another version of the policy would change for every incident on record, open and past: both versions plan from
 * the same facts, filings and decisions. Nothing is recorded, and no clock moves.
 */
export async function changesOfPolicy(
  store: Store,
  from: CompiledPolicy,
  to: CompiledPolicy,
  now: Instant,
): Promise<PolicyChanges> {
  const changes: PolicyChanges = {
    ...{ from: from.policyVersion, to: to.policyVersion },
    ...{ rows: changedRows(from, to), parts: changedParts(from, to) },
    ...{ breaches: [], unchanged: 0, exercises: 0, notRead: [] },
  };
  const ids = await readBreachIds(store);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const { breachId, state } of await readBreaches(store, ids.slice(at, at + AT_ONCE))) {
      if (state === null) continue;
      if (state === undefined) changes.notRead.push(breachId);
      else if (state.exercise !== null) changes.exercises += 1;
      else {
        const duties = await dutiesOf(store, state, [from, to], now);
        if (duties.length === 0) changes.unchanged += 1;
        else changes.breaches.push({ breachId, isOpen: state.status !== 'closed', duties });
      }
    }
  }
  return changes;
}

async function dutiesOf(
  store: Store,
  state: BreachState,
  [from, to]: [CompiledPolicy, CompiledPolicy],
  now: Instant,
): Promise<DutyChange[]> {
  const filings = filingsOf(state);
  const owed = { supplements: supplementsOwed(state), movedSince: movedSinceOf(state) };
  // Of a closed one no target of ours runs.
  const handling = state.status === 'closed' ? {} : { handling: handlingOf(state) };
  const known = {
    ...state,
    ...owed,
    ...handling,
    at: now,
    filings,
    updates: updatesOf(state),
    unlisted: touchesUnlisted(state),
  };
  const input = planInputOf(known, await readSystems(store, state.facts.systems));
  const waived = Object.values(state.obligations).flatMap(({ id, waivedBecause, waivedAt }) =>
    waivedBecause === null || waivedAt === undefined ? [] : [[id, waivedAt] as const],
  );
  return changedDuties(makePlan(from, input), makePlan(to, input), { ...Object.fromEntries(waived), ...filings }, now);
}
