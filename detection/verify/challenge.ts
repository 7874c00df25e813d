import type { Challenge, SentRequest } from './verification.ts';

/** Characters of what is given back: a vendor's token, and nothing that a browser would take for a page. */
const TOKEN = /^[\w\-.~:+/=%?&, ]{1,4096}$/;

export type ChallengeAnswer = { mediaType: 'application/json' | 'text/plain'; body: string };

/**
 * The answer to a vendor that asks whether an address is ours; null for a request that asks nothing. It tells no
 * secret: all of it was in the request.
 */
export function answerChallenge(
  challenge: Challenge | undefined,
  request: SentRequest & { method: string; query: Readonly<Record<string, unknown>> },
): ChallengeAnswer | null {
  if (challenge === undefined) return null;
  const asked = askedBy(challenge, request);
  if (typeof asked !== 'string' || !TOKEN.test(asked)) return null;
  if (challenge.kind === 'get-header') {
    return { mediaType: 'application/json', body: JSON.stringify({ [challenge.member]: asked }) };
  }
  return { mediaType: 'text/plain', body: asked };
}

function askedBy(challenge: Challenge, request: Parameters<typeof answerChallenge>[1]): unknown {
  const { method, headers, query, body } = request;
  if (challenge.kind === 'get-header') return method === 'GET' ? headers[challenge.header] : null;
  // A vendor that asks sends nothing else: what has a body is an alert, whatever its address says.
  return method === 'POST' && body.length === 0 ? query[challenge.parameter] : null;
}
