import { type ChatPostMessageArguments, ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { ChatButton } from '../../../domain/chat/buttons.ts';
import { escapeMrkdwn } from '../../../domain/chat/escape.ts';
import type { Channel, ChatMessage, SendResult } from '../channel.ts';

/** `isHeard`: Slack tells us of who presses a button; else messages have none. */
export type SlackOptions = { token: string; apiUrl: string | undefined; isHeard: boolean };

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
    async send({ channel, text, buttons = [] }): Promise<SendResult> {
      try {
        const safe = escapeMrkdwn(text);
        const blocks = options.isHeard && buttons.length > 0 ? { blocks: blocksOf(safe, buttons) } : {};
        const answer = await client.chat.postMessage({ channel, text: safe, unfurl_links: false, ...blocks });
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

type Blocks = Extract<ChatPostMessageArguments, { blocks: unknown }>['blocks'];

/** Most characters of one section. */
const SECTION = 3_000;
/** Most sections; a longer text is shown as far as it goes, and stands whole in the notification. */
const MOST_SECTIONS = 10;

function blocksOf(text: string, buttons: readonly ChatButton[]): Blocks {
  const sections = partsOf(text).map((part) => ({
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text: part },
  }));
  const elements = buttons.map((button) => ({
    type: 'button' as const,
    action_id: `tocsin-${button.act}`,
    text: { type: 'plain_text' as const, text: button.label },
    ...('link' in button ? { url: button.link } : { value: button.value }),
    ...(button.act === 'take' && { style: 'primary' as const }),
  }));
  return [...sections, { type: 'actions', elements }];
}

/** Whole lines together, as many as fit into a section. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split('\n')) {
    const last = parts.at(-1);
    const longer = `${last}\n${line}`;
    if (last !== undefined && longer.length <= SECTION) parts[parts.length - 1] = longer;
    else parts.push(line.slice(0, SECTION) || ' ');
  }
  return parts.slice(0, MOST_SECTIONS);
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
