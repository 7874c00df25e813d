import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { campaignLeaving, secondPerson } from '../../../domain/breach/decide/four-eyes.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { communicationOf, concernedOf, otherTellings } from '../../../domain/filing/communication.ts';
import { fillLetter, letterFor, maskEmail } from '../../../domain/notices/letter.ts';
import { DECIDERS } from '../../../domain/roles.ts';
import { readApprovers } from '../../../services/approvers.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { approveCampaign } from '../../../services/campaign/approve.ts';
import { languageOf } from '../../../services/campaign/draft.ts';
import { lookAtAll } from '../../../services/campaign/letter.ts';
import { campaignLines } from '../../../services/campaign/list.ts';
import { repeatedIn } from '../../../services/campaign/repeated.ts';
import { readBreaches } from '../../../store/breaches.ts';
import { breachesWithCampaigns, readCampaign } from '../../../store/campaigns.ts';
import { readEvents } from '../../../store/events.ts';
import { readList } from '../../../store/recipient-lists.ts';
import { listRecipients } from '../../../store/recipients.ts';
import { campaignsPage } from '../../../web/campaigns/list.ts';
import { type CampaignForms, type CampaignModel, type CampaignRow, NOT_REACHED } from '../../../web/campaigns/model.ts';
import { campaignPage } from '../../../web/campaigns/page.ts';
import { SaidRefusal, saidAt } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { openForm, submit } from '../../forms/form.ts';
import { askedOf } from '../../http/asked.ts';
import { CampaignParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendPage } from '../page.ts';
import { incidentOf } from './compose.ts';
import { openIn, openPlaces } from './open-places.ts';
import { readTicks } from './translations.ts';

const PAGE_BREACHES = 50;
const LETTERS_SHOWN = 3;
const ListQuery = z.object({ before: z.string().max(64).optional().catch(undefined) });
const PEOPLE_SHOWN = 25;
const ShowQuery = z.object({
  duplicates: z.coerce.number().int().min(0).optional().catch(undefined),
  people: z.enum(NOT_REACHED).optional().catch(undefined),
  after: z.coerce.number().int().min(0).catch(0).default(0),
});

/** Which page of the people who were not reached is asked for. */
export type CampaignAsked = {
  breachId: string;
  campaign: number;
  duplicates: number | null;
  people?: (typeof NOT_REACHED)[number] | undefined;
  after: number;
};

/** All campaigns, and one with its approval. */
export const campaignShow: Routes = (server, deps) => {
  server.get('/desk/campaigns', { schema: { querystring: ListQuery } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const ids = await breachesWithCampaigns(deps.store, { before: request.query.before, limit: PAGE_BREACHES + 1 });
    const shown = ids.slice(0, PAGE_BREACHES);
    const states = await readBreaches(deps.store, shown);
    const opened = states.flatMap(({ state }) => state ?? []);
    const rows = await Promise.all(opened.map((state) => rowsOf(deps, state)));
    const unopened = states.flatMap(({ breachId, state }) => (state === undefined ? [breachId] : []));
    const next = ids.length > PAGE_BREACHES ? (shown.at(-1) ?? null) : null;
    return sendPage(reply, campaignsPage(view, { rows: rows.flat(), unopened, next }));
  });

  const show = { schema: { params: CampaignParams, querystring: ShowQuery } };
  server.get('/desk/breaches/:breachId/campaigns/:campaign', show, async (request, reply) => {
    const { breachId, campaign } = request.params;
    const view = await viewOf(deps, request);
    const { duplicates = null, people, after } = request.query;
    const form = await openForm(deps, request);
    const forms = Object.hasOwn(form.values, 'act') ? { acting: form } : { approval: form };
    return sendCampaign(deps, view, reply, { breachId, campaign, duplicates, people, after }, forms);
  });

  const approval = { schema: { params: CampaignParams } };
  server.post('/desk/breaches/:breachId/campaigns/:campaign/approval', approval, async (request, reply) => {
    const { breachId, campaign } = request.params;
    const view = await viewOf(deps, request);
    const { needReasons, other, open, repeated: words } = view.words.campaigns;
    const letter = await readCampaign(deps.store, breachId, campaign);
    const schema = z.object({
      contentHash: z.string().regex(/^[0-9a-f]{64}$/, other),
      reasons: z.string({ error: needReasons }).trim().min(1, needReasons).max(10_000, needReasons),
      unstated: z.literal('yes').optional(),
      repeated: z.literal('yes').optional(),
      ...readTicks(view, letter),
    });
    const form = await submit(view, request, schema, async ({ unstated, repeated, contentHash, reasons }) => {
      const seen = { contentHash, reasons, confirmed: repeated !== undefined };
      const isOpen = letter !== null && openIn(deps, letter).length > 0;
      if (isOpen && unstated === undefined) throw new SaidRefusal('bad-input', open.needed, 'unstated');
      await approveCampaign(deps, askedOf(request), { breachId, campaign, ...seen }).catch((error: unknown) => {
        if (!(error instanceof TocsinError)) throw error;
        if (error.field === 'contentHash') throw new SaidRefusal(error.code, other, error.field);
        if (error.members.why === 'untranslated') throw new SaidRefusal('bad-input', words.needed, 'repeated');
        throw error.code === 'four-eyes' ? saidAt(view, error, 'contentHash') : error;
      });
    });
    if (form === null) return reply.redirect(`/desk/breaches/${breachId}/campaigns/${campaign}`, 303);
    return sendCampaign(deps, view, reply, { breachId, campaign, duplicates: null, after: 0 }, { approval: form }, 422);
  });
};

