import { z } from 'zod';
import type { Hmac } from '../../detection/verify/verification.ts';
import { verifyRequest } from '../../detection/verify/verifier.ts';
import { TocsinError } from '../../domain/errors.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';

/** What Slack sends us, and how it proves that it did. Of all that it sends only this is read. */

/** docs.slack.dev: "Verifying requests from Slack", version 0 of its signatures. */
export const SLACK_SIGNATURE: Hmac = {
  kind: 'hmac',
  header: 'x-slack-signature',
  prefix: 'v0=',
  algorithm: 'sha256',
  encoding: 'hex',
  signed: 'v0:{timestamp}:{body}',
  timestamp: { header: 'x-slack-request-timestamp', unit: 's', windowSeconds: 300 },
};

/** Longer than a signature holds, before and after its time. */
const SEEN_MS = 11 * MINUTE_MS;

const id = z.string().regex(/^[A-Z0-9]{1,32}$/);
const address = z.string().max(2_000);
const trigger = z.string().regex(/^[\w.-]{1,200}$/);

export const SlackCommand = z.looseObject({
  text: z.string().max(4_000).default(''),
  user_id: id,
  response_url: address,
  trigger_id: trigger,
});

const User = z.looseObject({ id });
const Press = z.looseObject({
  type: z.literal('block_actions'),
  user: User,
  response_url: address.optional(),
  trigger_id: trigger.optional(),
  actions: z
    .array(z.looseObject({ action_id: z.string().max(255), value: z.string().max(2_000).optional() }))
    .min(1)
    .max(25),
});
const Shortcut = z.looseObject({
  type: z.literal('shortcut'),
  callback_id: z.literal('tocsin-report'),
  user: User,
  trigger_id: trigger,
});
const MessageShortcut = Shortcut.extend({
  type: z.literal('message_action'),
  response_url: address,
  message: z.looseObject({ text: z.string().default('') }),
});
const typed = z.looseObject({ value: z.string().nullish() });
const Submission = z.looseObject({
  type: z.literal('view_submission'),
  user: User,
  view: z.looseObject({
    id,
    callback_id: z.literal('tocsin-report'),
    state: z.looseObject({
      values: z.looseObject({ title: z.looseObject({ typed }), summary: z.looseObject({ typed }) }),
    }),
  }),
});

export const SlackInteraction = z.discriminatedUnion('type', [Press, Shortcut, MessageShortcut, Submission]);
export type SlackInteraction = z.infer<typeof SlackInteraction>;
export type SlackCommand = z.infer<typeof SlackCommand>;

type Sent = { headers: Readonly<Record<string, string | string[] | undefined>>; body: Buffer };

/**
 * Insists that Slack sent it, within five minutes, and not a second time.
 * @throws TocsinError `unauthenticated` without a signature, `bad-signature` for one that does not hold or was used
 */
export function createSlackProof({ slack, limits, clock }: Pick<ApiDeps, 'slack' | 'limits' | 'clock'>) {
  const seen = limits('slack-requests', { most: 1, windowMs: SEEN_MS });
  return async (sent: Sent): Promise<void> => {
    const trust = { now: clock(), secrets: slack === null ? [] : [slack.signingSecret] };
    await verifyRequest([SLACK_SIGNATURE], sent, trust);
    if ((await seen(String(sent.headers[SLACK_SIGNATURE.header]).toLowerCase())) === null) return;
    throw new TocsinError(
      'bad-signature',
      'This request was taken already; Slack signs each anew.',
      'x-slack-signature',
    );
  };
}

/** The form that Slack sends; an interaction is JSON in its field `payload`. @throws TocsinError `bad-input` */
export function readForm<S extends z.ZodType>(body: Buffer, schema: S, field?: string): z.output<S> {
  const form = new URLSearchParams(body.toString('utf8'));
  const given = field === undefined ? Object.fromEntries(form) : jsonOf(form.get(field) ?? '');
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new TocsinError(
    'bad-input',
    'Slack sent what is not known here; see the manifest of the app.',
    field ?? 'body',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
