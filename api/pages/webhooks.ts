import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { PLACEHOLDERS, TEMPLATES, TicketTemplate } from '../../domain/tickets/template.ts';
import { listWebhooks, removeWebhook } from '../../store/webhooks.ts';
import type { Form } from '../../web/forms.ts';
import { SaidRefusal } from '../../web/refusals.ts';
import { webhookAddedPage, webhooksPage } from '../../web/webhooks/pages.ts';
import { acceptForms, openForm, submit } from '../forms/form.ts';
import { idempotencyKey } from '../http/idempotency.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { setUpWebhook, WEBHOOK_KINDS } from '../webhooks/add.ts';
import { sendPage } from './page.ts';

const Params = z.strictObject({ webhook: z.uuid() });
const MOST_TEMPLATE = 16_384;

/** Where events are told: programs of one's own, and tools of other companies. */
export const webhookPages: Routes = (server, deps) => {
  acceptForms(server);

  server.get('/desk/webhooks', async (request, reply) => showAll(request, reply, await openForm(deps, request)));

  server.post('/desk/webhooks', async (request, reply) => {
    const view = await viewOf(deps, request);
    const { webhooks: words } = view.words;
    let secret = '';
    const schema = z.object({
      kind: z.enum(WEBHOOK_KINDS),
      url: z.string().trim().min(1).max(2_000),
      credential: z.string().trim().max(1_000).default(''),
      template: z.string().trim().max(MOST_TEMPLATE).default(''),
    });
    const form = await submit(view, request, schema, async ({ kind, url, credential, template }) => {
      const body = {
        ...{ kind, url, events: [] },
        ...(credential !== '' && { credential }),
        ...(template !== '' && { template: templateOf(template, words.badTemplate(PLACEHOLDERS)) }),
      };
      const asked = { by: principalOf(request).name, call: idempotencyKey(request) };
      const added = await setUpWebhook(deps, asked, body).catch((error: unknown) => {
        if (!(error instanceof TocsinError)) throw error;
        const field = error.field ?? 'url';
        throw new SaidRefusal(error.code, words.refused[field as keyof typeof words.refused] ?? error.message, field);
      });
      secret = kind === 'standard' ? added.secret : '';
    });
    if (form !== null) return showAll(request, reply, form, 422);
    if (secret === '') return reply.redirect('/desk/webhooks', 303);
    return sendPage(reply, webhookAddedPage(view, secret));
  });

  server.post('/desk/webhooks/:webhook', { schema: { params: Params } }, async (request, reply) => {
    if (await removeWebhook(deps.store, request.params.webhook)) return reply.redirect('/desk/webhooks', 303);
    throw new TocsinError('not-found', 'There is no webhook of this id.', 'webhook');
  });

  async function showAll(request: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
    const webhooks = await listWebhooks(deps.store);
    const content = { webhooks, kinds: WEBHOOK_KINDS, templates: TEMPLATES, placeholders: PLACEHOLDERS, form };
    return sendPage(reply, webhooksPage(await viewOf(deps, request), content), status);
  }
};

/** @throws SaidRefusal at `template` for what is no JSON object with known placeholders */
function templateOf(text: string, says: string): TicketTemplate {
  try {
    return TicketTemplate.parse(JSON.parse(text));
  } catch {
    throw new SaidRefusal('content-refused', says, 'template');
  }
}
