import type { BreachEvent } from '../../domain/breach/events.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { FiledEvent } from '../../domain/exercise/findings.ts';
import { type ExerciseScore, scoreExercise } from '../../domain/exercise/score.ts';
import { formOfFile, formsOf } from '../../domain/filing/forms.ts';
import { openFields } from '../../domain/filing/open-fields.ts';
import { fieldsOfFile } from '../../domain/filing/reading.ts';
import { wasComplete } from '../../domain/filing/stages.ts';
import { filingVersions } from '../../domain/filing/versions.ts';
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
  return scoreExercise(events, now, told, (filed) => countOpen(deps, filed, events));
}

function countOpen({ filings, policy }: ScoreDeps, filed: FiledEvent, events: readonly BreachEvent[]): number {
  const { data, personal } = filed;
  const { document } = personal;
  const { obligation, stage, late } = data;
  if (document === undefined || stage === undefined) return 0;
  try {
    const template = formOfFile(formsOf(filings, policy, obligation), document);
    const fields = template === null ? null : fieldsOfFile(template, document);
    if (template === null || fields === null) return 0;
    const versions = filingVersions(template, obligation, events.slice(0, events.indexOf(filed)));
    const afterComplete = wasComplete(versions);
    return openFields(template, { obligation, stage, afterComplete, late, fields }).length;
  } catch (error) {
    // A duty that the policy has no more: nobody can tell any longer what its form asked for.
    if (error instanceof TocsinError && error.code === 'not-found') return 0;
    throw error;
  }
}