async function rowsOf({ store }: ApiDeps, state: BreachState): Promise<CampaignRow[]> {
  const { breachId, title, exercise } = incidentOf(state);
  const lines = await campaignLines(store, state, null);
  return lines.map((line) => ({ ...line, breachId, title, exercise })).toReversed();
}

export async function sendCampaign(
  deps: ApiDeps,
  view: View,
  reply: FastifyReply,
  { breachId, campaign, duplicates, people: status, after }: CampaignAsked,
  forms: CampaignForms,
  httpStatus = 200,
): Promise<FastifyReply> {
  const state = await findBreach(deps, breachId);
  const drafted = state.campaigns.filter((c) => c.number === campaign);
  const [line] = await campaignLines(deps.store, { ...state, campaigns: drafted }, null);
  const content = await readCampaign(deps.store, breachId, campaign);
  if (line === undefined || content === null) {
    throw new TocsinError('not-found', `Breach ${breachId} has no campaign ${campaign}.`, 'campaign');
  }
  const incident = incidentOf(state);
  const { people } = await listRecipients(deps.store, content.listId, { after: 0, limit: LETTERS_SHOWN });
  const inLanguage = await languageOf(deps, content);
  const list = await readList(deps.store, content.listId);
  const model: CampaignModel = {
    incident,
    campaign: line,
    contentHash: content.contentHash,
    communication: communicationOf(state, campaign),
    otherTellings: otherTellings(state, campaign),
    concerned: concernedOf(state),
    letters: people.map(({ n, name, email, language: preferred }) => {
      const letter = letterFor(content, inLanguage.language, preferred);
      const filled = fillLetter(letter, name, incident.exercise);
      return { ...filled, n, email: maskEmail(email), language: letter.language, preferred };
    }),
    texts: inLanguage.readers.map(({ language, people }) => {
      return { ...letterFor(content, inLanguage.language, language), people };
    }),
    inLanguage,
    warnings: await lookAtAll(deps, content),
    unstated: await openPlaces(deps, state, content),
    repeated: await repeatedIn(deps, state, content),
    duplicates,
    otherNames: list?.understood?.otherNames,
    unaddressed: { listId: content.listId, count: list?.withoutAddress ?? 0 },
    fourEyes: secondPerson(state, campaignLeaving(line), view.asker),
    ...(await waitingFor(deps, state, line)),
    notReached: await peopleNotReached(deps, content.listId, status ?? firstNotReached(line), after),
  };
  return sendPage(reply, campaignPage(view, model, forms), httpStatus);
}

/** Who may approve what is a draft still, and since when it waits. */
async function waitingFor(
  deps: ApiDeps,
  state: BreachState,
  { number, status }: CampaignModel['campaign'],
): Promise<Pick<CampaignModel, 'approvers' | 'draftedAt'>> {
  if (status !== 'draft') return { approvers: null, draftedAt: null };
  const [approvers, events] = await Promise.all([
    readApprovers(deps, state, DECIDERS),
    readEvents(deps.store, state.breachId),
  ]);
  const drafted = events.findLast(({ type, data }) => type === 'campaign-drafted' && data.campaign === number);
  return { approvers, draftedAt: drafted?.at ?? null };
}

function firstNotReached({ counts }: CampaignModel['campaign']): (typeof NOT_REACHED)[number] {
  return NOT_REACHED.find((status) => (counts?.[status] ?? 0) > 0) ?? 'uncertain';
}

/** One page of the people whom the letter did not surely reach, addresses masked. */
async function peopleNotReached(
  { store }: Pick<ApiDeps, 'store'>,
  listId: string,
  status: (typeof NOT_REACHED)[number],
  after: number,
): Promise<CampaignModel['notReached']> {
  const { people, next } = await listRecipients(store, listId, { status, after, limit: PEOPLE_SHOWN });
  const lines = people.map(({ n, email, language, at }) => ({ n, email: maskEmail(email), language, at }));
  return { status, lines, next, isContinued: after > 0 };
}
