import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  log,
  patched,
  setHandler,
} from '@temporalio/workflow';
import type { Command } from '../domain/breach/commands.ts';
import type { Refusal } from '../domain/breach/decide/decision.ts';
import { admitReported } from '../domain/breach/decide/report.ts';
import { decide } from '../domain/breach/decide.ts';
import { decideThen } from '../domain/breach/decide-then.ts';
import type { BreachEvent } from '../domain/breach/events.ts';
import { evolve } from '../domain/breach/evolve.ts';
import { handlingOf, isHandledOtherwise } from '../domain/breach/handling.ts';
import { type BreachState, filingsOf, touchesUnlisted, updatesOf } from '../domain/breach/state.ts';
import { movedSinceOf, supplementsOwed } from '../domain/breach/supplements.ts';
import { currentState } from '../domain/breach/upcast.ts';
import { isCountedFrom, latestFilingOf } from '../domain/plan/starts.ts';
import type { Plan } from '../domain/plan/types.ts';
import { type Instant, MINUTE_MS, plusMs } from '../domain/time.ts';
import { appendEvents, carryOver, makePlan } from './activities.ts';
import { isBarred, requireOwn } from './admission.ts';
import { Children } from './children.ts';
import { earlierBreach } from './earlier/breach.ts';
import { LINES } from './log-lines.ts';
import {
  type BreachInput,
  type BreachRenewal,
  type BreachStart,
  type CommandRequest,
  carryOverSignal,
  commandSignal,
  commandUpdate,
  endSignal,
  lostSignal,
  parseWorkflowId,
  type RecentCommand,
  reportsSignal,
  retrySignal,
  standingQuery,
  stateQuery,
} from './messages.ts';
import { isTimeToRenew } from './renewal.ts';
import { note } from './search-attributes.ts';
import { tellWorkflow } from './tell.ts';
import { now } from './time.ts';

/** Events stored in one step, so that no payload grows with a storm of them. */
const MOST_SAVED = 50;
/** Events that a new run takes over unsaved: while nothing can be stored, a history must not grow until it is full. */
const MOST_CARRIED = 500;
/**
 * How long a key is remembered here, and longer until its events are stored. All keys stand in MongoDB, where whoever
 * sends a command looks first; this is for one that comes twice, and is longer than anybody waits for an answer.
 */
const RECENT_MS = 2 * MINUTE_MS;
const MOST_RECENT = 5_000;

/**
 * One breach from report to close, and its only sequencer: every command is decided here, its events are appended to
 * the stream, the plan is made anew when facts moved, and the children are brought to what the state asks for.
 */
