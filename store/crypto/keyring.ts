import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';

const KEY_BYTES = 32;

/** A key id starts with a letter, because JSON puts keys that look like integers out of their written order. */
const KeyId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/);

/**
 * What keys are for beside sealing. Links are signed by the current key; the others hang on the first one, so that
 * adding a key changes nothing that is looked up, no secret that a sender was given and no cookie. Each can have its
 * own.
 */
export const PURPOSES = ['links', 'indexes', 'alerts', 'cookies'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const KeyringFile = z.strictObject({
  current: KeyId,
  purposes: z.partialRecord(z.enum(PURPOSES), KeyId).optional(),
  keys: z.record(KeyId, z.string()),
});
export type KeyringFile = z.infer<typeof KeyringFile>;

/** The installation's root keys, 32 bytes each, by id. The current one seals; every key opens. */
export type Keyring = {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Buffer>;
  /** The keys of the purposes that have one of their own. */
  readonly purposes?: Readonly<Partial<Record<Purpose, string>>> | undefined;
  /** What the database keeps of keys that were taken out, by id. */
  readonly takenOut?: ReadonlyMap<string, TakenOut> | undefined;
};

/** An entry of the journal of heads, by its number and its hash. */
export type JournalEnd = { readonly seq: number; readonly hash: string };

/**
 * What is kept of a key that was taken out of the ring, for the record, which stays as it was written. It seals and
 * signs nothing: whoever still has the key must gain nothing by it.
 */
export type TakenOut = {
  /** Keys derived from it, by what each is used for. */
  readonly uses: ReadonlyMap<string, KeyObject>;
  /**
   * Where the journal ended when the key had written its last: its part of the record is what the journal has up to
   * there. Null where version 0.5.0 noted the key, which knew no end, until a rotation or a migration notes one.
   */
  readonly journal: JournalEnd | null;
  /** Of the looks that it signed, which no chain binds: {@link digestLooks}. Null as long as `journal` is. */
  readonly looks: string | null;
};

/** As a thread is given it: what is copied to one arrives with bare bytes in place of a Buffer. */
export function keyringOfThread(copied: Keyring): Keyring {
  return { ...copied, keys: new Map([...copied.keys].map(([id, key]) => [id, Buffer.from(key)])) };
}

/** The id of the key that a purpose hangs on. */
export function keyFor({ current, keys, purposes }: Keyring, purpose: Purpose): string {
  const [first = current] = keys.keys();
  return purposes?.[purpose] ?? (purpose === 'links' ? current : first);
}

/** Whether what a key sealed can be opened: it is in the ring, or the database keeps what opens it. */
export function opensSealsOf({ keys, takenOut }: Keyring, keyId: string): boolean {
  return keys.has(keyId) || takenOut?.has(keyId) === true;
}

/**
 * Parses `{"current":"k1","keys":{"k1":"<base64 of 32 bytes>"}}`, where `purposes` may name keys of their own.
 *
 * @throws TocsinError `bad-input`, naming the key id to blame and never a key
 */
export function parseKeyring(json: string): Keyring {
  return keyringOf(parseKeyringFile(json));
}

/** The keyring of a file whose keys stand in it as they are. @throws TocsinError `bad-input` */
export function keyringOf({ current, purposes, keys }: KeyringFile): Keyring {
  const parsed = new Map(Object.entries(keys).map(([id, text]) => [id, parseKey(id, text)]));
  for (const [what, id] of [['current', current], ...Object.entries(purposes ?? {})] as const) {
    if (parsed.has(id)) continue;
    const field = what === 'current' ? what : `purposes.${what}`;
    throw new TocsinError('bad-input', `The keyring names "${id}" as ${field} but holds no key of that id.`, field);
  }
  return { current, keys: parsed, ...(purposes === undefined ? {} : { purposes }) };
}

/** The file of a keyring, its keys as they stand there. @throws TocsinError `bad-input`, repeating nothing of it */
export function parseKeyringFile(json: string): KeyringFile {
  try {
    return KeyringFile.parse(JSON.parse(json));
  } catch {
    // Neither the parser's nor the schema's message is passed on: both quote their input.
    throw new TocsinError(
      'bad-input',
      'The keyring is not JSON of the form {"current":"k1","keys":{"k1":"<base64 of 32 bytes>"}}, where an id is a ' +
        'letter followed by at most 31 letters, digits, "-" or "_", and "purposes" beside "current" may name the ' +
        `keys of ${PURPOSES.join(', ')}.`,
    );
  }
}

function parseKey(id: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== text) {
    throw new TocsinError(
      'bad-input',
      `Key "${id}" of the keyring is not the base64 of ${KEY_BYTES} bytes.`,
      `keys.${id}`,
    );
  }
  if (key.every((byte) => byte === key[0])) {
    throw new TocsinError(
      'bad-input',
      `Key "${id}" of the keyring is a placeholder: generate random bytes.`,
      `keys.${id}`,
    );
  }
  return key;
}

const derived = new WeakMap<Buffer, Map<string, KeyObject>>();

/**
 * The 32-byte key for one purpose (HKDF-SHA256, RFC 5869), so that no root key is used twice for different things. As
 * an object, with which a cipher is made in a third of the time that the bare bytes cost.
 *
 * @throws TocsinError `internal` when the keyring does not hold `keyId`
 */
export function subkey(keyring: Keyring, keyId: string, purpose: string): KeyObject {
  const root = keyring.keys.get(keyId);
  const kept = root === undefined ? keyring.takenOut?.get(keyId)?.uses.get(purpose) : undefined;
  if (kept !== undefined) return kept;
  if (root === undefined) {
    // A key id can come from outside (a link, an edited record), so only one that looks like an id is repeated.
    const name = KeyId.safeParse(keyId).success ? `"${keyId}"` : 'of the id named';
    throw new TocsinError(
      'internal',
      `The keyring holds no key ${name}. Put the retired key back beside the current one to read what it sealed.`,
    );
  }
  const byPurpose = derived.get(root) ?? new Map<string, KeyObject>();
  derived.set(root, byPurpose);
  const known = byPurpose.get(purpose);
  if (known !== undefined) return known;
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `tocsin/${purpose}`, KEY_BYTES)));
  byPurpose.set(purpose, key);
  return key;
}
