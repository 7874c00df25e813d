import { isRecord, readJsonText } from '../json-text.ts';
import { headerOf, isSame, refusal } from './refusal.ts';
import type { Basic, BodyToken, FixedHeader, SentRequest, Trust } from './verification.ts';

/**
 * Proofs that are the secret itself. They say nothing of the body, and hold for as long as the secret does. Each gives
 * the secret by which it held.
 */

export function verifyHeader({ header, prefix = '' }: FixedHeader, request: SentRequest, { secrets }: Trust): string {
  const given = headerOf(request, header) ?? '';
  const isPrefixed = given.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase();
  if (!isPrefixed) throw refusal(header, `does not begin with '${prefix.trim()}'`);
  const held = heldBy(given.slice(prefix.length).trim(), secrets);
  if (held === null) throw refusal(header, 'is not the secret of this source');
  return held;
}

export function verifyBasic({ user }: Basic, request: SentRequest, { secrets }: Trust): string {
  const [, encoded = ''] = /^basic +(\S+)$/i.exec(headerOf(request, 'authorization') ?? '') ?? [];
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  const at = given.indexOf(':');
  const held = heldBy(given.slice(at + 1), secrets);
  const isUser = isSame(given.slice(0, Math.max(at, 0)), user);
  if (held === null || !isUser) throw refusal('authorization', `is not user '${user}' with the secret of this source`);
  return held;
}

/** Every entry of the list has to carry the secret: one that does not could be anybody's. */
export function verifyBody({ list, member }: BodyToken, { body }: SentRequest, { secrets }: Trust): string {
  const { value } = readJsonText(Buffer.from(body).toString('utf8'));
  const entries = isRecord(value) && Array.isArray(value[list]) ? (value[list] as unknown[]) : [];
  const secretOf = (entry: unknown) => {
    const given = isRecord(entry) ? entry[member] : null;
    return typeof given === 'string' ? heldBy(given, secrets) : null;
  };
  const [first] = entries;
  const held = entries.length <= 10_000 ? secretOf(first) : null;
  if (held !== null && entries.every((entry) => secretOf(entry) !== null)) return held;
  throw refusal(`${list}[].${member}`, 'is missing, or not the secret of this source');
}

/** The one that it is. All of them are compared, so that the time does not tell which. */
function heldBy(given: string, secrets: readonly string[]): string | null {
  return secrets.filter((secret) => secret !== '' && isSame(given, secret))[0] ?? null;
}
