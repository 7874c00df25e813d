import { z } from 'zod';
import { BREACH_EVENT_TYPES } from '../../domain/breach/event-types.ts';
import { TocsinError } from '../../domain/errors.ts';
import { addWebhook, listWebhooks, removeWebhook } from '../../store/webhooks.ts';
import { WebhookAdded, WebhookList } from '../answers.ts';
import { principalOf } from '../authentication.ts';
import { operation } from '../operation.ts';
import { requireTarget } from '../webhooks/target.ts';
import type { Routes } from './route.ts';

const WebhookBody = z.strictObject({
  url: z.string().max(2_000).meta({ format: 'uri' }),
  /** Which events to tell of; all where none is named. */
  events: z.array(z.enum(BREACH_EVENT_TYPES)).max(BREACH_EVENT_TYPES.length).default([]),
});
const Params = z.strictObject({ webhook: z.uuid() });
const MOST_WEBHOOKS = 20;

/** Signed messages about breach events, to programs outside. They name ids and types; the content stays here. */
export const webhookRoutes: Routes = (server, deps) => {
  const list = operation(
    { id: 'listWebhooks', tag: 'webhooks', summary: 'Where events are told', answers: { 200: WebhookList } },
    {},
  );
  server.get('/webhooks', { schema: list }, async () => ({ webhooks: await listWebhooks(deps.store) }));

  const add = operation(
    {
      id: 'addWebhook',
      tag: 'webhooks',
      summary: 'Tell a program of breach events',
      description:
        'Messages are signed by the Standard Webhooks specification with the secret of the answer, which is shown this one time. They come at least once, with the same webhook-id when repeated.',
      answers: { 201: WebhookAdded },
      refusals: ['conflict'],
    },
    { body: WebhookBody },
  );
  server.post('/webhooks', { schema: add }, async (request, reply) => {
    const { url, events } = request.body;
    requireTarget(url, { allowPrivate: deps.webhooksMayBePrivate });
    if ((await listWebhooks(deps.store)).length >= MOST_WEBHOOKS) {
      throw new TocsinError(
        'conflict',
        `There are ${MOST_WEBHOOKS} webhooks, the most there can be; remove one first.`,
        'url',
      );
    }
    const createdBy = principalOf(request).name;
    const added = await addWebhook(deps.store, { url, events, createdAt: deps.clock(), createdBy });
    return reply.status(201).send(added);
  });

  const remove = operation(
    {
      id: 'removeWebhook',
      tag: 'webhooks',
      summary: 'Tell it no more',
      answers: { 204: null },
      refusals: ['not-found'],
    },
    { params: Params },
  );
  server.delete('/webhooks/:webhook', { schema: remove }, async (request, reply) => {
    if (await removeWebhook(deps.store, request.params.webhook)) return reply.status(204).send();
    throw new TocsinError('not-found', 'There is no webhook of this id; GET /webhooks lists them.', 'webhook');
  });
};
