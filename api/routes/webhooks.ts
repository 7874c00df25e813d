import { z } from 'zod';
import { BREACH_EVENT_TYPES } from '../../domain/breach/event-types.ts';
import { TocsinError } from '../../domain/errors.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { addWebhook, listWebhooks, removeWebhook } from '../../store/webhooks.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import type { Routes } from '../http/route.ts';
import { WebhookAdded, WebhookList } from '../openapi/answers.ts';
import { KeyHeaders, operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { requireTarget } from '../webhooks/target.ts';

const WebhookBody = z.strictObject({
  url: z.string().max(2_000).meta({ format: 'uri' }),
  /** Which events to tell of; all where none is named. */
  events: z.array(z.enum(BREACH_EVENT_TYPES)).max(BREACH_EVENT_TYPES.length).default([]),
});
const Params = z.strictObject({ webhook: z.uuid() });
const MOST_WEBHOOKS = 20;

/** A UUID (version 8, RFC 9562) that says nothing of what it was made from. */
function uuidOf(text: string): string {
  const hex = sha256Hex(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

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
        'Messages are signed by the Standard Webhooks specification with the secret of the answer, ' +
        'which is shown this one time. They come at least once, with the same webhook-id when repeated.',
      answers: { 201: WebhookAdded },
      refusals: ['conflict', 'key-reused'],
    },
    { body: WebhookBody, headers: KeyHeaders },
  );
  server.post('/webhooks', { schema: add }, async (request, reply) => {
    const { url, events } = request.body;
    requireTarget(url, { allowPrivate: deps.webhooksMayBePrivate });
    const createdBy = principalOf(request).name;
    const id = uuidOf(`${createdBy}:${idempotencyKey(request)}`);
    const known = await listWebhooks(deps.store);
    if (known.length >= MOST_WEBHOOKS && known.every((webhook) => webhook.id !== id)) {
      throw new TocsinError(
        'conflict',
        `There are ${MOST_WEBHOOKS} webhooks, the most there can be; remove one first.`,
        'url',
      );
    }
    const added = await addWebhook(deps.store, { id, url, events, createdAt: deps.clock(), createdBy });
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
