import { z } from 'zod';
import { DISMISSALS } from '../../domain/breach/events.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { readReference } from '../../domain/reference.ts';
import { moveFindings } from '../../services/alert/move.ts';
import { COMMAND_REFUSALS } from '../../services/breach/command.ts';
import { acknowledge } from '../../services/handling/acknowledge.ts';
import { handOver } from '../../services/handling/hand-over.ts';
import { take } from '../../services/handling/take.ts';
import { triage } from '../../services/handling/triage.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, closedOver, givenReasons } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';

const HandOverBody = z.strictObject({
  to: z.string().trim().min(1).max(100).describe('The id of a user who is a DPO, deputy or responder'),
  reasons: givenReasons,
});
const WarningBody = z.strictObject({
  obligation: z.string().min(1).max(200),
  rung: z.string().min(1).max(100).describe('Its name, as in `fired` before the @'),
  due: InstantInput.describe('The limit that it warned of, as in `fired` after the @'),
});
const AcknowledgementBody = z.strictObject({
  warnings: z
    .array(WarningBody)
    .min(1)
    .max(500)
    .optional()
    .describe('Which; all that went out and nobody has seen, where it is left out'),
});
const MoveBody = z.strictObject({
  findings: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(500)
    .describe('As `findings` of the incident list them'),
  to: z
    .string()
    .trim()
    .max(64)
    .overwrite(readReference)
    .optional()
    .describe('Another open incident; a new one without'),
  reasons: givenReasons,
});
const TriageBody = z.strictObject({
  outcome: z.enum(['dismissed', 'merged']),
  into: z.string().trim().max(64).overwrite(readReference).optional().describe('The incident that it is merged into'),
  kind: z.enum(DISMISSALS).optional().describe('What it was that is dismissed; rules of detection are judged by it'),
  reasons: givenReasons,
  over: closedOver,
});

/** Who has an incident, and what became of a suspicion. */
export const handlingRoutes: Routes = (server, deps) => {
  const params = BreachParams;
  const headers = WriteHeaders;
  const about = { tag: 'decisions', answers: { 200: Recorded } } as const;
  const taking = operation(
    {
      ...{ id: 'take', summary: 'Take an incident that nobody has, or whose owner has left', ...about },
      refusals: COMMAND_REFUSALS,
    },
    { params, headers },
  );
  server.post('/breaches/:breachId/take', { schema: taking }, async (request) =>
    take(deps, askedOf(request), request.params.breachId),
  );

  const seeing = operation(
    {
      ...{ id: 'acknowledgeWarnings', summary: 'Put on record that warnings were seen', ...about },
      description: 'By whoever is the first. It changes no clock: the warnings go on until the duty is done.',
      refusals: [...COMMAND_REFUSALS, 'unknown-obligation'],
    },
    { params, body: AcknowledgementBody, headers },
  );
  server.post('/breaches/:breachId/acknowledgement', { schema: seeing }, async (request) =>
    acknowledge(deps, askedOf(request), request.params.breachId, request.body.warnings),
  );

  const over = operation(
    {
      ...{ id: 'handOver', summary: 'Hand an incident over to another user', ...about },
      refusals: [...COMMAND_REFUSALS, 'reasons-missing', 'unknown-user'],
    },
    { params, body: HandOverBody, headers },
  );
  server.post('/breaches/:breachId/hand-over', { schema: over }, async (request) =>
    handOver(deps, askedOf(request), request.params.breachId, request.body),
  );

  const moving = operation(
    {
      ...{
        id: 'moveFindings',
        summary: 'Move findings of alerts to another incident, or to one of their own',
        ...about,
      },
      description: 'With all that their source groups with them. To undo it, move them back.',
      answers: { 200: Recorded.extend({ to: z.string().describe('The incident that has them now') }) },
      refusals: [...COMMAND_REFUSALS, 'reasons-missing'],
    },
    { params, body: MoveBody, headers },
  );
  server.post('/breaches/:breachId/findings/move', { schema: moving }, async (request) => {
    const { to = null, ...given } = request.body;
    return moveFindings(deps, askedOf(request), request.params.breachId, { ...given, to });
  });

  const ending = operation(
    {
      ...{ id: 'triage', summary: 'Dismiss a suspicion, or merge it into another incident', ...about },
      description: 'It closes the incident. A suspicion is confirmed by `recordAwareness`.',
      refusals: [
        ...COMMAND_REFUSALS,
        'reasons-missing',
        'clocks-still-running',
        'closing-blocked',
        'awareness-missing',
      ],
    },
    { params, body: TriageBody, headers },
  );
  server.post('/breaches/:breachId/triage', { schema: ending }, async (request) => {
    const { into = null, kind, ...given } = request.body;
    const said = { ...given, into, ...(kind !== undefined && { kind }) };
    return triage(deps, askedOf(request), request.params.breachId, said);
  });
};
