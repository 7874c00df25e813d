import { z } from 'zod';
import { BREACH_EVENT_TYPES } from '../../domain/breach/event-types.ts';
import { TocsinError } from '../../domain/errors.ts';
import { TicketTemplate } from '../../domain/tickets/template.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { addWebhook, listWebhooks } from '../../store/webhooks.ts';
import type { ApiDeps } from '../deps.ts';
import { TOOL_NAMES, TOOLS } from './kinds/registry.ts';
import { requireTarget } from './target.ts';

export const WEBHOOK_KINDS = ['standard', ...TOOL_NAMES] as const;

/** What sets a webhook up, on the page and by the API. */
export const WebhookBody = z.strictObject({
  url: z.string().max(2_000).meta({ format: 'uri' }),
  kind: z
    .enum(WEBHOOK_KINDS)
    .default('standard')
    .describe('In whose form it is told; `standard`: signed messages of Standard Webhooks'),
  events: z
    .array(z.enum(BREACH_EVENT_TYPES))
    .max(BREACH_EVENT_TYPES.length)
    .default([])
    .describe('Which events to tell of; where none is named all, and to a tool those that it is for'),
  credential: z
    .string()
    .trim()
    .regex(/^[\x20-\x7e]{1,1000}$/, 'printable ASCII')
    .optional()
    .describe('What the tool asks for: a routing key, an API key, or the value of the Authorization header'),
  template: TicketTemplate.optional().describe('Of a ticket, in place of the one that ships; with {{placeholders}}'),
});
type WebhookBody = z.infer<typeof WebhookBody>;

const MOST_WEBHOOKS = 20;

/**
 * Sets a webhook up. `call` names the request: sent again it is answered as the first time.
 * @throws TocsinError `content-refused` for an address, credential or template that does not do; `conflict` where
 *   there are as many as there can be
 */
export async function setUpWebhook(
  deps: Pick<ApiDeps, 'store' | 'clock' | 'webhooksMayBePrivate'>,
  { by: createdBy, call }: { by: string; call: string },
  body: WebhookBody,
): Promise<{ id: string; secret: string }> {
  const { url, kind, credential, template } = body;
  const events = eventsOf(body);
  requireTarget(url, { allowPrivate: deps.webhooksMayBePrivate });
  const id = uuidOf(`${createdBy}:${call}`);
  const known = await listWebhooks(deps.store);
  if (known.length >= MOST_WEBHOOKS && known.every((webhook) => webhook.id !== id)) {
    const message = `There are ${MOST_WEBHOOKS} webhooks, the most there can be; remove one first.`;
    throw new TocsinError('conflict', message, 'url');
  }
  return addWebhook(deps.store, {
    ...{ id, kind, url, events, createdAt: deps.clock(), createdBy },
    ...(credential !== undefined && { key: credential }),
    ...(template !== undefined && { template }),
  });
}

/** A UUID (version 8, RFC 9562) that says nothing of what it was made from. */
function uuidOf(text: string): string {
  const hex = sha256Hex(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** @throws TocsinError `content-refused` for what this kind has not, and without the credential that it needs */
function eventsOf({ kind, events, credential, template }: WebhookBody): string[] {
  const tool = kind === 'standard' ? null : TOOLS[kind];
  const asked = tool?.key ?? null;
  if (asked === null && credential !== undefined) {
    throw refuse(`A webhook of kind ${kind} has no credential.`, 'credential');
  }
  if (asked !== null && credential === undefined) {
    throw refuse(`A webhook of kind ${kind} needs its credential: the ${asked}.`, 'credential');
  }
  const isTicket = kind === 'jira' || kind === 'servicenow';
  if (template !== undefined && !isTicket) throw refuse(`A webhook of kind ${kind} has no template.`, 'template');
  return events.length === 0 && tool !== null ? [...tool.events] : events;
}

function refuse(message: string, field: string): TocsinError {
  return new TocsinError('content-refused', message, field);
}
