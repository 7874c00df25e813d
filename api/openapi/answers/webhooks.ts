import { z } from 'zod';
import { instant } from './common.ts';

const Webhook = z.looseObject({
  id: z.string(),
  kind: z.string(),
  url: z.string(),
  events: z.array(z.string()).describe('Empty is all'),
  createdAt: instant,
  createdBy: z.string(),
  deliveredAt: instant.nullable(),
  failedAt: instant.nullable(),
});

export const WebhookList = z.looseObject({ webhooks: z.array(Webhook) });

export const WebhookAdded = z.looseObject({
  id: z.string(),
  secret: z.string().describe('whsec_ and base64, by which messages of kind `standard` are signed; shown once'),
});
