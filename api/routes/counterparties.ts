import { z } from 'zod';
import { COUNTERPARTY_KINDS, Counterparty } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { Identifier } from '../../domain/identifier.ts';
import { readCounterparties } from '../../store/dataflow.ts';
import { listChanges } from '../../store/dataflow-history.ts';
import { countCounterparties, pageCounterparties } from '../../store/dataflow-list.ts';
import { putEntry, sendEntry } from '../dataflow/entries.ts';
import { sentNotices } from '../dataflow/notices.ts';
import { ChangesQuery, IdParams, ListQuerySchema, pageOfChanges, systemFilter } from '../dataflow/query.ts';
import { wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { CounterpartyEntry, CounterpartyList, EntryChanges, NoticeList } from '../openapi/answers.ts';
import { EntryHeaders, operation } from '../openapi/operation.ts';

const ListQuery = ListQuerySchema.omit({ country: true, supplier: true, customer: true }).extend({
  kind: z.enum(COUNTERPARTY_KINDS),
  after: Identifier.or(z.literal('')).default(''),
  limit: wholeNumber(1, 500).default(100),
});

/** Suppliers and customers one by one; `/dataflow` has and takes them all at once. */
export const counterpartyRoutes: Routes = (server, deps) => {
  const { store } = deps;
  const list = operation(
    {
      id: 'listCounterparties',
      tag: 'data flows',
      summary: 'Suppliers or customers by id; `q` is a part of name, id or a system’s name',
      answers: { 200: CounterpartyList },
    },
    { querystring: ListQuery },
  );
  server.get('/counterparties', { schema: list }, async (request) => {
    const { kind, limit, after, ...query } = request.query;
    const filter = systemFilter({ ...query, country: '', supplier: '', customer: '' });
    const [page, total] = await Promise.all([
      pageCounterparties(store, kind, { filter, limit, ...(after === '' ? {} : { after }) }),
      countCounterparties(store, kind),
    ]);
    return { counterparties: page.counterparties, total, next: page.next };
  });

  const one = operation(
    {
      id: 'readCounterparty',
      tag: 'data flows',
      summary: 'One supplier or customer; its ETag goes into `If-Match`',
      answers: { 200: CounterpartyEntry },
      refusals: ['not-found'],
    },
    { params: IdParams },
  );
  server.get('/counterparties/:id', { schema: one }, async (request, reply) =>
    sendEntry(reply, (await readCounterparties(store, [request.params.id]))[0]),
  );

  const save = operation(
    {
      id: 'saveCounterparty',
      tag: 'data flows',
      summary: 'Write one supplier or customer, with who, when, before and after on record',
      answers: { 200: CounterpartyEntry, 201: CounterpartyEntry },
      refusals: ['stale', 'conflict'],
    },
    { params: IdParams, body: Counterparty.omit({ id: true }), headers: EntryHeaders },
  );
  server.put('/counterparties/:id', { schema: save }, async (request, reply) => {
    const { id } = request.params;
    const { kind } = request.body;
    const [known] = await readCounterparties(store, [id]);
    if (known !== undefined && known.kind !== kind) {
      const message = `'${id}' is a ${known.kind}, and systems name it as one. Make a ${kind} under another id.`;
      throw new TocsinError('conflict', message, 'kind');
    }
    return putEntry(deps, request, reply, { id, ...request.body });
  });

  const changes = operation(
    {
      id: 'listCounterpartyChanges',
      tag: 'data flows',
      summary: 'Who changed a supplier or customer, and how, newest first',
      answers: { 200: EntryChanges },
    },
    { params: IdParams, querystring: ChangesQuery },
  );
  server.get('/counterparties/:id/changes', { schema: changes }, async (request) =>
    pageOfChanges(request.query, (page) => listChanges(store, 'counterparty', request.params.id, page)),
  );

  const notices = operation(
    {
      id: 'listNoticesTo',
      tag: 'data flows',
      summary: 'The last 50 notices to a supplier or customer, of whatever breach, and their answers',
      answers: { 200: NoticeList },
    },
    { params: IdParams },
  );
  server.get('/counterparties/:id/notices', { schema: notices }, async (request) => ({
    notices: await sentNotices(store, request.params.id),
  }));
};
