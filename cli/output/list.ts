import { type Phase, phaseOf } from '../../domain/breach/phase.ts';
import { openTargets } from '../../domain/breach/state.ts';
import { supplementOf } from '../../domain/plan/targets.ts';
import { type Instant, toMs } from '../../domain/time.ts';
import { TOCSIN } from '../../web/command.ts';
import { timeLeft } from '../../web/time-words.ts';
import type { Look } from './style.ts';
import { renderTable } from './table.ts';
import { bothTimes } from './time.ts';
import type { BreachView } from './view.ts';

/** One breach in a list, with the clock that runs out first. */
export type ListRow = {
  breachId: string;
  title: string;
  status: BreachView['status'];
  phase: Phase;
  exercise: boolean;
  reportedAt: Instant;
  aware: boolean;
  openClocks: number;
  next: { obligation: string; article: string; due: Instant; leftMs: number } | null;
  /** The first target of our own, which no law sets. */
  target: { id: string; title: string; due: Instant; leftMs: number } | null;
  /** How many points stand in the way of closing it. */
  inTheWay: number;
};

/** Boils a breach down to its row at `now`. */
export function toRow(view: BreachView, now: Instant): ListRow {
  const { breachId, status, reportedAt, narrative, exercise, awareness } = view;
  const open = (view.plan?.obligations ?? [])
    .flatMap(({ id, article, clock }) => {
      const state = view.obligations[id]?.status;
      const isOpen = view.status !== 'closed' && (state === 'running' || state === 'overdue');
      return clock === null || !isOpen
        ? []
        : [{ obligation: id, article, due: clock.due, leftMs: toMs(clock.due) - toMs(now) }];
    })
    .sort((a, b) => a.leftMs - b.leftMs);
  const row = {
    breachId,
    title: narrative.title,
    status,
    phase: phaseOf(view),
    exercise: exercise !== null,
    reportedAt,
  };
  const [first] = view.status === 'closed' ? [] : openTargets(view);
  const target = first && {
    ...{ ...first, leftMs: toMs(first.due) - toMs(now) },
    title: titleOf(view, first.id),
  };
  return {
    ...{ ...row, aware: awareness.length > 0, openClocks: open.length, next: open[0] ?? null },
    ...{ target: target ?? null, inTheWay: view.inTheWay.length },
  };
}

/** What a target asks for; a supplement says of which duty, and to whom. */
function titleOf({ plan }: BreachView, id: string): string {
  const filing = plan?.obligations.find((duty) => duty.id === supplementOf(id));
  const title = plan?.targets?.find((target) => target.id === id)?.title ?? id;
  return filing === undefined ? title : `${title} (${filing.article}, to ${filing.recipient})`;
}

/**
 * Worst first: real breaches by what runs out first, then suspicions without a clock and what somebody must look into,
 * then what waits to be closed, then the closed ones; exercises after everything real.
 */
export function sortRows(rows: readonly ListRow[]): ListRow[] {
  const rank = (row: ListRow) =>
    (row.exercise ? 10 : 0) + (row.next !== null ? 0 : row.status === 'closed' ? 3 : isDone(row) ? 2 : 1);
  return rows.toSorted(
    (a, b) => rank(a) - rank(b) || (a.next?.leftMs ?? 0) - (b.next?.leftMs ?? 0) || (a.breachId < b.breachId ? 1 : -1),
  );
}

/** Whether nothing is left but to close it. */
function isDone({ aware, next, target, inTheWay }: ListRow): boolean {
  return aware && next === null && target === null && inTheWay === 0;
}

/** The sorted rows as a table, with the command that shows the worst one. */
export function renderList(rows: readonly ListRow[], isAll: boolean, look: Look): string {
  if (rows.length === 0) {
    return isAll ? 'No breach has been reported yet.' : `Nothing is open. Closed breaches: ${TOCSIN} list --all`;
  }
  const table = renderTable(
    ['LEFT', 'NEXT LIMIT', 'DUTY', 'BREACH', 'TITLE'],
    rows.map((row) => cells(row, look)),
  );
  const [worst] = rows;
  return `${table}\n\nnext: ${TOCSIN} show ${worst?.breachId ?? ''}`;
}

function cells(row: ListRow, { now, zone, style }: Look): string[] {
  const breach = row.exercise ? `${row.breachId} ${style.drill('EXERCISE')}` : row.breachId;
  const leftIn = (due: Instant, ms: number) => {
    const left = timeLeft(due, now);
    return ms <= 0 ? style.bad(left) : ms <= 4 * 3_600_000 ? style.warn(left) : left;
  };
  if (row.next === null && row.aware && row.target !== null) {
    const { due, leftMs, title } = row.target;
    return [leftIn(due, leftMs), bothTimes(due, zone), `own target: ${title}`, breach, row.title];
  }
  if (row.next === null) {
    const suspected = row.phase === 'candidate' ? 'under investigation, no awareness yet' : 'no awareness yet';
    const open = style.warn(`every duty done; ${row.inTheWay} in the way of closing`);
    const done = isDone(row) ? 'every duty done: close it' : open;
    const what = row.status === 'closed' ? 'closed' : row.aware ? done : style.warn(suspected);
    return ['-', what, '', breach, row.title];
  }
  const { due, leftMs, article } = row.next;
  const more = row.openClocks > 1 ? ` +${row.openClocks - 1}` : '';
  return [leftIn(due, leftMs), bothTimes(due, zone), `${article}${more}`, breach, row.title];
}
