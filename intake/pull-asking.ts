import { type PullAnswer, PullFailure, type PullRequest } from '../detection/pull.ts';
import { SECOND_MS } from '../domain/time.ts';

export type Asking = (request: PullRequest) => Promise<PullAnswer>;

const TIMEOUT_MS = 30 * SECOND_MS;
const MOST_BYTES = 33_554_432;

/**
 * Asks a source within limits: 30 s, 32 MiB of UTF-8, no redirects.
 *
 * @param fetch what asks; tests give another, or less time
 * @throws PullFailure where there is no answer within them
 */
export function createAsking(fetch: typeof globalThis.fetch, timeoutMs = TIMEOUT_MS): Asking {
  return async ({ method, url, headers, body = null }) => {
    const bytes: Uint8Array[] = [];
    let [status, given, size]: [number | null, Record<string, string>, number] = [null, {}, 0];
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      // A redirect is an answer like any other, and none that is expected: what it names is asked for nothing.
      const answer = await fetch(url, { method, headers, body, redirect: 'manual', signal });
      [status, given] = [answer.status, Object.fromEntries(answer.headers)];
      for await (const chunk of answer.body ?? []) {
        size += chunk.length;
        // Leaving the loop ends the answer.
        if (size > MOST_BYTES) break;
        bytes.push(chunk);
      }
    } catch {
      throw new PullFailure('away', status);
    }
    if (size > MOST_BYTES) throw new PullFailure('unexpected', status);
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(bytes));
      return { status, headers: given, text };
    } catch {
      throw new PullFailure('unexpected', status);
    }
  };
}
