import { z } from 'zod';
import { System } from '../../domain/dataflow.ts';
import { readSystems } from '../../store/dataflow.ts';
import { listChanges } from '../../store/dataflow-history.ts';
import { countSystems, pageSystems } from '../../store/dataflow-list.ts';
import { putEntry, sendEntry } from '../dataflow/entries.ts';
import {
  ChangesQuery,
  IdParams,
  ListQuerySchema,
  pageOfChanges,
  SYSTEM_PLACE,
  systemFilter,
  systemPlace,
  writeSystemPlace,
} from '../dataflow/query.ts';
import { wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { EntryChanges, SystemEntry, SystemList } from '../openapi/answers.ts';
import { EntryHeaders, operation } from '../openapi/operation.ts';

const ListQuery = ListQuerySchema.extend({
  after: z.string().regex(SYSTEM_PLACE, 'this is no `next` of an earlier page').or(z.literal('')).default(''),
  limit: wholeNumber(1, 500).default(100),
});

/** Systems one by one; `/dataflow` has and takes them all at once. */
export const systemEntryRoutes: Routes = (server, deps) => {
  const { store } = deps;
  const list = operation(
    {
      id: 'listSystems',
      tag: 'data flows',
      summary: 'Systems by name; `q` is a part of name, id or alias',
      answers: { 200: SystemList },
    },
    { querystring: ListQuery },
  );
  server.get('/systems', { schema: list }, async (request) => {
    const { limit, ...query } = request.query;
    const filter = systemFilter(query);
    const after = systemPlace(query.after);
    const [page, total] = await Promise.all([
      pageSystems(store, { filter, limit, ...(after === undefined ? {} : { after }) }),
      countSystems(store, filter),
    ]);
    return { systems: page.systems, total, next: writeSystemPlace(page.next) };
  });

  const one = operation(
    {
      id: 'readSystem',
      tag: 'data flows',
      summary: 'One system; its ETag goes into `If-Match`',
      answers: { 200: SystemEntry },
      refusals: ['not-found'],
    },
    { params: IdParams },
  );
  server.get('/systems/:id', { schema: one }, async (request, reply) =>
    sendEntry(reply, (await readSystems(store, [request.params.id]))[0]),
  );

  const save = operation(
    {
      id: 'saveSystem',
      tag: 'data flows',
      summary: 'Write one system, with who, when, before and after on record',
      description: 'Stored alerts that named what it is known by from now on are judged again.',
      answers: { 200: SystemEntry, 201: SystemEntry },
      refusals: ['unknown-counterparty', 'stale'],
    },
    { params: IdParams, body: System.omit({ id: true }), headers: EntryHeaders },
  );
  server.put('/systems/:id', { schema: save }, async (request, reply) =>
    putEntry(deps, request, reply, { id: request.params.id, ...request.body }),
  );

  const changes = operation(
    {
      id: 'listSystemChanges',
      tag: 'data flows',
      summary: 'Who changed a system, and how, newest first',
      answers: { 200: EntryChanges },
    },
    { params: IdParams, querystring: ChangesQuery },
  );
  server.get('/systems/:id/changes', { schema: changes }, async (request) =>
    pageOfChanges(request.query, (page) => listChanges(store, 'system', request.params.id, page)),
  );
};
