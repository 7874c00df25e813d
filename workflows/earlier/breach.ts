import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  log,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Command } from '../../domain/breach/commands.ts';
import type { Refusal } from '../../domain/breach/decide/decision.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { filingsOf, updatesOf } from '../../domain/breach/state.ts';
import { isCountedFrom, latestFilingOf } from '../../domain/plan/starts.ts';
import type { Plan } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';
import { appendEvents, makePlan } from '../activities.ts';
import { isBarred, requireOwn } from '../admission.ts';
import { LINES } from '../log-lines.ts';
import { type CommandRequest, carryOverSignal, commandSignal, commandUpdate, stateQuery } from '../messages.ts';
import { now } from '../time.ts';
import { Children } from './children.ts';
import type { EarlierBreachInput } from './messages.ts';
import {
  beginEarlier,
  continueEarlier,
  decideEarlier,
  type EarlierState,
  evolveEarlier,
  withoutEarlier,
} from './state.ts';

/**
 * One breach as version 0.1 ran it, with a child for each clock, notice and campaign. At the signal `carry-over` it
 * goes on as today's workflow, which ends those children.
 */
export async function earlierBreach(input: EarlierBreachInput): Promise<void> {
  let state: EarlierState = 'reported' in input ? beginEarlier(input.reported) : continueEarlier(input.state);
  let isCarriedOver = false;
  let unsaved: BreachEvent[] = 'reported' in input ? [input.reported] : [];
  const children = new Children('reported' in input ? {} : input.children);

  setHandler(stateQuery, () => state);
  setHandler(carryOverSignal, () => {
    // A worker of then that got the signal went on as before, and so must whoever replays what it did.
    isCarriedOver ||= patched('carry-over');
  });
  setHandler(commandSignal, (request) => {
    const code = isBarred(request, state.breachId) ? 'forbidden' : apply(asCommand(request))?.type;
    if (code !== undefined) log.warn(LINES.refused, { reqId: request.requestId, code });
  });
  setHandler(
    commandUpdate,
    async (request) => {
      const refusal = apply(asCommand(request));
      if (refusal !== null) throw refusal;
      // Answered when what follows from it is stored too: who asked reads the moved clocks at once.
      await condition(() => !needsPlan());
      const { seq } = state;
      await condition(() => savedSeq() >= seq);
      return { seq, at: now(), askedAt: request.askedAt };
    },
    { validator: check },
  );

  while (!isOver()) {
    await condition(
      () => unsaved.length > 0 || needsPlan() || children.differFrom(state) || isOver() || isTimeToRenew(),
    );
    // One turn of each, so that a storm of reports cannot keep the plan and the clocks waiting.
    if (unsaved.length > 0) await save();
    if (needsPlan()) await replan();
    // A child reads the plan from the store: what it is started for must be there.
    if (unsaved.length > 0) await save();
    if (children.differFrom(state) && !isCarriedOver) await children.align(state);
    if (isTimeToRenew() && isAllDone()) {
      await condition(allHandlersFinished);
      // The run after this one is today's workflow, whatever led to it.
      if (isAllDone()) await continueAsNew({ state: withoutEarlier(state), children: children.running });
    }
  }
  await condition(allHandlersFinished);
  if (unsaved.length > 0) await save();

  /** Decides and folds; null, or the refusal, which changed nothing. */
  function apply(command: Command): ApplicationFailure | null {
    const decision = decideEarlier(state, command);
    if (!decision.ok) return asFailure(decision);
    for (const event of decision.events) {
      state = evolveEarlier(state, event, command);
      unsaved.push(event);
    }
    return null;
  }

  /**
   * Runs before an update enters the history, and not at its replay: a refused command leaves no trace there. Whoever
   * asks is held to the rules of now.
   */
  function check(request: CommandRequest): void {
    requireOwn(request, state.breachId);
    const decision = decideEarlier(state, asCommand(request));
    if (!decision.ok) throw asFailure(decision);
  }

  async function save(): Promise<void> {
    const events = [...unsaved];
    const firstSeq = savedSeq() + 1;
    await appendEvents({ breachId: state.breachId, firstSeq, events });
    unsaved = unsaved.slice(events.length);
  }

  async function replan(): Promise<void> {
    const { breachId, facts, reportedAt, awareness, risk, exercise, seq } = state;
    const filings = filingsOf(state);
    const updates = updatesOf(state);
    const known = { breachId, facts, reportedAt, awareness, risk, exercise, filings, updates };
    const plan = await makePlan({ ...known, at: now() });
    const isMoved = facts !== state.facts || awareness !== state.awareness || risk !== state.risk;
    const isOutdated = isMoved || hasNewFiling(filings) || hasNewUpdate(updates, plan);
    if (!isOutdated) apply({ type: 'apply-plan', plan, by: 'engine', at: now(), key: `plan/${seq}` });
  }

  function hasNewFiling(known: Record<string, Instant>): boolean {
    return Object.entries(filingsOf(state)).some(([id, at]) => known[id] !== at);
  }
  /** Only what the plan counts from makes it old: another version of a filing leaves a plan as good as it was. */
  function hasNewUpdate(known: Record<string, Instant>, plan: Plan): boolean {
    return Object.entries(updatesOf(state)).some(
      ([id, at]) => known[id] !== at && isCountedFrom(plan, latestFilingOf(id)),
    );
  }
  function savedSeq(): number {
    return state.seq - unsaved.length;
  }
  function needsPlan(): boolean {
    return state.planIsStale && state.status !== 'closed';
  }
  function isAllDone(): boolean {
    return unsaved.length === 0 && !needsPlan();
  }
  function isOver(): boolean {
    return state.status === 'closed' && unsaved.length === 0 && !children.differFrom(state);
  }
  function isTimeToRenew(): boolean {
    return isCarriedOver || workflowInfo().continueAsNewSuggested;
  }
}

function asFailure({ message, code, field, members }: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code, field, members);
}

/**
 * Received when its receiver says so, or now, whichever is later: two machines' clocks never agree to the millisecond.
 */
function asCommand({ askedAt, requestId: _, breachId: __, ...request }: CommandRequest): Command {
  const at = now();
  return { ...request, at: askedAt !== undefined && askedAt > at ? askedAt : at };
}
