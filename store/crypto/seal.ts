import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { TocsinError } from '../../domain/errors.ts';
import { unopened } from '../../domain/unopened.ts';
import { type Keyring, subkey } from './keyring.ts';

const VERSION = 's1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = /^s1\.([A-Za-z][\w-]{0,31})\./;

/**
 * Seals a text under the current key: `s1.<key id>.<base64url of iv, ciphertext, tag>` (AES-256-GCM, NIST SP 800-38D).
 *
 * @param context names the one place the value belongs to, built from ids only, such as `event/TOC-2026-0001/3`. It is
 *   authenticated with the value: what is sealed for one record does not open in another.
 */
export function seal(keyring: Keyring, plain: string, context: string): string {
  const keyId = keyring.current;
  const body = encrypt(keyring, keyId, Buffer.from(plain, 'utf8'), context);
  return `${VERSION}.${keyId}.${body.toString('base64url')}`;
}

/**
 * By which keys a value may open. A row is sealed anew by a rotation, so one under a key that was taken out was put
 * there by somebody who kept that key. What is of the record stays as it was sealed: also under such a key.
 */
export type Openers = 'ring' | 'record';

/**
 * Opens what {@link seal} sealed, under whichever key of the keyring it names.
 *
 * @throws TocsinError `internal` when the value was changed, belongs to another context, or names a key not held
 */
export function open(keyring: Keyring, sealed: string, context: string, by: Openers = 'ring'): string {
  const [version, keyId, body, ...rest] = sealed.split('.');
  if (version !== VERSION || keyId === undefined || body === undefined || rest.length > 0) throw doesNotOpen(context);
  return decrypt(keyring, keyId, Buffer.from(body, 'base64url'), { context, by }).toString('utf8');
}

/** Seals a value as its JSON; see {@link seal}. The value must have a JSON form. */
export function sealJson(keyring: Keyring, value: unknown, context: string): string {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new TocsinError('internal', `The value to seal for ${context} has no JSON form.`);
  return seal(keyring, json, context);
}

/** Opens what {@link sealJson} sealed; the caller names the type it sealed. Throws as {@link open} does. */
export function openJson<T>(keyring: Keyring, sealed: string, context: string, by?: Openers): T {
  return JSON.parse(open(keyring, sealed, context, by));
}

/** Seals bytes in the binary form of {@link seal}: `s1`, the length of the key id, the key id, iv, ciphertext, tag. */
export function sealBytes(keyring: Keyring, plain: Uint8Array, context: string): Uint8Array {
  const keyId = keyring.current;
  const name = Buffer.from(keyId, 'ascii');
  const head = Buffer.concat([Buffer.from(VERSION, 'ascii'), Buffer.of(name.length), name]);
  return Buffer.concat([head, encrypt(keyring, keyId, plain, context)]);
}

/** Opens what {@link sealBytes} sealed. Throws as {@link open} does. */
export function openBytes(keyring: Keyring, sealed: Uint8Array, context: string, by: Openers = 'ring'): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const idStart = VERSION.length + 1;
  const idEnd = idStart + (bytes[VERSION.length] ?? 0);
  const version = bytes.toString('latin1', 0, VERSION.length);
  if (version !== VERSION || idEnd === idStart || idEnd > bytes.length) throw doesNotOpen(context);
  return decrypt(keyring, bytes.toString('latin1', idStart, idEnd), bytes.subarray(idEnd), { context, by });
}

/**
 * For lists: a row that does not open must not take the others with it. `opened` opens `sealed`, and what is made of
 * it; where that fails, `instead` makes the row of the mark that stands for its words.
 */
export function openOr<Row>(sealed: unknown, opened: () => Row, instead: (mark: string) => Row): Row {
  try {
    return opened();
  } catch {
    return instead(unopened(keyIdOf(sealed)));
  }
}

/** The id of the key that a seal of either form names; null for what is none. */
export function keyIdOf(sealed: unknown): string | null {
  if (typeof sealed === 'string') return SEALED.exec(sealed)?.[1] ?? null;
  if (!(sealed instanceof Uint8Array)) return null;
  const start = VERSION.length + 1;
  const id = Buffer.from(sealed.subarray(start, start + (sealed[VERSION.length] ?? 0))).toString('latin1');
  return keyIdOf(`${Buffer.from(sealed.subarray(0, VERSION.length)).toString('latin1')}.${id}.`);
}

function encrypt(keyring: Keyring, keyId: string, plain: Uint8Array, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, subkey(keyring, keyId, 'seal'), iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(keyId, context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

type Place = { context: string; by: Openers };

function decrypt(keyring: Keyring, keyId: string, body: Buffer, { context, by }: Place): Buffer {
  if (by === 'ring' && (keyring.takenOut?.get(keyId)?.journal ?? null) !== null) throw isOfTakenOut(context, keyId);
  const key = subkey(keyring, keyId, 'seal');
  if (body.length < IV_BYTES + TAG_BYTES) throw doesNotOpen(context);
  const decipher = createDecipheriv(CIPHER, key, body.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(keyId, context));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw doesNotOpen(context);
  }
}

function associatedData(keyId: string, context: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}.${context}`, 'utf8');
}

function isOfTakenOut(context: string, keyId: string): TocsinError {
  return new TocsinError(
    'internal',
    `The sealed value of ${context} names key "${keyId}", which was taken out of the keyring and seals no rows any ` +
      'more: it was put there past Tocsin. Restore the record from a backup. Where a process still ran with the ' +
      'keyring of before, put the key back into it and run "tocsin keys rotate" again.',
  );
}

function doesNotOpen(context: string): TocsinError {
  return new TocsinError(
    'internal',
    `The sealed value of ${context} does not open: it was changed, cut short, or belongs to another record. ` +
      'Restore the record from a backup; "tocsin verify" shows what else was changed.',
  );
}
