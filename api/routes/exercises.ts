import { TocsinError } from '../../domain/errors.ts';
import { findBreach } from '../../services/breach/command.ts';
import { readScore } from '../../services/exercise/score.ts';
import { BreachParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { ExerciseReport } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

/** Drills are started by `POST /incidents` and listed by `GET /breaches`; this is what one of them showed. */
export const exerciseRoutes: Routes = (server, deps) => {
  const schema = operation(
    {
      id: 'readExercise',
      tag: 'breaches',
      summary: 'The after-action report of an exercise: duties, warnings, notices, score and advice',
      description:
        'Exercises are started with `exercise` in `reportIncident`, and listed by `listBreaches` with ' +
        '`exercises=only`.',
      answers: { 200: ExerciseReport },
      refusals: ['not-found'],
    },
    { params: BreachParams },
  );
  server.get('/exercises/:breachId', { schema }, async (request) => {
    const { breachId, exercise } = await findBreach(deps, request.params.breachId);
    if (exercise === null) throw new TocsinError('not-found', 'This breach is no exercise.', 'breachId');
    return { breachId, ...(await readScore(deps, breachId, deps.clock())) };
  });
};
