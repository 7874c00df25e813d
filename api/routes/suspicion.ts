import { z } from 'zod';
import { InstantInput } from '../../domain/instant-input.ts';
import { COMMAND_REFUSALS, runCommand } from '../../services/breach/command.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, givenReasons } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';

const SuspicionBody = z
  .strictObject({
    firstSuspicionAt: InstantInput.optional(),
    investigationStartedAt: InstantInput.optional(),
    reasons: givenReasons,
  })
  .refine((body) => body.firstSuspicionAt !== undefined || body.investigationStartedAt !== undefined, {
    path: ['firstSuspicionAt'],
    error: 'name firstSuspicionAt, investigationStartedAt or both',
  })
  .meta({ anyOf: [{ required: ['firstSuspicionAt'] }, { required: ['investigationStartedAt'] }] });

/** Since when something was suspected, and since when it is looked into. */
export const suspicionRoutes: Routes = (server, deps) => {
  const schema = operation(
    {
      ...{ id: 'recordSuspicion', tag: 'decisions', answers: { 200: Recorded } },
      summary: 'Record since when it was suspected, or is investigated',
      description: 'Moves no clock of the law: that runs from the awareness.',
      refusals: [...COMMAND_REFUSALS, 'reasons-missing'],
    },
    { params: BreachParams, body: SuspicionBody, headers: WriteHeaders },
  );
  server.post('/breaches/:breachId/suspicion', { schema }, async (request) =>
    runCommand(deps, askedOf(request), request.params.breachId, { type: 'record-suspicion', ...request.body }),
  );
};
