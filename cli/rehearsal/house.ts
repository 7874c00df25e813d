import { ApplicationFailure } from '@temporalio/common';
import { planBreach } from '../../activities/planning.ts';
import type { Activities } from '../../activities/registry.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { LoadedScenario } from './load.ts';
import { createMessages, type Message, NotYet } from './messages.ts';
import { shiftInstants } from './shift.ts';

/** A message as it would have left the house. */
export type Sending = Message & { at: Instant };

/**
 * A house that nothing leaves: events and messages are kept in memory, plans and letters are the real ones. All it
 * keeps is in the scenario's time.
 */
export type House = {
  activities: Activities;
  events: BreachEvent[];
  sendings: Sending[];
  /** Settles once the report is on record. */
  reported: Promise<void>;
  state(): BreachState;
  /** Throws what went wrong in an activity, if anything did: retried, it would go wrong for 90 days. */
  check(): void;
};

/** How the workflows' clock is ahead of the scenario's, in milliseconds, and the scenario's own now, in an activity. */
export type HouseClock = { lag(): number; now(): Instant };

export function openHouse(policy: CompiledPolicy, scenario: LoadedScenario, clock: HouseClock): House {
  const events: BreachEvent[] = [];
  const sendings: Sending[] = [];
  const failures: unknown[] = [];
  const { promise: reported, resolve } = Promise.withResolvers<void>();
  let folded: BreachState | null = null;
  const state = (): BreachState => {
    if (folded === null) throw new Error('Nothing was reported yet.');
    return folded;
  };
  const messages = createMessages(policy, scenario, state);
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
    warnOfMisuse: inScenario((request) => send(messages.misuse(request))),
    deliverNotice: inScenario((request) => {
      const { message, contact } = messages.notice(request);
      send([message]);
      return { result: message.result, contact };
    }),
    sendCampaignPage: inScenario((request) => {
      send([messages.letters(request)]);
      return { next: null };
    }),
    countCampaign: inScenario(({ listId }) => {
      const total = state().campaigns.find((c) => c.listId === listId)?.recipients ?? 0;
      return { total, sent: total, refused: 0, uncertain: 0, pending: 0 };
    }),
  };
  const check = () => {
    if (failures.length > 0) throw failures[0];
  };
  return { activities, events, sendings, reported, state, check };
}
