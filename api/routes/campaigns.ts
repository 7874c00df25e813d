import { z } from 'zod';
import { CampaignDraft, Recorded } from '../answers.ts';
import { approveCampaign, CampaignParams, draftCampaign, letterSchema } from '../campaigns.ts';
import { findBreach } from '../commands.ts';
import { operation, WriteHeaders } from '../operation.ts';
import { BreachParams, type Routes, reasons } from './route.ts';

const DraftBody = letterSchema().extend({ listId: z.string().max(200) });
const ApprovalBody = z.strictObject({
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, 'the contentHash of the draft, 64 hex digits'),
  reasons: reasons.default(''),
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
    const { subject, text } = request.body;
    const { recipients, ...drafted } = await draftCampaign(deps, request, state, request.body);
    return reply.status(201).send({ ...drafted, preview: { recipients, subject, text } });
  });

  const approval = {
    schema: operation(
      {
        id: 'approveCampaign',
        tag: 'campaigns',
        summary:
          'Approve exactly this content; sending begins. Its hash says that it was read, with what it calls not known yet',
        answers: { 200: Recorded },
        refusals: [
          'not-found',
          'unknown-campaign',
          'stale',
          'key-reused',
          'conflict',
          'breach-closed',
          'record-broken',
        ],
      },
      { params: CampaignParams, body: ApprovalBody, headers: WriteHeaders },
    ),
  };
  server.post('/breaches/:breachId/campaigns/:campaign/approval', approval, async (request) => {
    const { breachId, campaign } = request.params;
    return approveCampaign(deps, request, { breachId, campaign, ...request.body });
  });
};
