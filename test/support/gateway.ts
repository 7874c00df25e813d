import { decide } from '../../domain/breach/decide.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import { planInputOf } from '../../domain/breach/plan-input.ts';
import {
  awarenessOf,
  type BreachState,
  filingsOf,
  toldOf,
  touchesUnlisted,
  updatesOf,
} from '../../domain/breach/state.ts';
import { supplementsOwed } from '../../domain/breach/supplements.ts';
import { type CommunicationName, campaignNumber, listIdOf } from '../../domain/communication/standing.ts';
import { TocsinError } from '../../domain/errors.ts';
import { makePlan } from '../../domain/plan/make.ts';
import type { Plan, PlanInput } from '../../domain/plan/types.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { ReportedEvent, TemporalGateway } from '../../intake/gateway.ts';
import { readBreach } from '../../store/breaches.ts';
import { readSystems } from '../../store/dataflow.ts';
import { appendEvents } from '../../store/events.ts';
import { lettersStanding } from '../../store/ledger/letters.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { planReleased } from '../../store/ledger/notice-released.ts';
import { noticesStanding } from '../../store/ledger/notices.ts';
import type { Store } from '../../store/store.ts';
import type { CommandRequest } from '../../workflows/messages.ts';
import { noticeTo, obligationOf, planOf } from './plans.ts';

/** Where Temporal would be: decides with the real domain over the real store, and can be away. */
export class TestGateway implements TemporalGateway {
  isUp = true;
  hasWorkers = true;
  /** Done once, when a command is on its way: what somebody else does between a look and a command. */
  meanwhile: (() => Promise<unknown>) | null = null;
  /** Breach ids of every start that came through, in order. */
  readonly starts: string[] = [];
  /** Which plan's counterparties stand in the ledger, by breach. */
  readonly told = new Map<string, string>();
  readonly #store: Store;
  readonly #clock: () => Instant;
  readonly #policy: CompiledPolicy | null;
  /** Plans are made by the policy; without one, by hand. */
  constructor(store: Store, clock: () => Instant, policy: CompiledPolicy | null = null) {
    this.#store = store;
    this.#clock = clock;
    this.#policy = policy;
  }

