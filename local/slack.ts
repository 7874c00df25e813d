/**
 * A stand-in for Slack's Web API on loopback: the two methods Tocsin calls, with Slack's own answers. Messages are kept
 * for tests and handed on, for example to the development inbox.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuthTestResponse, ChatPostMessageArguments, ChatPostMessageResponse } from '@slack/web-api';

export type SlackMessage = Pick<ChatPostMessageArguments, 'channel'> & { text: string; ts: string; blocks: unknown[] };

export type SlackOptions = {
  token: string;
  /** Names without `#`, or ids. Other channels are answered with `channel_not_found`. */
  channels: string[];
  /** 0 takes any free port. */
  port?: number;
  onMessage?: (message: SlackMessage) => Promise<void>;
};

export type SlackStandIn = {
  /** What SLACK_API_URL must be set to. */
  apiUrl: string;
  messages: SlackMessage[];
  close(): Promise<void>;
};

type Refusal = { ok: false; error: string };
type Answer = ChatPostMessageResponse | AuthTestResponse | Refusal;
type Fields = Record<string, unknown>;

/** Slack's own limit of a message's text, in characters. */
const longestText = 40_000;

/** No request is larger than this, in bytes. */
const largestBody = 1_000_000;

export async function startSlack(options: SlackOptions): Promise<SlackStandIn> {
  const messages: SlackMessage[] = [];
  const server = createServer((request, response) => {
    answer(request, options, messages)
      .then((body) => send(response, 200, body))
      .catch((error: Error) => send(response, 500, { ok: false, error: 'internal_error', detail: error.message }));
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    messages,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Slack answers 200 to everything it understands; what went wrong stands in `error`. */
async function answer(request: IncomingMessage, options: SlackOptions, messages: SlackMessage[]): Promise<Answer> {
  const method = new URL(request.url ?? '/', 'http://slack.invalid').pathname.replace(/^\/api\//, '');
  const fields = parseBody(await readBody(request), request.headers['content-type'] ?? '');
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? fields.token;
  if (!token) return refuse('not_authed');
  if (token !== options.token) return refuse('invalid_auth');
  if (method === 'auth.test')
    return { ok: true, team: 'Stand-in', user: 'tocsin', bot_id: 'B0' } satisfies AuthTestResponse;
  if (method === 'chat.postMessage') return postMessage(fields, options, messages);
  return refuse('unknown_method');
}

async function postMessage(fields: Fields, options: SlackOptions, messages: SlackMessage[]): Promise<Answer> {
  const channel = String(fields.channel ?? '').replace(/^#/, '');
  const text = String(fields.text ?? '');
  const [blocks, attachments] = [listOf(fields.blocks), listOf(fields.attachments)];
  if (!options.channels.some((known) => known.replace(/^#/, '') === channel)) return refuse('channel_not_found');
  if (!blocks || !attachments) return refuse('invalid_blocks');
  if (!text && blocks.length + attachments.length === 0) return refuse('no_text');
  if (text.length > longestText) return refuse('msg_too_long');
  const ts = nextTimestamp(messages.at(-1)?.ts);
  const message = { channel, text, ts, blocks };
  messages.push(message);
  await options.onMessage?.(message);
  const posted = { type: 'message', subtype: 'bot_message', text, ts, bot_id: 'B0' };
  return { ok: true, channel, ts, message: posted } satisfies ChatPostMessageResponse;
}

const refuse = (error: string): Refusal => ({ ok: false, error });

/** A form carries lists as JSON text. Undefined when that is not a list. */
function listOf(value: unknown): unknown[] | undefined {
  try {
    const list: unknown = typeof value === 'string' ? JSON.parse(value) : (value ?? []);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds with six decimals; each message's is larger than the one before, for Slack uses it as the message's id. */
function nextTimestamp(last = '0'): string {
  const [now, next] = [Date.now() * 1_000, Math.round(Number(last) * 1e6) + 1];
  return (Math.max(now, next) / 1e6).toFixed(6);
}

function parseBody(body: string, contentType: string): Fields {
  if (!contentType.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  const parsed: unknown = JSON.parse(body || '{}');
  return parsed && typeof parsed === 'object' ? (parsed as Fields) : {};
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largestBody) throw new Error(`The body is larger than ${largestBody} bytes.`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
