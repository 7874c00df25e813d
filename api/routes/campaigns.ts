import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { COMMAND_REFUSALS, findBreach } from '../../services/breach/command.ts';
import { approveCampaign } from '../../services/campaign/approve.ts';
import { draftCampaign, languageOf } from '../../services/campaign/draft.ts';
import { letterSchema, lookAtAll, translationsSchema } from '../../services/campaign/letter.ts';
import { campaignLines } from '../../services/campaign/list.ts';
import { repeatedIn } from '../../services/campaign/repeated.ts';
import { readBreaches } from '../../store/breaches.ts';
import { breachesWithCampaigns, readCampaign } from '../../store/campaigns.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, CampaignParams, reasons, wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { Campaign, CampaignDraft, CampaignList, Recorded } from '../openapi/answers.ts';
import { BY_A_SECOND, operation, WriteHeaders } from '../openapi/operation.ts';

const DraftBody = letterSchema().extend({
  listId: z.string().max(200),
  translations: translationsSchema().describe('By language: whoever prefers it gets this letter instead'),
});
const ListQuery = z.strictObject({
  before: BreachParams.shape.breachId.optional(),
  limit: wholeNumber(1, 100).default(50).describe('Breaches on a page, not campaigns'),
});
const ApprovalBody = z.strictObject({
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, 'the contentHash of the draft, 64 hex digits'),
  reasons: reasons.default(''),
  confirmed: z
    .literal(true)
    .optional()
    .describe('Recorded words in it are right in its language. Needed where it lists any as `repeated`'),
});

/** Letters to the people concerned: drafted by one, approved as exactly that content by the DPO or the deputy. */
export const campaignRoutes: Routes = (server, deps) => {
  const draft = {
    schema: operation(
      {
        id: 'draftCampaign',
        tag: 'campaigns',
        summary: 'Draft a letter to an imported list of people',
        answers: { 201: CampaignDraft },
        refusals: ['not-found', 'stale', 'key-reused', 'conflict', 'breach-closed'],
      },
      { params: BreachParams, body: DraftBody, headers: WriteHeaders },
    ),
  };
  server.post('/breaches/:breachId/campaigns', draft, async (request, reply) => {
    const state = await findBreach(deps, request.params.breachId);
    const { subject, text, translations = {} } = request.body;
    const { recipients, ...drafted } = await draftCampaign(deps, askedOf(request), state, request.body);
    return reply.status(201).send({ ...drafted, preview: { recipients, subject, text, translations } });
  });

  const list = operation(
    {
      id: 'listCampaigns',
      tag: 'campaigns',
      summary: 'Campaigns of all breaches with what became of each letter, the newest breach first',
      answers: { 200: CampaignList },
    },
    { querystring: ListQuery },
  );
  server.get('/campaigns', { schema: list }, async (request) => {
    const { before, limit } = request.query;
    const ids = await breachesWithCampaigns(deps.store, { before, limit: limit + 1 });
    const shown = ids.slice(0, limit);
    const states = await readBreaches(deps.store, shown);
    const campaigns = await Promise.all(
      states.map(async ({ breachId, state }) => {
        const lines = state == null ? [] : await campaignLines(deps.store, state, null);
        return lines.map((line) => ({ breachId, ...line }));
      }),
    );
    const unopened = states.flatMap(({ breachId, state }) => (state === undefined ? [breachId] : []));
    return { campaigns: campaigns.flat(), unopened, next: ids.length > limit ? (shown.at(-1) ?? null) : null };
  });

  const one = operation(
    {
      id: 'readCampaign',
      tag: 'campaigns',
      summary: 'One campaign: its letter, its hash, what to look at before approving, and its counts',
      answers: { 200: Campaign },
      refusals: ['not-found'],
    },
    { params: CampaignParams },
  );
  server.get('/breaches/:breachId/campaigns/:campaign', { schema: one }, async (request) => {
    const { breachId, campaign } = request.params;
    const state = await findBreach(deps, breachId);
    const drafted = state.campaigns.filter(({ number }) => number === campaign);
    const [line] = await campaignLines(deps.store, { ...state, campaigns: drafted }, null);
    const content = await readCampaign(deps.store, breachId, campaign);
    if (line === undefined || content === null) {
      throw new TocsinError('not-found', `Breach ${breachId} has no campaign ${campaign}.`, 'campaign');
    }
    const { listId, subject, text, translations = {}, contentHash } = content;
    const warnings = (await lookAtAll(deps, content)).map(({ where: _, ...warning }) => warning);
    const repeated = await repeatedIn(deps, state, content);
    const letter = { listId, subject, text, translations, contentHash, warnings, repeated };
    return { breachId, ...line, ...letter, ...(await languageOf(deps, content)) };
  });

  const approval = {
    schema: operation(
      {
        id: 'approveCampaign',
        tag: 'campaigns',
        summary:
          'Approve exactly this content; sending begins. Its hash says that it was read, ' +
          'with what it calls not known yet',
        answers: { 200: Recorded },
        description: BY_A_SECOND,
        refusals: [...COMMAND_REFUSALS, 'unknown-campaign', 'four-eyes'],
      },
      { params: CampaignParams, body: ApprovalBody, headers: WriteHeaders },
    ),
  };
  server.post('/breaches/:breachId/campaigns/:campaign/approval', approval, async (request) => {
    const { breachId, campaign } = request.params;
    const { confirmed = false, ...seen } = request.body;
    return approveCampaign(deps, askedOf(request), { breachId, campaign, ...seen, confirmed });
  });
};
