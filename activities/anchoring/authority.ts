import { randomBytes } from 'node:crypto';
import { readTimestampReply, type Stamp, timestampQuery } from '../../domain/audit/timestamp.ts';
import { TocsinError } from '../../domain/errors.ts';
import { SECOND_MS } from '../../domain/time.ts';

const ANSWER_MS = 20 * SECOND_MS;
/** Tokens with a long chain of certificates have some 10 KB. */
const MOST_BYTES = 100_000;

/** Has a text time-stamped. @throws TocsinError `unavailable` or, for an answer that does not hold, `bad-signature` */
export type Authority = (text: string) => Promise<{ token: Uint8Array; stamp: Stamp }>;

/**
 * A time-stamping authority over HTTP (RFC 3161, 3.4). It learns a SHA-256 and nothing else.
 * @param url of the authority; a name and password in it are sent as basic authentication
 * @param roots certificates (PEM) that its own must lead to; none: any is taken
 * @param patienceMs how long its answer is waited for
 */
export function createAuthority(url: string, roots: readonly string[], patienceMs = ANSWER_MS): Authority {
  const { username, password } = new URL(url);
  const address = Object.assign(new URL(url), { username: '', password: '' });
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const headers = {
    'content-type': 'application/timestamp-query',
    accept: 'application/timestamp-reply',
    ...(username === '' ? {} : { authorization: `Basic ${secret}` }),
  };
  return async (text) => {
    const nonce = randomBytes(8);
    const signal = AbortSignal.timeout(patienceMs);
    const reply = await post(address, { headers, body: Buffer.from(timestampQuery(text, nonce)), signal });
    return readTimestampReply(reply, { text, nonce, roots });
  };
}

async function post(url: URL, request: RequestInit): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, { ...request, method: 'POST', redirect: 'error' });
    if (!answer.ok) throw away(`HTTP ${answer.status}`);
    return await readLimited(answer);
  } catch (error) {
    if (error instanceof TocsinError) throw error;
    const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
    throw away(String(cause?.code ?? (error instanceof Error ? error.name : 'error')));
  }
}

async function readLimited({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw away('its answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function away(why: string): TocsinError {
  return new TocsinError('unavailable', `The time-stamping authority did not answer as it should (${why}).`);
}
