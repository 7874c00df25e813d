import type { Readable } from 'node:stream';
import { z } from 'zod';
import { throwRefusal, whyClosed } from '../../domain/breach/decide/decision.ts';
import { TocsinError } from '../../domain/errors.ts';
import { offeredFacts } from '../../domain/people/offered.ts';
import type { ListFormat } from '../../domain/people/understood.ts';
import { findBreach } from '../../services/breach/command.ts';
import { importOnce, LIST_LIMIT_BYTES, previewRecipients, type SentList } from '../../services/recipients/import.ts';
import { RecipientRows } from '../../services/recipients/row.ts';
import { readUnreached } from '../../services/recipients/unreached.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { countPeople } from '../../store/people.ts';
import { listRecipientLists } from '../../store/recipient-lists.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import { BreachParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { RecipientList, RecipientListPreview, RecipientLists, UnreachedPeople } from '../openapi/answers.ts';
import { KeyHeaders, operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

/** Documented as its rows, and read as a stream: it may be far larger than memory. */
const ListBody = z.any().meta(z.toJSONSchema(RecipientRows, { io: 'input' }));
/** What the body may be, and how it is read. */
const FORMATS: Readonly<Record<string, ListFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
};

const column = z.string().max(200).optional();
const ImportQuery = z.strictObject({
  email: column.describe('The column or key that holds the address, such as `user.mail`; empty: none does'),
  name: column,
  id: column.describe('That of the account'),
  country: column,
  language: column,
  preview: z.enum(['true', 'false']).default('false').describe('Say what would be understood, and keep nothing'),
});

const ListParams = BreachParams.extend({
  list: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('What the `listId` ends with, after the `~`'),
});
const NamesQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});

/** Lists of the people concerned. A list can be used only once it was read to its end without a fault. */
export const recipientRoutes: Routes = (server, deps) => {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser(
    Object.keys(FORMATS),
    { bodyLimit: LIST_LIMIT_BYTES },
    async (_request: unknown, body: Readable) => body,
  );

  const list = operation(
    {
      id: 'listRecipientLists',
      tag: 'campaigns',
      summary: 'The imported lists of a breach, newest first, at most 100, and how many people all of them hold',
      answers: { 200: RecipientLists },
      refusals: ['not-found'],
    },
    { params: BreachParams },
  );
  server.get('/breaches/:breachId/recipient-lists', { schema: list }, async (request) => {
    const { breachId, facts } = await findBreach(deps, request.params.breachId);
    const together = await countPeople(deps.store, breachId);
    const offered = together === null ? null : offeredFacts(facts, together);
    return { lists: await listRecipientLists(deps.store, breachId), together, offered };
  });

  const names = operation(
    {
      id: 'listUnreached',
      tag: 'campaigns',
      summary: 'The people of a list who have no address for mail, by name: they are told by post or in public',
      answers: { 200: UnreachedPeople },
      refusals: ['not-found'],
    },
    { params: ListParams, querystring: NamesQuery },
  );
  server.get('/breaches/:breachId/recipient-lists/:list/unreached', { schema: names }, async (request) => {
    const { breachId } = await findBreach(deps, request.params.breachId);
    return readUnreached(deps.store, breachId, { list: request.params.list, ...request.query });
  });

  const schema = operation(
    {
      id: 'importRecipients',
      tag: 'campaigns',
      summary: 'Import the people concerned, as CSV or NDJSON: a list, the result of a query or an access log',
      description:
        'Columns and keys are told by what they are called, or named in the query. Who stands on several lines ' +
        'counts once; who has no address for mail counts as concerned.',
      answers: { 200: RecipientListPreview, 201: RecipientList },
      refusals: ['not-found', 'breach-closed', 'key-reused', 'conflict'],
      consumes: Object.keys(FORMATS),
    },
    { params: BreachParams, querystring: ImportQuery, body: ListBody, headers: KeyHeaders },
  );
  server.post(
    '/breaches/:breachId/recipient-lists',
    { schema, bodyLimit: LIST_LIMIT_BYTES },
    async (request, reply) => {
      const state = await findBreach(deps, request.params.breachId);
      const { breachId } = state;
      throwRefusal(whyClosed(state));
      const source = request.body as Readable | null;
      if (source === null) throw new TocsinError('bad-input', 'Send the list as text/csv or NDJSON.', 'body');
      const { preview, ...mapping } = request.query;
      const sent: SentList = { source, format: formatOfType(request.headers['content-type']), mapping };
      if (preview === 'true') return previewRecipients(deps, sent);

      const name = sha256Hex(`${principalOf(request).name}:${idempotencyKey(request)}`).slice(0, 32);
      return reply.status(201).send(await importOnce(deps, breachId, sent, name));
    },
  );
};

function formatOfType(type = ''): ListFormat {
  return FORMATS[type.split(';', 1)[0]?.trim().toLowerCase() ?? ''] ?? 'csv';
}