export async function breach(input: BreachInput): Promise<void> {
  // Histories begun by version 0.1 have a child per clock and notice; they go on as they are until they are carried
  // over.
  if (!patched('ledgers')) {
    await earlierBreach('reported' in input ? { reported: input.reported } : input);
    return;
  }
  const { renewAfter } = input;
  const begun = 'reported' in input ? beginningOf(input) : input;
  let state: BreachState = currentState(begun.state);
  let unsaved: BreachEvent[] = begun.unsaved ?? [];
  let recent: RecentCommand[] = begun.recent ?? [];
  let children = new Children(begun.children);
  /** Why nothing can be stored any more; null while all is well. */
  let blocked: string | null = null;
  let isCarriedOver = begun.recent !== undefined;
  /** When something was last stored, by this run or one before, or when the first began. */
  let storedAt = begun.storedAt ?? now();
  /** The last request whose consequences for the children are still to come. */
  let cause: string | undefined;

  setHandler(stateQuery, () => state);
  setHandler(standingQuery, () => ({
    ...{ seq: state.seq, saved: savedSeq(), blocked, isSettled: blocked !== null || !hasWork() },
    children: children.runningFor(state),
  }));
  setHandler(carryOverSignal, () => {});
  setHandler(lostSignal, ({ ids }) => children.lose(ids));
  setHandler(retrySignal, () => {
    blocked = null;
  });
  setHandler(commandSignal, take);
  setHandler(reportsSignal, (requests) => requests.forEach(take));
  setHandler(
    commandUpdate,
    async (request) => {
      const refusal = apply(asCommand(request), request.requestId);
      if (refusal !== null) throw refusal;
      const decided = state.seq;
      // Answered when what follows from it is stored too: who asked reads the moved clocks at once.
      await condition(() => !needsPlan() || blocked !== null);
      const seq = blocked === null ? state.seq : decided;
      await condition(() => savedSeq() >= seq || blocked !== null);
      if (blocked !== null && savedSeq() < seq) throw asWaiting(state, blocked);
      return { seq, at: now(), askedAt: request.askedAt };
    },
    { validator: check },
  );

  // A breach that was closed and has ended begins again with the command that opens it, whose answer is asked for then.
  if (begun.first !== undefined) begin(begun.first);
  do {
    await goOn();
    await finish();
  } while (state.status !== 'closed');
  noteStatus();

  async function goOn(): Promise<void> {
    while (!isOver()) {
      noteStatus();
      await condition(() => (blocked === null ? hasWork() : hasLost()) || isOver() || canRenew());
      // Before anything else: a breach that has much to do must not put it off until its history is full.
      if (canRenew()) {
        const carried = { state, children: children.running, unsaved, recent: recentNow(), storedAt, renewAfter };
        await continueAsNew<typeof breach>(carried);
      }
      if (blocked !== null && hasLost()) await bringBack();
      if (!isCarriedOver) await attempt(takeOver);
      // One turn of each, so that a storm of reports cannot keep the plan and the clocks waiting.
      if (unsaved.length > 0) await attempt(save);
      if (needsPlan()) await attempt(replan);
      // A child reads the plan from the store: what it is started for must be there.
      if (unsaved.length > 0) await attempt(save);
      if (unsaved.length === 0 && children.differFrom(state)) await attempt(() => children.align(state, cause));
      if (!hasWork()) cause = undefined;
    }
  }

  /**
   * Reports that come while the last ones are stored are stored too, and whoever waits for an answer gets it. Who opens
   * it again by then finds it here.
   */
  async function finish(): Promise<void> {
    const isOpened = () => state.status !== 'closed';
    while (!isOpened() && (unsaved.length > 0 || !allHandlersFinished())) {
      noteStatus();
      await condition(() => isOpened() || (unsaved.length > 0 ? blocked === null : allHandlersFinished()));
      if (unsaved.length > 0) await attempt(save);
    }
  }

  /** Its validator is the use case that starts the run: what is refused here changes nothing, and the run ends. */
  function begin(first: CommandRequest): void {
    const isOwn = first.breachId === state.breachId && first.role !== undefined;
    const code = isOwn ? apply(asCommand(first), first.requestId)?.type : 'forbidden';
    if (code !== undefined) log.warn(LINES.refused, { reqId: first.requestId, code });
  }

  /** Decides and folds; null, or the refusal, which changed nothing. A key that was done of late is not done again. */
  function apply(command: Command, requestId?: string): ApplicationFailure | null {
    if (isDone(command.key)) return null;
    const decision = decideThen(state, command, patched);
    if (!decision.ok) return asFailure(decision);
    for (const event of decision.events) {
      state = evolve(state, event);
      unsaved.push(event);
    }
    if (command.by !== 'engine') recent = [...recentNow(), { key: command.key, seq: state.seq, at: now(), requestId }];
    cause = requestId ?? cause;
    return null;
  }

  /** From where nobody waits for an answer. */
  function take(request: CommandRequest): void {
    const code = isBarred(request, state.breachId) ? 'forbidden' : apply(asCommand(request), request.requestId)?.type;
    if (code !== undefined) log.warn(LINES.refused, { reqId: request.requestId, code });
  }

  /**
   * Runs before an update enters the history, and not at its replay: a refused command leaves no trace there, and a
   * rule that is new here changes nothing that was accepted before.
   */
  function check(request: CommandRequest): void {
    requireOwn(request, state.breachId);
    if (isEngineBehind(request)) throw asOutdated(state);
    if (blocked !== null) throw asBlocked(state, blocked);
    if (isDone(request.key)) return;
    if (isRecordBehind(request)) throw asBlocked(state, 'record-behind');
    const decision = decide(state, asCommand(request));
    if (!decision.ok) throw asFailure(decision);
  }

  /** Whoever asks has read less than what was stored here minutes ago: the database was restored to an older state. */
  function isRecordBehind({ recordedSeq = savedSeq() }: CommandRequest): boolean {
    return recordedSeq < savedSeq() && storedAt < plusMs(now(), -RECENT_MS);
  }

  /**
   * Whoever asks has read what was never decided here: Temporal's database was restored to an older state. What is
   * decided on that has no place in the stream, and is lost once this workflow is replaced.
   */
  function isEngineBehind({ recordedSeq = 0 }: CommandRequest): boolean {
    return recordedSeq > state.seq;
  }

  function isDone(key: string): boolean {
    return recent.some((done) => done.key === key);
  }

  function recentNow(): RecentCommand[] {
    const oldest = plusMs(now(), -RECENT_MS);
    return recent.filter(({ at, seq }) => at >= oldest || seq > savedSeq()).slice(-MOST_RECENT);
  }

  /** Does one thing. What no retry can mend holds the breach still, in sight, rather than to fail with its clocks. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    if (blocked !== null) return;
    try {
      await work();
    } catch (error) {
      const cause = error instanceof ActivityFailure ? error.cause : error;
      if (!(cause instanceof ApplicationFailure)) throw error;
      blocked = cause.type ?? 'internal';
      log.error(LINES.held, { code: blocked });
    }
  }

  /** Starts again what was lost while it holds still; what is in the way of that is looked at again after a minute. */
  async function bringBack(): Promise<void> {
    try {
      await children.bringBack(state);
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      log.error(LINES.notBroughtBack, { code: error.type });
      await condition(() => blocked === null, MINUTE_MS);
    }
  }

  /** Stores what was decided, a page at a time. */
  async function save(): Promise<void> {
    const events = unsaved.slice(0, MOST_SAVED);
    const firstSeq = savedSeq() + 1;
    const isOfThese = ({ seq }: RecentCommand) => seq >= firstSeq && seq < firstSeq + events.length;
    const requestIds = recent.filter(isOfThese).flatMap(({ requestId }) => requestId ?? []);
    await appendEvents({ breachId: state.breachId, firstSeq, events, ...(requestIds.length > 0 && { requestIds }) });
    unsaved = unsaved.slice(events.length);
    storedAt = now();
  }

  async function replan(): Promise<void> {
    const { breachId, facts, reportedAt, awareness, risk, exercise, seq } = state;
    const filings = filingsOf(state);
    const updates = updatesOf(state);
    const handling = handlingOf(state);
    const supplements = supplementsOwed(state);
    const movedSince = movedSinceOf(state);
    const known = { breachId, facts, reportedAt, awareness, risk, exercise, filings, updates, handling, supplements };
    const unlisted = touchesUnlisted(state) && { unlisted: true };
    const plan = await makePlan({ ...known, ...unlisted, movedSince, at: now() });
    const isMoved = facts !== state.facts || awareness !== state.awareness || risk !== state.risk;
    // A plan that knows no targets is as good as it was, as in histories of before there were any.
    const isHandled = plan.targets !== undefined && isHandledOtherwise(handling, state, plan);
    const isOwing = supplementsOwed(state).join() !== supplements.join();
    const isOutdated = isMoved || isHandled || isOwing || hasNewFiling(filings) || hasNewUpdate(updates, plan);
    if (!isOutdated) apply({ type: 'apply-plan', plan, by: 'engine', at: now(), key: `plan/${seq}` });
  }

  /** Ends the children of version 0.1, and puts what they had in hand into the ledgers. */
  async function takeOver(): Promise<void> {
    const ids = Object.keys(children.running);
    await Promise.all(
      ids.map((id) => {
        const isCampaign = parseWorkflowId(id)?.kind === 'communication';
        return isCampaign ? tellWorkflow(id, carryOverSignal) : tellWorkflow(id, endSignal, { why: 'carried over' });
      }),
    );
    await carryOver({ breachId: state.breachId });
    children = new Children({});
    isCarriedOver = true;
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
  function hasWork(): boolean {
    return !isCarriedOver || unsaved.length > 0 || needsPlan() || children.differFrom(state);
  }
  /** Its clocks go on also while it holds still. */
  function hasLost(): boolean {
    return children.lostOf(state).length > 0;
  }
  function isOver(): boolean {
    return state.status === 'closed' && isCarriedOver && unsaved.length === 0 && !children.differFrom(state);
  }
  /** Whoever waits for an answer gets it from this run. */
  function canRenew(): boolean {
    return isTimeToRenew(renewAfter) && isCarriedOver && allHandlersFinished() && unsaved.length <= MOST_CARRIED;
  }
  function noteStatus(): void {
    note({ breach: state.breachId, status: state.status, blocked: blocked !== null });
  }
}

function beginningOf(start: BreachStart): BreachRenewal {
  const reported = admitReported(start.reported);
  return { state: evolve(null, reported), children: {}, unsaved: [reported], recent: [] };
}

function asFailure({ message, code, field, members }: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code, field, members);
}

