import { z } from 'zod';
import { SETTLED_SIGNS } from '../../domain/plan/targets.ts';
import { COMMAND_REFUSALS, runCommand } from '../../services/breach/command.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, givenReasons } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';

const SettleBody = z.strictObject({
  sign: z.enum(SETTLED_SIGNS).describe('Signs of misuse, or those whom no letter reaches'),
  count: z
    .int()
    .min(1)
    .describe('How many of them there were when you looked; refused as `stale` once there are others'),
  campaign: z.int().min(1).optional().describe('Of letters to people concerned; left out: of the notices'),
  reasons: givenReasons.describe('What came of them: it goes into the record'),
});

/** What came of signs of misuse, and of letters that were refused. */
export const signRoutes: Routes = (server, deps) => {
  const settle = operation(
    {
      ...{ id: 'settleSigns', tag: 'decisions', answers: { 200: Recorded } },
      summary: 'Say what came of signs of misuse, or of letters that were refused',
      refusals: [...COMMAND_REFUSALS, 'reasons-missing'],
    },
    { params: BreachParams, body: SettleBody, headers: WriteHeaders },
  );
  server.post('/breaches/:breachId/signs', { schema: settle }, async (request) =>
    runCommand(deps, askedOf(request), request.params.breachId, { type: 'settle-signs', ...request.body }),
  );
};
