import { openTasks } from '../../domain/breach/work.ts';
import type { TaskLine } from '../../domain/breach/work-lines.ts';
import { readBreach } from '../../store/breaches.ts';
import { readBreachesWithTasks } from '../../store/desk-tasks.ts';
import type { Store } from '../../store/store.ts';
import { listTasks } from './list.ts';

/** An open task with the incident that it belongs to. */
type OpenTask = TaskLine & { breachId: string; incident: string; exercise: boolean };
/** `hasMore`: some are left out. */
type OpenTasks = { tasks: OpenTask[]; hasMore: boolean };

/** Incidents looked into for one list, at most. */
const MOST_INCIDENTS = 40;

/**
 * Open tasks of all incidents that are open, the earliest limit first and those without one last.
 *
 * @param owners only theirs: as tasks name them, a role or `user:<id>`
 */
export async function openTasksOf(
  store: Store,
  { owners, limit }: { owners?: readonly string[]; limit: number },
): Promise<OpenTasks> {
  const found = await readBreachesWithTasks(store, { ...(owners && { owners }), limit: MOST_INCIDENTS + 1 });
  const states = await Promise.all(found.slice(0, MOST_INCIDENTS).map((breachId) => readBreach(store, breachId)));
  const isWanted = (owner: string | null) => owners === undefined || (owner !== null && owners.includes(owner));
  const all = states.flatMap((state) =>
    state === null ? [] : openTasks(state).flatMap((task) => (isWanted(task.owner) ? [{ state, task }] : [])),
  );
  const shown = all.toSorted((a, b) => order(a.task.due, b.task.due)).slice(0, limit);
  // The words are read for what is shown alone, an incident at a time.
  const lines = await Promise.all(
    [...Map.groupBy(shown, ({ state }) => state)].map(async ([state, its]) => {
      const numbers = its.map(({ task }) => task.number);
      const { lines: words } = await listTasks(store, state, { part: 'open', from: 0, limit: numbers.length, numbers });
      const about = { breachId: state.breachId, incident: state.narrative.title, exercise: state.exercise !== null };
      return words.map((line): OpenTask => ({ ...line, ...about }));
    }),
  );
  const tasks = lines.flat().toSorted((a, b) => order(a.due, b.due) || (a.breachId < b.breachId ? -1 : 1));
  return { tasks, hasMore: all.length > limit || found.length > MOST_INCIDENTS };
}

function order(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return a === null || (b !== null && a > b) ? 1 : -1;
}
