import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { TocsinError } from '../../domain/errors.ts';
import { addRecipients, createList, dropUnfinishedList, sealList } from '../../store/recipients.ts';
import { RecipientList } from '../answers.ts';
import { findBreach } from '../commands.ts';
import { readRecipients } from '../csv.ts';
import { operation } from '../operation.ts';
import { BreachParams, type Routes } from './route.ts';

const LIST_LIMIT_BYTES = 256 * 1024 * 1024;

/** Lists of the people concerned. A list can be used only once it was read to its end without a fault. */
export const recipientRoutes: Routes = (server, deps) => {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser(
    'text/csv',
    { bodyLimit: LIST_LIMIT_BYTES },
    async (_request: unknown, body: Readable) => body,
  );

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

      const listId = `${breachId}~${randomUUID()}`;
      let duplicates = 0;
      let isCreated = false;
      const options = { limitBytes: LIST_LIMIT_BYTES, language: deps.organisation.language };
      try {
        await readRecipients(body, options, async (rows) => {
          if (!isCreated) await createList(deps.store, { id: listId, breachId, createdAt: deps.clock() });
          isCreated = true;
          duplicates += (await addRecipients(deps.store, listId, rows)).duplicates;
        });
      } catch (error) {
        await dropUnfinishedList(deps.store, listId);
        throw error;
      }
      if (!isCreated) throw new TocsinError('bad-input', 'The list names nobody.', 'body');
      const { recipients } = await sealList(deps.store, listId);
      return reply.status(201).send({ listId, recipients, duplicates });
    },
  );
};
