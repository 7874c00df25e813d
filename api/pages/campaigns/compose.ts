import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { concernedAs } from '../../../domain/breach/concerned.ts';
import { whyClosed } from '../../../domain/breach/decide/decision.ts';
import { asksForFourEyes } from '../../../domain/breach/decide/four-eyes.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { letterLanguage } from '../../../domain/communication/letter-language.ts';
import { categoriesIn } from '../../../domain/notices/category-words.ts';
import type { Letter } from '../../../domain/notices/letter.ts';
import { outsideWords, WORDED_BY } from '../../../domain/notices/outside-words.ts';
import { ownWords } from '../../../domain/notices/own-words.ts';
import { renderNotice } from '../../../domain/notices/render.ts';
import { dataSubjectValues } from '../../../domain/notices/values.ts';
import { joinLines } from '../../../domain/notices/wrap.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { draftCampaign } from '../../../services/campaign/draft.ts';
import { checkLetter, letterSchema } from '../../../services/campaign/letter.ts';
import { importRecipients } from '../../../services/recipients/import.ts';
import { formatOf } from '../../../services/recipients/read.ts';
import { readEventsOf } from '../../../store/events.ts';
import { listRecipientLists } from '../../../store/recipient-lists.ts';
import { countRecipients } from '../../../store/recipients.ts';
import { composePage } from '../../../web/campaigns/compose.ts';
import { type ComposeModel, type Incident, translatedField } from '../../../web/campaigns/model.ts';
import type { Form } from '../../../web/forms.ts';
import { SaidRefusal } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { openForm, optionalText, submit, valuesOf } from '../../forms/form.ts';
import { LIST_LIMIT_BYTES, LIST_LIMIT_MIB, listNameOf, placedOnList } from '../../forms/people-list.ts';
import { askedOf } from '../../http/asked.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendPage } from '../page.ts';
import { isTyped, otherLanguages, translationsIn } from './translations.ts';

const FIELDS = ['listId', 'file', 'people', 'subject', 'text'];
/** In which language it is written as well. */
const Query = z.object({ also: z.string().max(2).optional().catch(undefined) });

/** A letter being written: the people come with it, and nothing is kept unless all of it is sound. */
export const campaignCompose: Routes = (server, deps) => {
  const schema = { params: BreachParams };
  server.get(
    '/desk/breaches/:breachId/campaigns/new',
    { schema: { ...schema, querystring: Query } },
    async (request, reply) => {
      const state = await findBreach(deps, request.params.breachId);
      return sendCompose(deps, request, reply, state, await openForm(deps, request), { also: request.query.also });
    },
  );

  server.post('/desk/breaches/:breachId/campaigns', { schema, bodyLimit: LIST_LIMIT_BYTES }, async (request, reply) => {
    const state = await findBreach(deps, request.params.breachId);
    const view = await viewOf(deps, request);
    const { compose, says } = view.words.campaigns;
    const others = otherLanguages(deps);
    const schemaOfForm = letterSchema(says).extend({
      listId: optionalText,
      file: z.string().default(''),
      people: z.string().default(''),
    });
    let made = { campaign: 0, duplicates: null as number | null };
    const form = await submit(
      view,
      request,
      z.object(schemaOfForm.shape),
      async ({ listId, file, people, ...words }) => {
        const letter = { ...words, translations: translationsIn(view, valuesOf(request), others) };
        if (whyClosed(state) !== null) throw new SaidRefusal('breach-closed', compose.closed, 'subject');
        // The letter first: a list that was imported for one that is refused would be kept for nothing.
        await checkLetter(deps, letter);
        const given = [file, people].filter((text) => text.trim() !== '');
        if (listId === undefined && given.length === 0) throw new SaidRefusal('bad-input', compose.noPeople, 'file');
        if (given.length > 1) throw new SaidRefusal('bad-input', compose.bothGiven, 'people');
        const list =
          listId === undefined ? await takeList(deps, request, state, given[0] ?? '') : { listId, duplicates: null };
        const { campaign } = await draftCampaign(deps, askedOf(request), state, { ...letter, listId: list.listId });
        made = { campaign, duplicates: list.duplicates };
      },
    );
    if (form !== null) {
      const placed = placedOnList(form, [...FIELDS, ...others.flatMap(fieldsIn)]);
      return sendCompose(deps, request, reply, state, placed, { status: 422 });
    }
    const query = made.duplicates === null ? '' : `?duplicates=${made.duplicates}`;
    return reply.redirect(`/desk/breaches/${state.breachId}/campaigns/${made.campaign}${query}`, 303);
  });
};

