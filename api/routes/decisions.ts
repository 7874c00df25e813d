import { z } from 'zod';
import { ARTICLES } from '../../domain/articles.ts';
import type { CommandBody } from '../../domain/breach/commands.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { FactsPatch, NarrativePatch } from '../../domain/facts.ts';
import { STAGES } from '../../domain/filing/stages.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { RISK_CONCLUSIONS } from '../../domain/policy/schema.ts';
import { textInput } from '../../domain/text-input.ts';
import { COMMAND_REFUSALS, findBreach, runCommand } from '../../services/breach/command.ts';
import { recordAwareness } from '../../services/breach/record-awareness.ts';
import { requireSystems } from '../../services/dataflow/require-systems.ts';
import { recordFiling } from '../../services/filing/record.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, givenReasons, obligation, reasons } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { AwarenessRecorded, FilingRecorded, Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';

/** An object with something in it. */
const NAMED = { minProperties: 1 };
const FactsBody = z
  .strictObject({ facts: FactsPatch.optional(), narrative: NarrativePatch.optional(), reasons: givenReasons })
  .refine(({ facts = {}, narrative = {} }) => Object.keys({ ...facts, ...narrative }).length > 0, {
    path: ['facts'],
    error: 'name at least one fact or part of the narrative to change',
  })
  .meta({ anyOf: ['facts', 'narrative'].map((part) => ({ required: [part], properties: { [part]: NAMED } })) });
const AwarenessBody = z.strictObject({ awareAt: InstantInput, reasons: reasons.default('') });
const DecisionBody = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('risk'),
    /** Left out, it is decided for both articles alike. */
    article: z.enum(ARTICLES).optional(),
    conclusion: z.enum(RISK_CONCLUSIONS),
    reasons: givenReasons,
    difference: reasons
      .optional()
      .describe('Why one article goes by a high risk and the other does not: needed where that is so'),
  }),
  z.strictObject({ type: z.literal('waive'), obligation, reasons: givenReasons }),
  z.strictObject({ type: z.literal('resume'), obligation, reasons: givenReasons }),
]);
const FilingBody = z
  .strictObject({
    obligation,
    filedAt: InstantInput,
    receipt: textInput(0, 500).default('').describe('The receiver’s own reference; left out where it is not here yet'),
    reasons: reasons.default(''),
    /** For a filing in phases; the first one stops the clock, later ones complete or withdraw it. */
    stage: z.enum(STAGES).optional(),
    channel: textInput(0, 200).optional(),
    document: z
      .string()
      .min(1)
      .max(500_000)
      .optional()
      .describe('The exact text that was handed in, as it was approved. It is kept sealed, its SHA-256 in clear'),
    elsewhere: z
      .literal(true)
      .optional()
      .describe('It left without an approval here; the reasons say why. Needed where no approved document is given'),
  })
  .refine((filing) => filing.stage !== undefined || (filing.document ?? filing.channel) === undefined, {
    path: ['stage'],
    error: `a filing with document or channel names its stage: ${STAGES.join(', ')}`,
  })
  .meta({ anyOf: [{ required: ['stage'] }, { properties: { document: false, channel: false } }] });

/** What people say and decide about a breach. Each is one command; the breach itself accepts or refuses it. */
export const decisionRoutes: Routes = (server, deps) => {
  const params = BreachParams;
  const headers = WriteHeaders;

  server.patch(
    '/breaches/:breachId/facts',
    { schema: write('amendFacts', 'Change what is known', ['unknown-system'], { params, body: FactsBody, headers }) },
    async (request) => {
      const { facts = {}, narrative = {}, reasons: why } = request.body;
      await requireSystems(deps, facts.systems ?? [], 'facts.systems');
      return runCommand(deps, askedOf(request), request.params.breachId, {
        type: 'amend-facts',
        facts,
        narrative,
        reasons: why,
      });
    },
  );

  server.post(
    '/breaches/:breachId/awareness',
    {
      schema: write(
        'recordAwareness',
        'Record or correct since when the organisation knows',
        ['awareness-in-the-future'],
        { params, body: AwarenessBody, headers },
        AwarenessRecorded,
      ),
    },
    async (request) => recordAwareness(deps, askedOf(request), { breachId: request.params.breachId, ...request.body }),
  );

  server.post(
    '/breaches/:breachId/decisions',
    {
      schema: write('decide', 'Decide the risk, waive a duty or resume it', ['unknown-obligation', 'not-filable'], {
        params,
        body: DecisionBody,
        headers,
      }),
    },
    async (request) => runCommand(deps, askedOf(request), request.params.breachId, decisionCommand(request.body)),
  );

  server.post(
    '/breaches/:breachId/filings',
    {
      schema: write(
        'recordFiling',
        'Record what was handed in to an authority',
        ['unknown-obligation', 'not-filable', 'not-approved', 'awareness-missing'],
        { params, body: FilingBody, headers },
        FilingRecorded,
      ),
    },
    async (request) => {
      const state = await findBreach(deps, request.params.breachId);
      return recordFiling(deps, askedOf(request), state, request.body);
    },
  );
};

function decisionCommand(decision: z.infer<typeof DecisionBody>): CommandBody {
  switch (decision.type) {
    case 'risk': {
      const { article, type: _, ...said } = decision;
      return { type: 'decide-risk', articles: article === undefined ? ARTICLES : [article], ...said };
    }
    case 'waive':
      return { type: 'waive-obligation', obligation: decision.obligation, reasons: decision.reasons };
    case 'resume':
      return { type: 'resume-obligation', obligation: decision.obligation, reasons: decision.reasons };
  }
}

/** What every command has in common. */
function write<const I extends Parameters<typeof operation>[1]>(
  id: string,
  summary: string,
  more: readonly ErrorCode[],
  inputs: I,
  answer: z.ZodType = Recorded,
) {
  const refusals = [...COMMAND_REFUSALS, 'reasons-missing', ...more] as const;
  return operation({ id, tag: 'decisions', summary, answers: { 200: answer }, refusals }, inputs);
}
