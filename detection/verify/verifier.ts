import { TocsinError } from '../../domain/errors.ts';
import { verifyBasic, verifyBody, verifyHeader } from './fixed.ts';
import { verifyHmac } from './hmac.ts';
import { verifyJwt } from './jwt.ts';
import { headerOf, refusal } from './refusal.ts';
import { verifySns } from './sns.ts';
import type { SentRequest, Trust, Verification } from './verification.ts';

/** What a request proved itself by: a way, and the secret where it is one of those. */
export type Proof = { way: Verification; secret: string | null };

/**
 * Checks that a request was sent by who may, in one of these ways: in that of which the request carries the header.
 *
 * @throws TocsinError `unauthenticated` for a request that carries none; `bad-signature` for one that does not hold,
 *   or whose way is not set up here
 */
export async function verifyRequest(ways: readonly Verification[], request: SentRequest, trust: Trust): Promise<Proof> {
  const tried = ways.filter((way) => isTried(way, request));
  if (tried.length === 0) {
    const headers = [...new Set(ways.map(carrierOf))].join(' or ');
    const message = `Prove yourself in ${headers}, or send a token of role alert-source.`;
    throw new TocsinError('unauthenticated', message, ways[0] === undefined ? undefined : carrierOf(ways[0]));
  }
  let first: unknown;
  for (const way of tried) {
    try {
      return { way, secret: await verifyOne(way, request, trust) };
    } catch (error) {
      if (!(error instanceof TocsinError)) throw error;
      first ??= error;
    }
  }
  throw first;
}

async function verifyOne(way: Verification, request: SentRequest, trust: Trust): Promise<string | null> {
  if (way.kind === 'sns' || way.kind === 'jwt') {
    await (way.kind === 'sns' ? verifySns(way, request, trust) : verifyJwt(way, request, trust));
    return null;
  }
  if (trust.secrets.length === 0) throw refusal(carrierOf(way), 'cannot be checked: no secret is set for this source');
  if (way.kind === 'hmac') return verifyHmac(way, request, trust);
  if (way.kind === 'header') return verifyHeader(way, request, trust);
  if (way.kind === 'basic') return verifyBasic(way, request, trust);
  return verifyBody(way, request, trust);
}

function isTried(way: Verification, request: SentRequest): boolean {
  const carried = headerOf(request, carrierOf(way));
  if (way.kind === 'body') return true;
  if (way.kind === 'basic') return /^basic /i.test(carried ?? '');
  if (way.kind === 'jwt') return /^bearer /i.test(carried ?? '');
  return carried !== null;
}

/** Whether one of these ways may stand in this `authorization`, rather than a token of Tocsin. */
export function provesItself(ways: readonly Verification[], authorization: string): boolean {
  const request = { headers: { authorization }, body: new Uint8Array() };
  const isToken = /^bearer +tocsin_/i.test(authorization);
  return !isToken && ways.some((way) => carrierOf(way) === 'authorization' && isTried(way, request));
}

/** Whether a way of proof is checked by headers alone, before the body is read. */
export function isInHead({ kind }: Verification): boolean {
  return kind === 'header' || kind === 'basic' || kind === 'jwt';
}

/** The ways of proof by which a request says that its body is signed with a secret of ours. */
export function signedBy(ways: readonly Verification[], headers: SentRequest['headers']): Verification[] {
  return ways.filter((way) => way.kind === 'hmac' && headers[carrierOf(way)] !== undefined);
}

/** The header in which a way of proof stands. */
export function carrierOf(way: Verification): string {
  if (way.kind === 'hmac' || way.kind === 'header') return way.header;
  return { basic: 'authorization', jwt: 'authorization', sns: 'x-amz-sns-message-type', body: 'body' }[way.kind];
}
