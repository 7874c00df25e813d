import type { Clock, Rung } from '../plan/types.ts';
import type { Instant } from '../time.ts';

/** What an obligation's clock does next: fire a rung of its ladder, or pass its due instant. */
export type LadderStep =
  | { kind: 'rung'; at: Instant; rung: Rung; skipped: string[] }
  | { kind: 'overdue'; at: Instant };

/**
 * An open clock as it runs: its ladder, which rungs of it fired (as `<rung>@<due>`), and whether it passed its limit.
 */
export type RunningClock = { obligation: string; clock: Clock; rungs: Rung[]; fired: string[]; overdue: boolean };

/** The name under which a fired rung is remembered: a moved clock fires its rungs anew. */
export function rungKey(rung: string, due: Instant): string {
  return `${rung}@${due}`;
}

/**
 * The steps still to come, in order of their instants. Rungs already past when the clock starts or moves (`now`) are
 * merged into the last of them: late awareness brings one warning, not five. A due instant already past is overdue now,
 * which says all that they would have said.
 */
export function ladderSteps(
  clock: Clock,
  rungs: readonly Rung[],
  fired: readonly string[],
  isOverdue: boolean,
  now: Instant,
): LadderStep[] {
  const waiting = rungs
    .filter((rung) => !fired.includes(rungKey(rung.name, clock.due)))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const missed = waiting.filter((rung) => rung.at <= now);
  const last = missed.at(-1);
  const steps: LadderStep[] = waiting
    .filter((rung) => rung.at > now)
    .map((rung) => ({ kind: 'rung', at: rung.at, rung, skipped: [] }));
  const isLate = !isOverdue && clock.due <= now;
  if (last !== undefined && !isLate) {
    const skipped = missed.slice(0, -1).map((rung) => rung.name);
    steps.unshift({ kind: 'rung', at: last.at, rung: last, skipped });
  }
  if (!isOverdue) steps.push({ kind: 'overdue', at: clock.due });
  return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/**
 * What is due of a running clock by `now`, and the clock as it goes on from there. However long nobody looked, it is
 * one step at most: rungs missed are merged into the last, and a limit that has passed says what they would have said.
 */
export function climb(running: RunningClock, now: Instant): { step: LadderStep | null; rest: RunningClock } {
  const { clock, rungs, overdue } = running;
  const step = stepsOf(running, now)[0] ?? null;
  if (step === null || step.at > now) return { step: null, rest: running };
  const passed = rungs.filter(({ at }) => at <= now).map(({ name }) => rungKey(name, clock.due));
  const fired = [...new Set([...running.fired, ...passed])];
  return { step, rest: { ...running, fired, overdue: overdue || clock.due <= now } };
}

/** The instant of the next step of any of these clocks, which may have passed already; null where none is to come. */
export function nextStepAt(clocks: readonly RunningClock[], now: Instant): Instant | null {
  const instants = clocks.flatMap((running) => stepsOf(running, now)[0]?.at ?? []);
  return instants.sort()[0] ?? null;
}

/**
 * A clock that runs, brought to what is wanted of it. Against the same limit it goes on, and remembers what it fired
 * that the breach has not recorded yet; against another one its rungs fire anew.
 */
export function goOn(known: RunningClock | undefined, wanted: RunningClock): RunningClock {
  if (known?.clock.due !== wanted.clock.due) return wanted;
  const fired = [...new Set([...known.fired, ...wanted.fired])];
  return { ...wanted, fired, overdue: known.overdue || wanted.overdue };
}

/** Rungs before the last that fired were skipped by it, and rungs before a limit that has passed by the limit. */
function stepsOf({ clock, rungs, fired, overdue }: RunningClock, now: Instant): LadderStep[] {
  const ofFired = rungs.filter(({ name }) => fired.includes(rungKey(name, clock.due))).map(({ at }) => at);
  const reached = [...ofFired, ...(overdue ? [clock.due] : [])].sort().at(-1);
  const ahead = reached === undefined ? rungs : rungs.filter(({ at }) => at > reached);
  return ladderSteps(clock, ahead, fired, overdue, now);
}
