import { createVerify, X509Certificate } from 'node:crypto';
import { SECOND_MS, toMs } from '../../domain/time.ts';
import { isRecord, readJsonText } from '../json-text.ts';
import { refusal } from './refusal.ts';
import type { SentRequest, Sns, Trust } from './verification.ts';

const WHERE = 'the SNS message';
/** Hosts of Amazon SNS alone, as in Amazon's own validator; a bucket's host would let anybody sign. */
const HOST = /^sns\.[a-z0-9-]{3,30}\.amazonaws\.com(\.cn)?$/;
const ALGORITHMS: Record<string, string> = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' };
const SIGNED = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const SIGNED_ON_SUBSCRIBING = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** Checks the signature of SNS over its own fields, that the topic is ours, and that it was published just now. */
export async function verifySns(way: Sns, { body }: SentRequest, trust: Trust): Promise<void> {
  const { value: message } = readJsonText(Buffer.from(body).toString('utf8'));
  if (!isRecord(message)) throw refusal(WHERE, 'is no JSON object');
  const text = (key: string) => (typeof message[key] === 'string' ? (message[key] as string) : null);
  const topic = text('TopicArn');
  if (topic === null || !(trust.topics ?? []).includes(topic)) throw refusal(WHERE, 'is of a topic that is not set up');
  const algorithm = ALGORITHMS[text('SignatureVersion') ?? ''];
  if (algorithm === undefined) throw refusal(WHERE, 'has a SignatureVersion other than 1 and 2');
  const certificate = await certificateAt(text('SigningCertURL'), trust);
  const fields = text('Type') === 'Notification' ? SIGNED : SIGNED_ON_SUBSCRIBING;
  const signed = fields.flatMap((key) => (text(key) === null ? [] : [`${key}\n${text(key)}\n`])).join('');
  const signature = Buffer.from(text('Signature') ?? '', 'base64');
  const isHeld = createVerify(algorithm).update(signed, 'utf8').verify(certificate.publicKey, signature);
  if (!isHeld) throw refusal(WHERE, 'does not match its signature');
  const sentMs = Date.parse(text('Timestamp') ?? '');
  if (!(Math.abs(toMs(trust.now) - sentMs) <= way.windowSeconds * SECOND_MS)) {
    throw refusal(WHERE, `was published more than ${way.windowSeconds} s away from now`);
  }
}

/** The address by which a subscription of a verified message is confirmed; null for any other message. */
export function subscribeUrlOf(message: unknown): string | null {
  if (!isRecord(message) || message.Type !== 'SubscriptionConfirmation') return null;
  return isOfAmazon(message.SubscribeURL) ? message.SubscribeURL : null;
}

async function certificateAt(url: string | null, { fetchCertificate, now }: Trust): Promise<X509Certificate> {
  if (!isOfAmazon(url) || !isPlain(url)) {
    throw refusal(WHERE, 'names a certificate that is not of Amazon SNS');
  }
  if (fetchCertificate === undefined) throw refusal(WHERE, 'cannot be checked: certificates cannot be fetched here');
  const pem = await fetchCertificate(url);
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    throw refusal(WHERE, 'names a certificate that is none');
  }
  const isValid = Date.parse(certificate.validFrom) <= toMs(now) && toMs(now) <= Date.parse(certificate.validTo);
  if (!isValid) throw refusal(WHERE, 'names a certificate that is not valid now');
  return certificate;
}

function isOfAmazon(url: unknown): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  return protocol === 'https:' && port === '' && username === '' && password === '' && HOST.test(hostname);
}

/** A file at the root, and nothing behind it: else anybody could write one address of it after the other. */
function isPlain(url: string): boolean {
  const { origin, pathname } = new URL(url);
  return url === origin + pathname && /^\/[\w-]{1,100}\.pem$/.test(pathname);
}

const MOST_CERTIFICATES = 20;

/**
 * Keeps what was fetched: Amazon changes a certificate under an address of its own. What is asked for and not there
 * drives nothing out.
 */
export function keepCertificates(fetch: (url: string) => Promise<string>): (url: string) => Promise<string> {
  const kept = new Map<string, string>();
  const underWay = new Map<string, Promise<string>>();
  const ask = async (url: string) => {
    try {
      const fetched = await fetch(url);
      if (kept.size >= MOST_CERTIFICATES) kept.clear();
      kept.set(url, fetched);
      return fetched;
    } finally {
      underWay.delete(url);
    }
  };
  return async (url) => {
    const known = kept.get(url) ?? underWay.get(url);
    if (known !== undefined) return known;
    const asked = ask(url);
    underWay.set(url, asked);
    return asked;
  };
}
