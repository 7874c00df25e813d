import type { Readable } from 'node:stream';
import { TocsinError } from '../../domain/errors.ts';
import { listRecipientLists } from '../../store/recipients.ts';
import { RecipientList, RecipientLists } from '../answers.ts';
import { findBreach } from '../commands.ts';
import { operation } from '../operation.ts';
import { importRecipients, LIST_LIMIT_BYTES } from '../recipients.ts';
import { BreachParams, type Routes } from './route.ts';

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
      refusals: ['not-found', 'breach-closed', 'too-large', 'unsupported-media-type'],
      consumes: ['text/csv'],
    },
    { params: BreachParams },
  );
  server.post(
    '/breaches/:breachId/recipient-lists',
    { schema, bodyLimit: LIST_LIMIT_BYTES },
    async (request, reply) => {
      const { breachId, status } = await findBreach(deps, request.params.breachId);
      if (status === 'closed') throw new TocsinError('breach-closed', `Breach ${breachId} is closed.`, 'breach');
      const body = request.body as Readable | undefined;
      if (body === undefined) throw new TocsinError('bad-input', 'Send the list as text/csv.', 'body');

      const { listId, recipients, duplicates } = await importRecipients(deps, breachId, body);
      return reply.status(201).send({ listId, recipients, duplicates });
    },
  );
};
