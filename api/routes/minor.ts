import { z } from 'zod';
import { FactsPatch, NarrativePatch } from '../../domain/facts.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { COMMAND_REFUSALS } from '../../services/breach/command.ts';
import { settleMinor } from '../../services/minor/settle.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, closedOver, givenReasons } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';

const MinorBody = z.strictObject({
  facts: FactsPatch.optional(),
  narrative: NarrativePatch.optional(),
  awareAt: InstantInput.optional().describe('Since when the organisation knows; left out where that is recorded'),
  reasons: givenReasons.describe('Why a risk to people is unlikely'),
  over: closedOver,
});

/** Deciding, registering and closing a minor incident in one call. */
export const minorRoutes: Routes = (server, deps) => {
  const schema = operation(
    {
      ...{ id: 'settleMinor', tag: 'decisions', answers: { 200: Recorded } },
      summary: 'State, decide and close a minor incident',
      description:
        'Where anything speaks against it nothing is recorded: many people, special categories of data, a risk that ' +
        'is not unlikely, duties that bind, signs of misuse; `points` names them. Each step is a command of its own.',
      refusals: [
        ...COMMAND_REFUSALS,
        ...(['closing-blocked', 'clocks-still-running', 'awareness-missing', 'awareness-in-the-future'] as const),
        'reasons-missing',
      ],
    },
    { params: BreachParams, body: MinorBody, headers: WriteHeaders },
  );
  server.post('/breaches/:breachId/minor', { schema }, async (request) => {
    const { facts = {}, narrative = {}, awareAt = null, reasons, over } = request.body;
    const given = { facts, narrative, awareAt, reasons, over };
    return settleMinor(deps, askedOf(request), request.params.breachId, given);
  });
};
