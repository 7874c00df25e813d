import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { readJsonText } from '../../detection/json-text.ts';
import type { AlertSource } from '../../detection/source.ts';
import { subscribeUrlOf } from '../../detection/verify/sns.ts';
import { SNS_SIGNATURE, type Trust } from '../../detection/verify/verification.ts';
import { carrierOf, isInHead, type Proof, signedBy, verifyRequest } from '../../detection/verify/verifier.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import { keptHeaders } from '../../intake/alert-headers.ts';
import type { TrustedSource } from '../../intake/trusted-sources.ts';
import type { KeptAlert } from '../../store/alerts.ts';
import type { Principal } from '../../store/tokens.ts';
import type { ApiDeps } from '../deps.ts';
import { createWrongTokens } from '../http/throttle.ts';

/** An alert as it came; `principal` is whose token it came with, null where it has to prove itself. */
export type SentAlert = {
  source: AlertSource;
  principal: Principal | null;
  headers: IncomingHttpHeaders;
  raw: Buffer;
  requestId: string;
  /** The address that it was sent from. */
  ip: string;
  /** Sent from the page of its source. */
  isTest?: true;
};

/** Headers of proofs that are counted where they do not hold. */
const GUESSED = ['authorization', carrierOf(SNS_SIGNATURE)];

type Deps = Pick<ApiDeps, 'clock' | 'inbox' | 'limiter' | 'limits' | 'log' | 'trusted' | 'vendors'>;

/**
 * Takes an alert in: who sent it is known first, then it is kept, then it may be answered.
 *
 * @throws TocsinError `bad-signature` or `unauthenticated` for a stranger; `forbidden` where the source is switched off
 */
export async function receiveAlert(deps: Deps, sent: SentAlert): Promise<KeptAlert> {
  const { source, principal, headers, raw, requestId } = sent;
  const { name } = source;
  const receivedAt = deps.clock();
  const trusted = await deps.trusted.of(name);
  const proof = principal === null ? await verifySender(deps, sent, trusted) : null;
  requireOn(source, trusted);
  if (proof !== null) await deps.limiter.take('intake', name);
  const by = principal?.name ?? name;
  const kept = await deps.inbox.take({
    ...{ source: name, by, receivedAt, requestId, raw, headers: keptHeaders(headers) },
    ...(sent.isTest && { isTest: true }),
  });
  if (!sent.isTest) await noteUsed(deps, name, proof === null ? 'token' : provedBy(proof, trusted), receivedAt);
  if (proof?.way.kind === 'sns') await confirmSubscription(deps, raw);
  return kept;
}

/**
 * Whether a request proves who sends it before its body is read.
 *
 * @throws TocsinError `bad-signature` where it tries to, that does not hold, and nothing is signed beside it
 */
export async function proveByHead(
  deps: Pick<Deps, 'clock' | 'limits' | 'trusted' | 'vendors'>,
  source: AlertSource,
  { headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>,
): Promise<boolean> {
  const inHead = source.verify.filter(isInHead);
  const isShown = inHead.some((way) => headers[carrierOf(way)] !== undefined);
  if (!isShown) return false;
  const sent = { source: { ...source, verify: inHead }, headers, ip, raw: Buffer.alloc(0) };
  try {
    await verifySender(deps, sent, await deps.trusted.of(source.name));
    return true;
  } catch (error) {
    if (error instanceof TocsinError && signedBy(source.verify, headers).length > 0) return false;
    throw error;
  }
}

/**
 * What may stand in `authorization` can be guessed at like a token, and is counted like one; so is a forged message of
 * SNS, for which Amazon is asked.
 */
async function verifySender(
  deps: Pick<Deps, 'clock' | 'limits' | 'vendors'>,
  sent: Pick<SentAlert, 'source' | 'headers' | 'raw' | 'ip'>,
  trusted: TrustedSource,
): Promise<Proof> {
  const { source, headers, raw, ip } = sent;
  const { topics, senders, audience } = trusted;
  const { fetchCertificate, keySet } = deps.vendors;
  const trust: Trust = {
    now: deps.clock(),
    secrets: trusted.secrets.map(({ secret }) => secret),
    ...{ topics, senders, fetchCertificate, keySet },
    ...(audience !== null && { audience }),
  };
  try {
    return await verifyRequest(source.verify, { headers, body: raw }, trust);
  } catch (error) {
    const isGuess = error instanceof TocsinError && error.code === 'bad-signature';
    if (isGuess && GUESSED.some((name) => headers[name] !== undefined)) await createWrongTokens(deps.limits)(ip);
    throw error;
  }
}

/** The alert is kept by now: that this could not be noted is nothing that its sender could mend. */
async function noteUsed({ trusted, log }: Deps, name: string, by: string, at: Instant): Promise<void> {
  try {
    await trusted.used(name, by, at);
  } catch (error) {
    log.warn({ error, source: name }, 'when an alert source was used last could not be noted');
  }
}

/** Of a message whose signature held and whose topic is trusted. Where that fails, SNS sends it again. */
async function confirmSubscription({ vendors }: Deps, raw: Buffer): Promise<void> {
  const url = subscribeUrlOf(readJsonText(raw.toString('utf8')).value);
  if (url !== null) await vendors.confirm(url);
}

/** Under which name it is noted that this proof held. */
function provedBy({ way, secret }: Proof, { secrets }: TrustedSource): string {
  return secrets.find((each) => each.secret === secret)?.id ?? way.kind;
}

/** @throws TocsinError `forbidden` for a source that is switched off */
export function requireOn({ name }: AlertSource, { isOn }: TrustedSource): void {
  if (isOn) return;
  throw new TocsinError(
    'forbidden',
    `The source ${name} is switched off; an administrator switches it on, on the page Sources. Nothing was kept.`,
    'source',
    { why: 'source-off' },
  );
}