  async startBreach(reported: ReportedEvent, firstCommands: readonly CommandRequest[]): Promise<void> {
    this.#requireUp();
    const { breachId } = reported.data;
    this.starts.push(breachId);
    const state = await readBreach(this.#store, breachId);
    if (state?.status === 'closed') throw new TocsinError('breach-closed', 'It has ended.');
    if (!this.opened.has(breachId)) this.opened.set(breachId, reported.key);
    if (state === null) await appendEvents(this.#store, breachId, 1, [reported]);
    for (const command of firstCommands) await this.#run(breachId, command);
  }

  /** The intake record that each workflow was started for. */
  readonly opened = new Map<string, string>();
  async openedBy(breachId: string): Promise<{ intake: string | null } | null> {
    this.#requireUp();
    return this.opened.has(breachId) ? { intake: this.opened.get(breachId) ?? null } : null;
  }

  async command(breachId: string, command: CommandRequest) {
    this.#requireUp();
    const meanwhile = this.meanwhile;
    this.meanwhile = null;
    await meanwhile?.();
    return { seq: await this.#run(breachId, command) };
  }

  /** Breaches that were opened again, in order. */
  readonly reopened: string[] = [];
  async reopen({ state }: { state: BreachState }, command: CommandRequest) {
    this.#requireUp();
    this.reopened.push(state.breachId);
    return { seq: await this.#run(state.breachId, command) };
  }

  async signal(breachId: string, command: CommandRequest): Promise<void> {
    this.#requireUp();
    await this.#run(breachId, command);
  }

  /** Nudges that came through. */
  readonly nudged: string[] = [];
  /** As the workflow of a communication does: its breach hears how the ledger stands. */
  async nudge(
    breachId: string,
    communication: CommunicationName,
    read?: () => Promise<BreachState | null>,
  ): Promise<void> {
    this.#requireUp();
    this.nudged.push(`${breachId}/${communication}`);
    const state = await readBreach(this.#store, breachId);
    const hasEnded = state?.communications[communication]?.status === 'finished';
    if (hasEnded && read !== undefined && (await read()) === null) return;
    const number = campaignNumber(communication);
    const listId = state === null ? null : listIdOf(state, communication);
    const standing =
      number === null
        ? await noticesStanding(this.#store, breachId)
        : await lettersStanding(this.#store, { breachId, campaign: number, listId: listId ?? '' });
    const version = number === null && state !== null ? toldOf(state) : '';
    await this.#run(breachId, {
      ...{ type: 'communication-progressed', communication, version, settled: false, ...standing },
      ...{ by: 'engine', role: 'engine', key: `nudge/${this.nudged.length}` },
    });
  }

  async ping(): Promise<void> {
    this.#requireUp();
  }

  async hasWorker(): Promise<boolean> {
    this.#requireUp();
    return this.hasWorkers;
  }

  #requireUp(): void {
    if (!this.isUp) throw new TocsinError('unavailable', 'Temporal is away.');
  }

  /** Gives the number of its last event, as the workflow does: the plan that follows from it comes after the answer. */
  async #run(breachId: string, request: CommandRequest): Promise<number> {
    const before = await readBreach(this.#store, breachId);
    if (before === null) throw new TocsinError('breach-closed', 'It does not run.');
    const at = this.#clock();
    const decision = decide(before, { ...request, at });
    if (!decision.ok) throw new TocsinError(decision.code, decision.message, decision.field, decision.members);
    const events: BreachEvent[] = [...decision.events];
    let state = events.reduce<BreachState>(evolve, before);
    const { seq } = state;
    if (state.planIsStale && state.status !== 'closed') {
      const plan = this.#policy === null ? handMade(state, at) : await this.#planBy(this.#policy, state, at);
      const key = `plan/${state.seq}`;
      const planned = decide(state, { type: 'apply-plan', plan, at, by: 'engine', role: 'engine', key });
      if (!planned.ok) throw new TocsinError(planned.code, planned.message);
      events.push(...planned.events);
      state = planned.events.reduce<BreachState>(evolve, state);
    }
    if (events.length > 0) await appendEvents(this.#store, breachId, before.seq + 1, events);
    await this.#planLedger(state, at);
    return seq;
  }

  /** As the workflow of the notices does, at once: who is to be told stands in the ledger. */
  async #planLedger(state: BreachState, at: Instant): Promise<void> {
    const told = toldOf(state);
    if (told === '' || this.told.get(state.breachId) === told) return;
    this.told.set(state.breachId, told);
    const how = { exercise: state.exercise !== null, at };
    if (this.#policy !== null) await planReleased(this.#store, this.#policy, state, how);
    else await planRows(this.#store, state.breachId, [noticeTo('fjord', at)], how);
  }

  async #planBy(policy: CompiledPolicy, state: BreachState, at: Instant): Promise<Plan> {
    return makePlan(policy, await this.#planInput(state, at));
  }

  async #planInput(state: BreachState, at: Instant): Promise<PlanInput> {
    const systems = await readSystems(this.#store, state.facts.systems);
    const known = { ...state, at, filings: filingsOf(state), updates: updatesOf(state) };
    return planInputOf({ ...known, supplements: supplementsOwed(state), unlisted: touchesUnlisted(state) }, systems);
  }
}

function handMade(state: BreachState, at: Instant) {
  const awareness = awarenessOf(state);
  const obligations = [obligationOf('gdpr-art33-1-authority', awareness)];
  const told = { suppliers: 1, customers: 0, version: 'fjord' };
  return planOf(at, { obligations, counterparties: awareness === null ? null : told });
}
