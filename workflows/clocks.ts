import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { WarnedRung } from '../activities/types.ts';
import { climb, goOn, type LadderStep, nextStepAt, type RunningClock, rungKey } from '../domain/breach/ladder.ts';
import { warnTogether } from './activities.ts';
import { LINES } from './log-lines.ts';
import { type ClocksInput, clocksSignal, type Digest, type EngineReport, endSignal } from './messages.ts';
import { isTimeToRenew } from './renewal.ts';
import { tellBreach } from './tell.ts';
import { now, reach } from './time.ts';

type WaitingRung = Digest['rungs'][number];

/** Digests under way at once, at most. While a mail server is away, what falls due after that waits and is merged. */
const MOST_UNDER_WAY = 10;

/**
 * All open clocks of one breach: each climbs its ladder, passes its limit, and goes on warning until somebody files,
 * waives or withdraws. Whatever falls due together is one warning, and one report to the breach.
 */
export async function clocks(input: ClocksInput): Promise<void> {
  const { breachId, exercise, renewAfter } = input;
  let running = input.clocks;
  let isEnded = false;
  /** Counts the signals: whoever waits sees that something is to be looked at. */
  let version = 0;
  let underWay = 0;
  const unsent: Digest[] = [];
  /** Behind the warnings that are under way. */
  let waiting: WaitingRung[] = [];
  /** The breach has been told which limits have passed. */
  let marked = Promise.resolve();
  const sending = new CancellationScope({ cancellable: true });

  setHandler(clocksSignal, ({ clocks: wanted }) => {
    running = wanted.map((one) => goOn(runningOf(one.obligation), one));
    isEnded = false;
    version += 1;
  });
  setHandler(endSignal, () => {
    isEnded = true;
  });

  // Not awaited, here and below: a mail server that is away must not hold up the warnings after this one.
  for (const digest of input.unsent ?? []) void take(digest);
  while (!isOver() && !isTimeToRenew(renewAfter)) {
    fire();
    if (waiting.length > 0 && !isFull()) void take({ rungs: waiting.splice(0) });
    const seen = version;
    const wasFull = isFull();
    const isInterrupted = () => isOver() || version !== seen || isFull() !== wasFull || isTimeToRenew(renewAfter);
    const next = nextStepAt(running, now());
    if (next === null) await condition(isInterrupted);
    else await reach(next, isInterrupted);
  }
  sending.cancel();
  // One that is leaving just now is waited for, lest it leaves twice: an attempt has a limit of its own.
  if (!isOver()) await condition(() => underWay === 0 || isOver());
  if (!isOver()) {
    await marked;
    if (waiting.length > 0) unsent.push({ rungs: waiting });
    await continueAsNew<typeof clocks>({ ...input, clocks: running, unsent });
  }

  /**
   * Takes every step that is due. That a limit has passed is told at once: it holds, whether or not a warning can
   * leave.
   */
  function fire(): void {
    const due: WaitingRung[] = [];
    running = running.map((one) => {
      const { step, rest } = climb(one, now());
      if (step !== null) due.push(warningOf(one, step));
      return rest;
    });
    if (due.length === 0) return;
    marked = tell(due.flatMap(asOverdue));
    waiting = merge(waiting, due);
  }

  async function take(digest: Digest): Promise<void> {
    underWay += 1;
    try {
      await marked;
      const rungs = digest.rungs.map(({ skipped: _, ...rung }): WarnedRung => rung);
      await sending.run(() => warnTogether({ breachId, rungs, exercise }));
      await tell(digest.rungs.flatMap(asFired));
    } catch (error) {
      if (isCancellation(error)) unsent.push(digest);
      // One warning that cannot be given must not stop the clocks and the warnings after it.
      else log.error(LINES.noDeadlineWarning, { count: digest.rungs.length });
    } finally {
      underWay -= 1;
    }
  }

  function asOverdue({ obligation, rung, due }: WaitingRung): EngineReport[] {
    if (rung !== 'overdue') return [];
    // A clock that moves away and back, or is waived and resumed, passes the same limit again.
    const key = `overdue/${obligation}/${due}/${workflowInfo().runId}/${version}`;
    return [{ type: 'mark-overdue', obligation, due, overdueAt: now(), key }];
  }

  async function tell(reports: EngineReport[]): Promise<void> {
    if (reports.length === 0) return;
    try {
      const told = await tellBreach(breachId, reports);
      if (told === 'ended') log.warn(LINES.endedBeforeClocks);
    } catch (error) {
      log.error(LINES.clocksUntold, { error });
    }
  }

  function runningOf(obligation: string): RunningClock | undefined {
    return running.find((one) => one.obligation === obligation);
  }
  function isOver(): boolean {
    return isEnded || running.length === 0;
  }
  function isFull(): boolean {
    return underWay >= MOST_UNDER_WAY;
  }
}

/** Of one clock only the last warning waits: it says what those before it would have said. */
function merge(waiting: readonly WaitingRung[], due: readonly WaitingRung[]): WaitingRung[] {
  const kept = waiting.filter(({ obligation }) => !due.some((later) => later.obligation === obligation));
  const merged = due.map((later): WaitingRung => {
    const earlier = waiting.find(
      ({ obligation, due: limit }) => obligation === later.obligation && limit === later.due,
    );
    const passed = earlier === undefined || earlier.rung === 'overdue' ? [] : [...earlier.skipped, earlier.rung];
    return { ...later, skipped: [...passed, ...later.skipped] };
  });
  return [...kept, ...merged];
}

/** Everybody whom its ladder names, and the DPO and deputy, is told of a limit that has passed, by every channel. */
function warningOf({ obligation, clock: { due }, rungs }: RunningClock, step: LadderStep): WaitingRung {
  if (step.kind === 'overdue') {
    const onDuty = rungs.some(({ to }) => to.includes('on-duty')) ? (['on-duty'] as const) : [];
    const to: WaitingRung['to'] = ['dpo', 'deputy', ...onDuty];
    return { obligation, rung: 'overdue', due, to, channels: ['email', 'slack'], skipped: [] };
  }
  const { name: rung, to, channels } = step.rung;
  return { obligation, rung, due, to, channels, skipped: step.skipped };
}

function asFired({ obligation, rung, due, skipped }: WaitingRung): EngineReport[] {
  if (rung === 'overdue') return [];
  const key = `rung/${obligation}/${rungKey(rung, due)}`;
  return [{ type: 'rung-fired', obligation, rung, due, firedAt: now(), skipped, key }];
}
