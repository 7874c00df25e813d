import { z } from 'zod';
import type { BreachState } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { type Forbidden, findForbidden } from '../../domain/filing/forbidden.ts';
import { readCampaign, saveCampaign } from '../../store/campaigns.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { listCounterparties } from '../../store/dataflow.ts';
import { countRecipients } from '../../store/recipients.ts';
import { CampaignDraft, Recorded } from '../answers.ts';
import { findBreach, runCommand } from '../commands.ts';
import { operation, WriteHeaders } from '../operation.ts';
import { BreachParams, type Routes, reasons } from './route.ts';

const line = z
  .string()
  .trim()
  .min(3)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text), 'one line without control characters');
/** One that nobody fills in would go out as it stands. */
const PLACEHOLDERS = 'the only placeholder is {{recipient}}, the name of the person addressed';
const DraftBody = z.strictObject({
  listId: z.string().max(200),
  subject: line,
  text: z
    .string()
    .trim()
    .min(20)
    .max(50_000)
    .refine((text) => [...text.matchAll(/\{\{(.*?)\}\}/g)].every(([, name]) => name === 'recipient'), PLACEHOLDERS),
});
const CampaignParams = BreachParams.extend({ campaign: z.coerce.number().int().min(1).max(1_000) });
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
    const { breachId } = state;
    const { listId, subject, text } = request.body;
    const recipients = await requireList(breachId, listId);
    const warnings = await checkLetter(subject, text);
    const contentHash = sha256Hex(JSON.stringify([breachId, listId, subject, text]));
    const campaign = numberOf(state, contentHash);
    await saveCampaign(deps.store, { breachId, number: campaign, listId, subject, text, contentHash });
    const body = { type: 'draft-campaign' as const, campaign, listId, recipients, contentHash };
    if (campaign > state.campaigns.length) await runCommand(deps, request, breachId, body);
    return reply.status(201).send({ campaign, contentHash, preview: { recipients, subject, text }, warnings });
  });

  const approval = {
    schema: operation(
      {
        id: 'approveCampaign',
        tag: 'campaigns',
        summary: 'Approve exactly this content; sending begins',
        answers: { 200: Recorded },
        refusals: ['not-found', 'unknown-campaign', 'stale', 'key-reused', 'conflict', 'breach-closed'],
      },
      { params: CampaignParams, body: ApprovalBody, headers: WriteHeaders },
    ),
  };
  server.post('/breaches/:breachId/campaigns/:campaign/approval', approval, async (request) => {
    const { breachId, campaign } = request.params;
    await findBreach(deps, breachId);
    if ((await readCampaign(deps.store, breachId, campaign)) === null) {
      throw new TocsinError(
        'unknown-campaign',
        `Breach ${breachId} has no campaign ${campaign}; draft it first.`,
        'campaign',
      );
    }
    return runCommand(deps, request, breachId, { type: 'approve-campaign', campaign, ...request.body });
  });

  /** Refuses what must never be in a letter to people; gives what the approver should look at. */
  async function checkLetter(subject: string, text: string): Promise<Forbidden[]> {
    const customers = (await listCounterparties(deps.store)).filter((c) => c.kind === 'customer');
    const othersNames = customers.map((c) => c.name);
    const inSubject = findForbidden(subject, { audience: 'person', othersNames });
    const inText = findForbidden(text, { audience: 'person', othersNames });
    for (const [field, found] of [['subject', inSubject] as const, ['text', inText] as const]) {
      const never = found.find(({ rule }) => NEVER.includes(rule));
      if (never === undefined) continue;
      throw new TocsinError('bad-input', `Line ${never.line} of the ${field} holds ${never.says}; take it out.`, field);
    }
    return [...inSubject, ...inText];
  }

  /** A list belongs to the breach it was imported for, and its id says so. Gives the number of people on it. */
  async function requireList(breachId: string, listId: string): Promise<number> {
    const { total } = listId.startsWith(`${breachId}~`) ? await countRecipients(deps.store, listId) : { total: 0 };
    if (total > 0) return total;
    throw new TocsinError(
      'not-found',
      `Breach ${breachId} has no list of recipients of this id; import it first.`,
      'listId',
    );
  }
};

/** Found by their form alone, so that no letter can mean them well; the others are for the approver to judge. */
const NEVER: readonly Forbidden['rule'][] = ['secret', 'exploit-detail', 'full-log', 'marketing', 'legal-analysis'];

/** The same draft sent again keeps its number; another one takes the next. */
function numberOf({ campaigns }: BreachState, contentHash: string): number {
  return campaigns.find((c) => c.contentHash === contentHash)?.number ?? campaigns.length + 1;
}
