import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Channel, ChatMessage, SendResult } from '../channel.ts';

export type SlackOptions = { token: string; apiUrl: string | undefined };

const TIMEOUT_MS = 10_000;

/** What Slack answers with 200; of all else that stands in it nothing is of use here. */
const Answer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    /** The message's id. */
    ts: z
      .string()
      .regex(/^\d{1,12}\.\d{1,9}$/)
      .catch(''),
  }),
  z.object({ ok: z.literal(false), error: z.string().regex(/^\w{1,64}$/) }),
]);

/**
 * The client takes any page for an answer, such as that of a proxy, and its text for the code of a refusal. Here it
 * fails as a connection does: whether Slack took the message is not known.
 */
async function askSlack(...request: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetch(...request);
  return answer.status === 200 ? Response.json(Answer.parse(await answer.json())) : answer;
}

/** Slack by `chat.postMessage`. Retries are the workflow's business, so the client itself makes none. */
export function createSlackChannel(options: SlackOptions): Channel<ChatMessage> {
  const client = new WebClient(options.token, {
    ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logLevel: LogLevel.ERROR,
    fetch: askSlack,
  });
  return {
    name: 'slack',
    async send({ channel, text }): Promise<SendResult> {
      try {
        const answer = await client.chat.postMessage({ channel, text: escapeMrkdwn(text), unfurl_links: false });
        return { status: 'sent', receipt: answer.ts ?? '' };
      } catch (error) {
        return failure(error);
      }
    },
    async ping() {
      await client.auth.test();
    },
    async close() {},
  };
}

/** Slack reads three characters as control characters: text from people must not mention or link. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Answers of Slack that no retry mends: the token, the channel or the message is wrong. */
const PERMANENT = [
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'no_text',
  'msg_too_long',
  'restricted_action',
];

function failure(error: unknown): SendResult {
  const { code, data } = error as { code?: string; data?: { error?: string } };
  if (code === ErrorCode.PlatformError && data?.error !== undefined) {
    const detail = `Slack ${data.error}`;
    return PERMANENT.includes(data.error)
      ? { status: 'refused', detail }
      : { status: 'not-sent', detail, isOutage: true };
  }
  if (code === ErrorCode.RateLimitedError) return { status: 'not-sent', detail: 'Slack ratelimited', isOutage: true };
  return { status: 'uncertain', detail: `Slack ${code ?? 'error'}` };
}
