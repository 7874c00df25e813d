import type { Readable } from 'node:stream';
import { z } from 'zod';
import { throwRefusal, whyClosed } from '../../domain/breach/decide/decision.ts';
import { TocsinError } from '../../domain/errors.ts';
import { findBreach } from '../../services/breach/command.ts';
import { RecipientRows } from '../../services/recipients/csv.ts';
import { importOnce, LIST_LIMIT_BYTES } from '../../services/recipients/import.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { listRecipientLists } from '../../store/recipients.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import { BreachParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { RecipientList, RecipientLists } from '../openapi/answers.ts';
import { KeyHeaders, operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

/** Documented as its rows, and read as a stream: it may be far larger than memory. */
const CsvBody = z.any().meta(z.toJSONSchema(RecipientRows, { io: 'input' }));

/** Lists of the people concerned. A list can be used only once it was read to its end without a fault. */
export const recipientRoutes: Routes = (server, deps) => {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser(
    'text/csv',
    { bodyLimit: LIST_LIMIT_BYTES },
    async (_request: unknown, body: Readable) => body,
  );

  const list = operation(
    {
      id: 'listRecipientLists',
      tag: 'campaigns',
      summary: 'The imported lists of a breach, newest first, at most 100',
      answers: { 200: RecipientLists },
      refusals: ['not-found'],
    },
    { params: BreachParams },
  );
  server.get('/breaches/:breachId/recipient-lists', { schema: list }, async (request) => {
    const { breachId } = await findBreach(deps, request.params.breachId);
    return { lists: await listRecipientLists(deps.store, breachId) };
  });

  const schema = operation(
    {
      id: 'importRecipients',
      tag: 'campaigns',
      summary: 'Import the people concerned, as text/csv with the columns name and email',
      answers: { 201: RecipientList },
      refusals: ['not-found', 'breach-closed', 'key-reused', 'conflict'],
      consumes: ['text/csv'],
    },
    { params: BreachParams, body: CsvBody, headers: KeyHeaders },
  );
  server.post(
    '/breaches/:breachId/recipient-lists',
    { schema, bodyLimit: LIST_LIMIT_BYTES },
    async (request, reply) => {
      const state = await findBreach(deps, request.params.breachId);
      const { breachId } = state;
      throwRefusal(whyClosed(state));
      const body = request.body as Readable | null;
      if (body === null) throw new TocsinError('bad-input', 'Send the list as text/csv.', 'body');

      const name = sha256Hex(`${principalOf(request).name}:${idempotencyKey(request)}`).slice(0, 32);
      const { listId, recipients, duplicates } = await importOnce(deps, breachId, body, name);
      return reply.status(201).send({ listId, recipients, duplicates });
    },
  );
};
