import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { listWebhooks, removeWebhook } from '../../store/webhooks.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import type { Routes } from '../http/route.ts';
import { WebhookAdded, WebhookList } from '../openapi/answers.ts';
import { KeyHeaders, operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { setUpWebhook, WebhookBody } from '../webhooks/add.ts';

const Params = z.strictObject({ webhook: z.uuid() });

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
        'which is shown this one time. They come at least once, with the same webhook-id when repeated. ' +
        'A tool of another kind is told in its own form, without exercises; its key is kept sealed and never shown.',
      answers: { 201: WebhookAdded },
      refusals: ['conflict', 'key-reused'],
    },
    { body: WebhookBody, headers: KeyHeaders },
  );
  server.post('/webhooks', { schema: add }, async (request, reply) => {
    const asked = { by: principalOf(request).name, call: idempotencyKey(request) };
    return reply.status(201).send(await setUpWebhook(deps, asked, request.body));
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
