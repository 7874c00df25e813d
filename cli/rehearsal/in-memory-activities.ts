import { ApplicationFailure } from '@temporalio/common';
import { createEarlierActivities } from '../../activities/earlier.ts';
import { planBreach } from '../../activities/planning.ts';
import type { Activities } from '../../activities/registry.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import { planInputOf } from '../../domain/breach/plan-input.ts';
import { type BreachState, filingsOf, updatesOf } from '../../domain/breach/state.ts';
import { campaignNumber } from '../../domain/communication/standing.ts';
import { listOf, releasedOf } from '../../domain/notices/released-list.ts';
import { planNotices } from '../../domain/plan/notices.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { LoadedScenario } from './load.ts';
import { createMessages, type Message, NotYet } from './messages.ts';
import { NoticeLedger } from './notice-ledger.ts';
import { shiftInstants } from './shift.ts';

/** A message as it would have been sent. */
export type Sending = Message & { at: Instant };

/**
 * Activities that send and store nothing: events and messages are kept in memory, plans and letters are the real ones.
 * All instants kept are in the scenario's time.
 */
export type InMemoryActivities = {
  activities: Activities;
  events: BreachEvent[];
  sendings: Sending[];
  notices: NoticeLedger;
  /** Settles once the report is on record. */
  reported: Promise<void>;
  state(): BreachState;
  /** Settles when the next activity has ended. */
  changed(): Promise<void>;
  /** Throws what went wrong in an activity, if anything did: retried, it would go wrong for 90 days. */
  check(): void;
};

/** Stands for the list of a release in which nobody is left out. */
export const REHEARSED_LIST = 'rehearsed';

/** How the workflows' clock is ahead of the scenario's, in milliseconds, and the scenario's own now, in an activity. */
export type ScenarioClock = { lag(): number; now(): Instant };

export function createInMemoryActivities(
  policy: CompiledPolicy,
  scenario: LoadedScenario,
  clock: ScenarioClock,
): InMemoryActivities {
  const events: BreachEvent[] = [];
  const sendings: Sending[] = [];
  const failures: unknown[] = [];
  const { promise: reported, resolve } = Promise.withResolvers<void>();
  let change = Promise.withResolvers<void>();
  let folded: BreachState | null = null;
  const state = (): BreachState => {
    if (folded === null) throw new Error('Nothing was reported yet.');
    return folded;
  };
  const messages = createMessages(policy, scenario, state, () =>
    events.filter((event) => event.type === 'notices-released'),
  );
  const parties = new Map(scenario.dataFlow.counterparties.map((party) => [party.id, party]));
  const notices = new NoticeLedger((id) => parties.get(id)?.contacts[1] !== undefined);
  /** Campaigns whose letters have left. */
  const written = new Set<number>();
  /** An activity in the scenario's time, whose failure ends the rehearsal. */
  const inScenario =
    <Request, Result>(act: (request: Request) => Result | Promise<Result>) =>
    async (request: Request): Promise<Result> => {
      try {
        return await act(shiftInstants(request, -clock.lag()));
      } catch (error) {
        if (error instanceof NotYet) throw error;
        failures.push(error);
        throw ApplicationFailure.nonRetryable('The rehearsal has failed.');
      } finally {
        change.resolve();
        change = Promise.withResolvers();
      }
    };
  const send = (sent: Message[]): void => {
    const at = clock.now();
    sendings.push(...sent.map((message) => ({ at, ...message })));
  };

  const activities: Activities = {
    appendEvents: inScenario(({ firstSeq, events: added }) => {
      // What is appended again after a lost answer is on record already.
      const fresh = added.slice(events.length + 1 - firstSeq);
      events.push(...fresh);
      folded = fresh.reduce(evolve, folded);
      resolve();
      return { seq: events.length };
    }),
    makePlan: inScenario((request) => {
      const systems = scenario.dataFlow.systems.filter((system) => request.facts.systems.includes(system.id));
      return shiftInstants(planBreach(policy, systems, request), clock.lag());
    }),
    warn: inScenario((request) => send(messages.warnings(request))),
    warnOfMisuse: inScenario((request) => {
      send(messages.misuse(request));
      notices.noteTold(request.counterparty);
    }),
    warnOfPause: inScenario(() => undefined),
    carryOver: inScenario(() => undefined),
    planLedger: inScenario(({ breachId, communication }) => {
      if (communication !== 'notices') return;
      const systems = scenario.dataFlow.systems.filter((system) => state().facts.systems.includes(system.id));
      const known = { ...state(), at: clock.now(), filings: filingsOf(state()), updates: updatesOf(state()) };
      const wanted = planNotices(policy.organisation.noticeRules, planInputOf(known, systems));
      const { byKind = {} } = state().communications.notices?.release ?? {};
      const lists = new Map([[REHEARSED_LIST, listOf(wanted, [], '')]]);
      notices.plan(breachId, releasedOf(wanted, byKind, lists, notices.systemsTold()));
    }),
    workPage: inScenario(({ communication, slots }) => {
      // All that is due is one page of the rehearsal, and it belongs to the first of the window.
      const number = campaignNumber(communication);
      if (!slots.includes(0)) return { acted: 0, isMore: false, stopped: null };
      if (number !== null) {
        send([messages.letters(number)]);
        written.add(number);
        return { acted: 1, isMore: false, stopped: null };
      }
      const acted = notices.work(clock.now(), (row, act) => {
        const message = messages.notice(row, act);
        send([message]);
        return message.result;
      });
      return { acted, isMore: false, stopped: null };
    }),
    countLedger: inScenario(({ communication }) => {
      const number = campaignNumber(communication);
      if (number === null) return shiftInstants(notices.standing(clock.now()), clock.lag());
      const total = state().campaigns.find((campaign) => campaign.number === number)?.recipients ?? 0;
      const isDone = written.has(number);
      const counts = { total, ...(isDone ? { sent: total } : { pending: total }) };
      const nextAt = isDone ? null : shiftInstants(clock.now(), clock.lag());
      return { counts, head: null, nextAt, misuse: [] };
    }),
    ...createEarlierActivities(),
  };
  const check = () => {
    if (failures.length > 0) throw failures[0];
  };
  const changed = () => change.promise;
  return { activities, events, sendings, notices, reported, state, changed, check };
}
