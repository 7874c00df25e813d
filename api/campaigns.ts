import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { BreachState } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import { type Forbidden, findForbidden } from '../domain/filing/forbidden.ts';
import type { Letter } from '../domain/notices/letter.ts';
import { readCampaign, saveCampaign } from '../store/campaigns.ts';
import { sha256Hex } from '../store/crypto/digest.ts';
import { listCounterparties } from '../store/dataflow.ts';
import { countRecipients } from '../store/recipients.ts';
import type { Store } from '../store/store.ts';
import type { CommandOutcome } from '../workflows/messages.ts';
import { findBreach, runCommand } from './commands.ts';
import type { ApiDeps } from './deps.ts';
import { BreachParams } from './routes/route.ts';

/** Letters to the people concerned: drafted by one, approved as exactly that content by another. */

export const CampaignParams = BreachParams.extend({ campaign: z.coerce.number().int().min(1).max(1_000) });

const SAYS = {
  subject: 'a subject has 3 to 200 characters',
  oneLine: 'one line without control characters',
  text: 'a letter has 20 to 50,000 characters',
  /** One that nobody fills in would go out as it stands. */
  placeholders: 'the only placeholder is {{recipient}}, the name of the person addressed',
};

/** Subject and text of a letter; `says` are the words for what is wrong with them. */
export function letterSchema(says: typeof SAYS = SAYS) {
  return z.strictObject({
    subject: z
      .string()
      .trim()
      .min(3, says.subject)
      .max(200, says.subject)
      .refine((text) => !/\p{Cc}/u.test(text), says.oneLine),
    text: z
      .string()
      .trim()
      .min(20, says.text)
      .max(50_000, says.text)
      .refine(
        (text) => [...text.matchAll(/\{\{(.*?)\}\}/g)].every(([, name]) => name === 'recipient'),
        says.placeholders,
      ),
  });
}

/** Drafts a letter to an imported list. The same draft again keeps its number; another one takes the next. */
export async function draftCampaign(
  deps: ApiDeps,
  request: FastifyRequest,
  state: BreachState,
  { listId, subject, text }: Letter & { listId: string },
): Promise<{ campaign: number; contentHash: string; recipients: number; warnings: Forbidden[] }> {
  const { breachId } = state;
  const recipients = await requireList(deps.store, breachId, listId);
  const warnings = await checkLetter(deps, { subject, text });
  const contentHash = sha256Hex(JSON.stringify([breachId, listId, subject, text]));
  const known = state.campaigns.find((c) => c.contentHash === contentHash)?.number;
  const campaign = known ?? state.campaigns.length + 1;
  await saveCampaign(deps.store, { breachId, number: campaign, listId, subject, text, contentHash });
  const body = { type: 'draft-campaign' as const, campaign, listId, recipients, contentHash };
  if (known === undefined) await runCommand(deps, request, breachId, body);
  return { campaign, contentHash, recipients, warnings };
}

/** Approves a campaign as exactly the content that was looked at. @throws TocsinError `unknown-campaign`, `conflict` */
export async function approveCampaign(
  deps: ApiDeps,
  request: FastifyRequest,
  { breachId, campaign, ...seen }: { breachId: string; campaign: number; contentHash: string; reasons: string },
): Promise<CommandOutcome> {
  await findBreach(deps, breachId);
  if ((await readCampaign(deps.store, breachId, campaign)) === null) {
    const message = `Breach ${breachId} has no campaign ${campaign}; draft it first.`;
    throw new TocsinError('unknown-campaign', message, 'campaign');
  }
  return runCommand(deps, request, breachId, { type: 'approve-campaign', campaign, ...seen });
}

/** What a letter holds that its approver should look at, or that no letter may hold. */
export async function lookAtLetter(
  { store, policy }: Pick<ApiDeps, 'store' | 'policy'>,
  { subject, text }: Letter,
): Promise<Record<keyof Letter, Forbidden[]>> {
  const customers = (await listCounterparties(store)).filter((c) => c.kind === 'customer');
  const { dpo, publicContact } = policy.organisation;
  const allowed = [dpo.email, publicContact.email, publicContact.phone];
  const options = { audience: 'person' as const, allowed, othersNames: customers.map((c) => c.name) };
  return { subject: findForbidden(subject, options), text: findForbidden(text, options) };
}

/** Found by their form alone, so that no letter can mean them well; the others are for the approver to judge. */
const NEVER: readonly Forbidden['rule'][] = ['secret', 'exploit-detail', 'full-log', 'marketing', 'legal-analysis'];

/** Refuses what must never be in a letter to people; gives what the approver should look at. */
export async function checkLetter(deps: Pick<ApiDeps, 'store' | 'policy'>, letter: Letter): Promise<Forbidden[]> {
  const found = await lookAtLetter(deps, letter);
  for (const field of ['subject', 'text'] as const) {
    const never = found[field].find(({ rule }) => NEVER.includes(rule));
    if (never === undefined) continue;
    throw new TocsinError('bad-input', `Line ${never.line} of the ${field} holds ${never.says}; take it out.`, field);
  }
  return [...found.subject, ...found.text];
}

/** A list belongs to the breach it was imported for, and its id says so. Gives the number of people on it. */
async function requireList(store: Store, breachId: string, listId: string): Promise<number> {
  const { total } = listId.startsWith(`${breachId}~`) ? await countRecipients(store, listId) : { total: 0 };
  if (total > 0) return total;
  const message = `Breach ${breachId} has no list of recipients of this id; import it first.`;
  throw new TocsinError('not-found', message, 'listId');
}
