import type { ExerciseResult } from '../../domain/audit/answers.ts';
import type { Instant } from '../../domain/time.ts';
import { countDuties } from '../../store/audit-duties.ts';
import { countAnswered } from '../../store/audit-notices.ts';
import { type BreachSummary, listBreaches } from '../../store/breaches.ts';
import type { Store } from '../../store/store.ts';

/** One page of exercises, newest first, with how many of their duties and notices were in time. */
export async function readExercises(
  store: Store,
  reported: { from?: Instant; before?: Instant },
  { after, limit, now }: { after?: string | undefined; limit: number; now: Instant },
): Promise<{ rows: ExerciseResult[]; next: string | null }> {
  const found = await listBreaches(store, {
    ...{ limit: limit + 1, exercise: true, reported },
    ...(after !== undefined && { before: after }),
  });
  const shown = found.slice(0, limit);
  const rows = await Promise.all(shown.map((exercise) => resultOf(store, exercise, now)));
  return { rows, next: found.length > limit ? (shown.at(-1)?.breachId ?? null) : null };
}

async function resultOf(store: Store, exercise: BreachSummary, now: Instant): Promise<ExerciseResult> {
  const { breachId, title, status, openedAt } = exercise;
  const [duties, notices] = await Promise.all([
    countDuties(store, { breachId, exercises: 'only' }, now),
    countAnswered(store, { breachId, exercises: 'only' }, now),
  ]);
  return { breachId, title, status, openedAt, duties, notices };
}
