import { TocsinError } from '../../domain/errors.ts';
import type { FiledEvent } from '../../domain/exercise/findings.ts';
import { type ExerciseScore, scoreExercise } from '../../domain/exercise/score.ts';
import { openFields } from '../../domain/filing/open-fields.ts';
import { templateOf } from '../../domain/filing/package.ts';
import { fieldsOfFile } from '../../domain/filing/reading.ts';
import type { Instant } from '../../domain/time.ts';
import { readEvents } from '../../store/events.ts';
import { eachNotice } from '../../store/notice-lists.ts';
import type { ServiceDeps } from '../deps.ts';

type ScoreDeps = Pick<ServiceDeps, 'store' | 'policy' | 'filings'>;

/** The score of an exercise from its stream and its notices; what a filing left open goes by the form as it is now. */
export async function readScore(deps: ScoreDeps, breachId: string, now: Instant): Promise<ExerciseScore> {
  const [events, told] = await Promise.all([
    readEvents(deps.store, breachId),
    Array.fromAsync(eachNotice(deps.store, breachId)),
  ]);
  return scoreExercise(events, now, told, (filed) => countOpen(deps, filed));
}

function countOpen({ filings, policy }: ScoreDeps, { data, personal: { document } }: FiledEvent): number {
  const { obligation, stage, late } = data;
  if (document === undefined || stage === undefined) return 0;
  try {
    const template = templateOf(filings, policy, obligation);
    const fields = fieldsOfFile(template, document);
    return fields === null ? 0 : openFields(template, { obligation, stage, late, fields }).length;
  } catch (error) {
    // A duty that the policy has no more: nobody can tell any longer what its form asked for.
    if (error instanceof TocsinError && error.code === 'not-found') return 0;
    throw error;
  }
}
