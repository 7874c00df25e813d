import type { BreachState } from '../../domain/breach/state.ts';
import { openTasks, type Task, workOf } from '../../domain/breach/work.ts';
import type { TaskLine, TaskPart } from '../../domain/breach/work-lines.ts';
import { readEventsAt } from '../../store/event-pages.ts';
import type { Store } from '../../store/store.ts';
import { goneOwners } from './owner.ts';

/** One page of the tasks. @param from how many of them are passed over. @param numbers of these alone */
export async function listTasks(
  store: Store,
  state: BreachState,
  { part, from, limit, numbers }: { part: TaskPart; from: number; limit: number; numbers?: readonly number[] },
): Promise<{ lines: TaskLine[]; next: number | null }> {
  const of = part === 'open' ? openTasks(state).toSorted(byLimit) : workOf(state).tasks.toReversed();
  const all = numbers === undefined ? of : of.filter(({ number }) => numbers.includes(number));
  const tasks = all.slice(from, from + limit);
  return {
    lines: await linesOf(store, state, tasks),
    next: from + limit < all.length ? from + limit : null,
  };
}

/** One task; null where there is none of this number. */
export async function readTask(store: Store, state: BreachState, number: number): Promise<TaskLine | null> {
  const task = workOf(state).tasks.find((each) => each.number === number);
  return task === undefined ? null : ((await linesOf(store, state, [task]))[0] ?? null);
}

async function linesOf(store: Store, { breachId }: BreachState, tasks: readonly Task[]): Promise<TaskLine[]> {
  const seqs = tasks.flatMap(({ seq, changed }) => [seq, ...(changed === undefined ? [] : [changed])]);
  const [events, gone] = await Promise.all([
    readEventsAt(store, breachId, seqs),
    goneOwners(
      store,
      tasks.filter(({ status }) => status === 'open').map(({ owner }) => owner),
    ),
  ]);
  return tasks.map(({ number, owner, due, status, seq, changed }) => {
    const added = events.get(seq);
    const last = changed === undefined ? undefined : events.get(changed);
    const words = added?.event?.type === 'task-added' ? added.event.personal.text : null;
    const personal = last?.event?.personal;
    const reasons = personal !== undefined && 'reasons' in personal ? personal.reasons : '';
    return {
      ...{ number, text: words, owner, due, status, by: added?.by ?? '', at: added?.at ?? '' },
      ownerless: owner !== null && gone.has(owner),
      changed: last === undefined ? null : { by: last.by, at: last.at, reasons },
    };
  });
}

function byLimit(a: Task, b: Task): number {
  if (a.due === b.due) return a.number - b.number;
  return a.due === null || (b.due !== null && a.due > b.due) ? 1 : -1;
}
