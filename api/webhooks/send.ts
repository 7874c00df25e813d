import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { type Instant, SECOND_MS, toMs } from '../../domain/time.ts';
import { TEST_MESSAGE, type WebhookMessage } from '../../store/webhooks.ts';
import { isPrivate, lookupPublic } from './target.ts';
import type { Told } from './told.ts';

const TIMEOUT_MS = 10 * SECOND_MS;
const MOST_ANSWER_BYTES = 65_536;

/** A message with what it tells of a warning; null where it is of another event. */
type Sent = WebhookMessage & { told: Told | null };

/** What is sent: which breach and which event, never what it says. A program with a token reads the rest. */
export function bodyOf({ breachId, seq, type, at, exercise, told }: Sent): string {
  if (type === TEST_MESSAGE) return JSON.stringify({ type: 'webhook.test', timestamp: at, data: {} });
  return JSON.stringify({ type: `breach.${type}`, timestamp: at, data: { breachId, seq, exercise, ...told } });
}

/** The headers by which a receiver checks who sent it and when, by the Standard Webhooks specification 1.0. */
export function signatureHeaders(id: string, secret: string, now: Instant, body: string): Record<string, string> {
  const timestamp = String(Math.floor(toMs(now) / SECOND_MS));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/**
 * Sends one message: no redirects, ten seconds, and of the answer only its status counts.
 * @returns the status; null where there was no answer
 */
export function sendMessage(
  message: Sent & { url: string; secret: string },
  now: Instant,
  { allowPrivate }: { allowPrivate: boolean },
): Promise<number | null> {
  const body = bodyOf(message);
  return postTo(
    message.url,
    { headers: signatureHeaders(message.id, message.secret, now, body), body },
    { allowPrivate },
  );
}

/**
 * Posts JSON to an address outside: to a public one alone, unless the operator allows others.
 * @returns the status; null where there was no answer
 */
export function postTo(
  address: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  { allowPrivate }: { allowPrivate: boolean },
): Promise<number | null> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A name is checked when it is looked up; an address in the URL never is looked up.
  if (!allowPrivate && (url.protocol !== 'https:' || (isIP(host) !== 0 && isPrivate(host))))
    return Promise.resolve(null);
  const options = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Tocsin',
      ...headers,
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(allowPrivate ? {} : { lookup: lookupPublic }),
  };
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_ANSWER_BYTES) answer.destroy();
      });
      answer.on('error', () => undefined);
      resolve(answer.statusCode ?? null);
    });
    request.on('error', () => resolve(null));
    request.end(body);
  });
}