/** What a person is told who asks something of a breach that holds still. */
function asBlocked(state: BreachState, code: string): ApplicationFailure {
  return asUnrecorded(state, code, 'Nothing was done.');
}

/** What a person is told whose command was decided just before. Over other events it may have no place to be kept. */
function asWaiting(state: BreachState, code: string): ApplicationFailure {
  const done =
    code === 'conflict'
      ? 'This is not recorded, as other events stand in its place: look at the breach, and be ready to do it again.'
      : 'This is decided, and the breach keeps it until it can be recorded.';
  return asUnrecorded(state, code, done);
}

/** What a person is told while the workflow knows less than the record. */
function asOutdated({ breachId }: BreachState): ApplicationFailure {
  const message =
    `The workflow engine was restored from a backup, and ${breachId} is being brought up to the record. ` +
    'Nothing was done. Try again in a minute.';
  return ApplicationFailure.nonRetryable(message, 'unavailable', 'breach', {});
}

function asUnrecorded({ breachId, seq }: BreachState, code: string, done: string): ApplicationFailure {
  const isBehind = code === 'record-behind';
  const why = isBehind
    ? `MongoDB holds an older record of ${breachId} than its workflow, which is at event ${seq}: ` +
      'it was restored from a backup.'
    : `The record of ${breachId} cannot be written (${code}).`;
  const mend = isBehind
    ? `restores a newer copy, then runs \`tocsin worker retry ${breachId}\``
    : "finds the cause in the worker's log";
  const message = `${why} ${done} Its clocks go on; the administrator ${mend}.`;
  return ApplicationFailure.nonRetryable(message, isBehind ? code : 'record-broken', 'breach', isBehind ? { seq } : {});
}

/**
 * Received when its receiver says so, or now, whichever is later: two machines' clocks never agree to the millisecond.
 */
function asCommand({ askedAt, recordedSeq: _, requestId: __, breachId: ___, ...request }: CommandRequest): Command {
  const at = now();
  return { ...request, at: askedAt !== undefined && askedAt > at ? askedAt : at };
}
