import type { Clock, Rung } from '../plan/types.ts';
import type { Instant } from '../time.ts';

/** What an obligation's clock does next: fire a rung of its ladder, or pass its due instant. */
export type LadderStep =
  | { kind: 'rung'; at: Instant; rung: Rung; skipped: string[] }
  | { kind: 'overdue'; at: Instant };

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
