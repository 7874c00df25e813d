import { isRecord, readJsonText } from '../json-text.ts';
import { headerOf, isSame, refusal } from './refusal.ts';
import type { Basic, BodyToken, FixedHeader, SentRequest, Trust } from './verification.ts';

/** Proofs that are the secret itself. They say nothing of the body, and hold for as long as the secret does. */

export function verifyHeader({ header, prefix = '' }: FixedHeader, request: SentRequest, { secrets }: Trust): void {
  const given = headerOf(request, header) ?? '';
  const isPrefixed = given.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase();
  if (!isPrefixed) throw refusal(header, `does not begin with '${prefix.trim()}'`);
  if (!isOneOf(given.slice(prefix.length).trim(), secrets)) throw refusal(header, 'is not the secret of this source');
}

export function verifyBasic({ user }: Basic, request: SentRequest, { secrets }: Trust): void {
  const [, encoded = ''] = /^basic +(\S+)$/i.exec(headerOf(request, 'authorization') ?? '') ?? [];
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  const known = secrets.map((secret) => `${user}:${secret}`);
  if (!isOneOf(given, known)) throw refusal('authorization', `is not user '${user}' with the secret of this source`);
}

/** Every entry of the list has to carry the secret: one that does not could be anybody's. */
export function verifyBody({ list, member }: BodyToken, { body }: SentRequest, { secrets }: Trust): void {
  const { value } = readJsonText(Buffer.from(body).toString('utf8'));
  const entries = isRecord(value) && Array.isArray(value[list]) ? (value[list] as unknown[]) : [];
  const isHeld = (entry: unknown) => {
    const given = isRecord(entry) ? entry[member] : null;
    return typeof given === 'string' && isOneOf(given, secrets);
  };
  if (entries.length > 0 && entries.length <= 10_000 && entries.every(isHeld)) return;
  throw refusal(`${list}[].${member}`, 'is missing, or not the secret of this source');
}

/** All of them are compared, so that the time does not tell which one it is. */
function isOneOf(given: string, secrets: readonly string[]): boolean {
  return secrets.map((secret) => secret !== '' && isSame(given, secret)).includes(true);
}