/** The same form sent twice is one list. */
async function takeList(
  deps: ApiDeps,
  request: FastifyRequest,
  { breachId }: BreachState,
  text: string,
): Promise<{ listId: string; duplicates: number | null }> {
  const name = listNameOf(request);
  const listId = `${breachId}~${name}`;
  if ((await countRecipients(deps.store, listId)).total > 0) return { listId, duplicates: null };
  const sent = { source: Readable.from([text]), format: formatOf(text), mapping: {} };
  return importRecipients(deps, breachId, sent, name);
}

async function sendCompose(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  state: BreachState,
  form: Form,
  { status = 200, also }: { status?: number; also?: string | undefined } = {},
): Promise<FastifyReply> {
  const view: View = await viewOf(deps, request);
  const language = letterLanguage(deps.policy);
  const others = otherLanguages(deps).map(async (code) => {
    const isAsked = code === also || isTyped(form.values, code);
    return { language: code, template: isAsked ? await templateIn(deps, state, code) : null };
  });
  const model: ComposeModel = {
    incident: incidentOf(state),
    lists: (await listRecipientLists(deps.store, state.breachId)).filter(({ recipients }) => recipients > 0),
    ...{ language, template: await templateIn(deps, state, language), others: await Promise.all(others) },
    limitMib: LIST_LIMIT_MIB,
    // How many it will go to is not known yet.
    isFourEyes: asksForFourEyes(state, { what: 'campaign', receivers: Number.POSITIVE_INFINITY }),
  };
  return sendPage(reply, composePage(view, model, form), status);
}

/** What pages about campaigns say of the breach. */
export function incidentOf(state: BreachState): Incident {
  const { breachId, narrative, exercise, status } = state;
  return { breachId, title: narrative.title, exercise: exercise !== null, isClosed: status === 'closed', state };
}

function fieldsIn(code: string): string[] {
  return [translatedField('subject', code), translatedField('text', code)];
}

/** The policy's own letter in a language, filled with what is known; the name stays open. */
async function templateIn(deps: ApiDeps, state: BreachState, language: string): Promise<Letter> {
  const template = letterTemplate(deps, language);
  if (template === undefined) return { subject: '', text: '' };
  const { frame } = ownWords(language);
  const values = await letterValues(deps, state, language);
  const { subject, text } = renderNotice(template, values, { exercise: false, frame });
  // Whoever reads it breaks its lines: a phone's are shorter than those of a mail.
  return { subject, text: `${joinLines(text).join('\n\n')}\n` };
}

export function letterTemplate({ policy: { notices } }: Pick<ApiDeps, 'policy'>, language: string) {
  return notices[language]?.['data-subject'];
}

/** What is known for the letter; empty where nothing is. */
export async function letterValues(
  { policy: { organisation }, store }: Pick<ApiDeps, 'policy' | 'store'>,
  state: BreachState,
  language: string,
) {
  const words = outsideWords(await readEventsOf(store, state.breachId, WORDED_BY), state.facts, { language });
  const categories = categoriesIn(concernedAs('controller', state).dataCategories, language).text;
  return dataSubjectValues(organisation, state.breachId, '{{recipient}}', categories, words);
}
