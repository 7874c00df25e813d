import type { ReportedEvent, TemporalGateway } from '../../api/gateway.ts';
import { decide } from '../../domain/breach/decide.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import { planInputOf } from '../../domain/breach/plan-input.ts';
import { awarenessOf, type BreachState, filingsOf, updatesOf } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { diffPlans } from '../../domain/plan/diff.ts';
import { makePlan } from '../../domain/plan/make.ts';
import type { Plan } from '../../domain/plan/types.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { readSystems } from '../../store/dataflow.ts';
import { appendEvents } from '../../store/events.ts';
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
    if (state === null) await appendEvents(this.#store, breachId, 1, [reported]);
    for (const command of firstCommands) await this.#run(breachId, command);
  }

  async command(breachId: string, command: CommandRequest) {
    this.#requireUp();
    const meanwhile = this.meanwhile;
    this.meanwhile = null;
    await meanwhile?.();
    return { seq: (await this.#run(breachId, command)).seq };
  }

  async signal(breachId: string, command: CommandRequest): Promise<void> {
    this.#requireUp();
    await this.#run(breachId, command);
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

  async #run(breachId: string, request: CommandRequest): Promise<BreachState> {
    const before = await readBreach(this.#store, breachId);
    if (before === null) throw new TocsinError('breach-closed', 'It does not run.');
    const at = this.#clock();
    const decision = decide(before, { ...request, at });
    if (!decision.ok) throw new TocsinError(decision.code, decision.message, decision.field, decision.members);
    const events: BreachEvent[] = [...decision.events];
    let state = events.reduce<BreachState>(evolve, before);
    if (state.planIsStale && state.status !== 'closed') {
      const plan = this.#policy === null ? handMade(state, at) : await this.#planBy(this.#policy, state, at);
      const changes = this.#policy === null ? [] : diffPlans(state.plan, plan);
      const planned: BreachEvent = {
        type: 'planned',
        at,
        by: 'engine',
        key: `plan/${state.seq}`,
        data: { plan, changes },
      };
      events.push(planned);
      state = evolve(state, planned);
    }
    if (events.length > 0) await appendEvents(this.#store, breachId, before.seq + 1, events);
    return state;
  }

  async #planBy(policy: CompiledPolicy, state: BreachState, at: Instant): Promise<Plan> {
    const systems = await readSystems(this.#store, state.facts.systems);
    return makePlan(
      policy,
      planInputOf({ ...state, at, filings: filingsOf(state), updates: updatesOf(state) }, systems),
    );
  }
}

function handMade(state: BreachState, at: Instant) {
  const awareness = awarenessOf(state);
  const obligations = [obligationOf('gdpr-art33-1-authority', awareness)];
  return planOf(at, { obligations, notices: awareness === null ? [] : [noticeTo('fjord', at)] });
}
