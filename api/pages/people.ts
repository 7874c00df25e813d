import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { throwRefusal, whyClosed } from '../../domain/breach/decide/decision.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { PERSON_FIELDS } from '../../domain/people/columns.ts';
import { offeredFacts } from '../../domain/people/offered.ts';
import { findBreach } from '../../services/breach/command.ts';
import { importRecipients } from '../../services/recipients/import.ts';
import { settleList } from '../../services/recipients/keep.ts';
import { formatOf } from '../../services/recipients/read.ts';
import { readUnreached } from '../../services/recipients/unreached.ts';
import { countPeople } from '../../store/people.ts';
import { listHeldLists, listRecipientLists } from '../../store/recipient-lists.ts';
import type { Form } from '../../web/forms.ts';
import { peoplePage } from '../../web/people/page.ts';
import { unreachedPage } from '../../web/people/unreached.ts';
import { SaidRefusal } from '../../web/refusals.ts';
import type { ApiDeps } from '../deps.ts';
import { acceptForms, openForm, optionalText, submit } from '../forms/form.ts';
import { acceptUploads } from '../forms/multipart.ts';
import { LIST_LIMIT_BYTES, LIST_LIMIT_MIB, listNameOf, placedOnList } from '../forms/people-list.ts';
import { BreachParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { sendPage } from './page.ts';

/** Which column says it; one that is left empty is told by what it is called. */
const Columns = Object.fromEntries(PERSON_FIELDS.map((field) => [field, optionalText])) as Record<
  (typeof PERSON_FIELDS)[number],
  typeof optionalText
>;
const ListParams = BreachParams.extend({ list: z.string().regex(/^[0-9a-f]{32}$/) });
const NAMES_SHOWN = 200;
const FIELDS: readonly string[] = ['file', 'people', ...PERSON_FIELDS];

/** The people concerned: lists of them, how many they are together, and one more list. */
export const peoplePages: Routes = (server, deps) => {
  acceptForms(server);
  acceptUploads(server);
  const schema = { params: BreachParams };
  const url = '/desk/breaches/:breachId/people';

  server.get(url, { schema }, async (request, reply) => {
    const state = await findBreach(deps, request.params.breachId);
    return sendPeople(deps, request, reply, state, await openForm(deps, request));
  });

  server.post(url, { schema, bodyLimit: LIST_LIMIT_BYTES }, async (request, reply) => {
    const state = await findBreach(deps, request.params.breachId);
    const view = await viewOf(deps, request);
    const { noPeople, bothGiven } = view.words.campaigns.compose;
    const fields = z.object({ file: z.string().default(''), people: z.string().default(''), ...Columns });
    const form = await submit(view, request, fields, async ({ file, people, ...columns }) => {
      throwRefusal(whyClosed(state));
      const given = [file, people].filter((text) => text.trim() !== '');
      if (given.length === 0) throw new SaidRefusal('bad-input', noPeople, 'file');
      if (given.length > 1) throw new SaidRefusal('bad-input', bothGiven, 'people');
      await holdText(deps, request, state, given[0] ?? '', columns);
    });
    if (form !== null) return sendPeople(deps, request, reply, state, placedOnList(form, FIELDS), 422);
    return reply.redirect(`/desk/breaches/${state.breachId}/people#held`, 303);
  });

  const named = { params: ListParams, querystring: z.object({ after: z.coerce.number().int().min(0).default(0) }) };
  server.get(`${url}/:list/unreached`, { schema: named }, async (request, reply) => {
    const state = await findBreach(deps, request.params.breachId);
    const view = await viewOf(deps, request);
    const { list } = request.params;
    const page = await readUnreached(deps.store, state.breachId, {
      list,
      after: request.query.after,
      limit: NAMES_SHOWN,
    });
    return sendPage(reply, unreachedPage(view, { state, list, ...page }));
  });

  server.post(`${url}/:list`, { schema: { params: ListParams } }, async (request, reply) => {
    const state = await findBreach(deps, request.params.breachId);
    const { breachId } = state;
    const view = await viewOf(deps, request);
    const fields = z.object({ act: z.enum(['keep', 'discard']) });
    const form = await submit(view, request, fields, async ({ act }) => {
      if (act === 'keep') throwRefusal(whyClosed(state));
      await settleList(deps.store, { breachId, name: request.params.list, act });
    });
    if (form !== null) return sendPeople(deps, request, reply, state, { values: {}, problems: form.problems }, 422);
    return reply.redirect(`/desk/breaches/${breachId}/people`, 303);
  });
};

/** The same form sent twice is one list. */
async function holdText(
  deps: ApiDeps,
  request: FastifyRequest,
  { breachId }: BreachState,
  text: string,
  mapping: Record<string, string | undefined>,
): Promise<void> {
  const name = listNameOf(request);
  const there = [...(await listHeldLists(deps.store, breachId)), ...(await listRecipientLists(deps.store, breachId))];
  if (there.some(({ listId }) => listId === `${breachId}~${name}`)) return;
  const sent = { source: Readable.from([Buffer.from(text)]), format: formatOf(text), mapping, isHeld: true };
  await importRecipients(deps, breachId, sent, name);
}

async function sendPeople(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  state: BreachState,
  form: Form,
  status = 200,
): Promise<FastifyReply> {
  const view = await viewOf(deps, request);
  const { store } = deps;
  const [held, lists, together] = await Promise.all([
    listHeldLists(store, state.breachId),
    listRecipientLists(store, state.breachId),
    countPeople(store, state.breachId),
  ]);
  const offered = together === null ? null : offeredFacts(state.facts, together);
  return sendPage(
    reply,
    peoplePage(view, { state, held, lists, together, offered, limitMib: LIST_LIMIT_MIB }, form),
    status,
  );
}
