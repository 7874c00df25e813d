import { type Keyring, type KeyringFile, keyringOf } from './keyring.ts';

/** A service that holds a key-encryption key, encrypts and decrypts with it, and never gives it out. */
export type KeyService = {
  /** @throws TocsinError `unavailable` where it does not answer, `bad-input` where it refuses */
  wrap(key: Uint8Array): Promise<string>;
  /** Throws as `wrap` does. */
  unwrap(wrapped: string): Promise<Uint8Array>;
};

/** A keyring whose keys stand in its file as a key service wrapped them. */
export type WrappedKeyring = { readonly file: KeyringFile; readonly service: KeyService };

/** What a process is given: the keys themselves, or what a key service makes them of at its start. */
export type KeySource = Keyring | WrappedKeyring;

/** The keyring itself. @throws what the service throws; TocsinError `bad-input` where what it gives is no key */
export async function keyringFrom(source: KeySource): Promise<Keyring> {
  if (!('service' in source)) return source;
  const { file, service } = source;
  const unwrap = async ([id, wrapped]: [string, string]) => [id, asText(await service.unwrap(wrapped))] as const;
  return keyringOf({ ...file, keys: Object.fromEntries(await Promise.all(Object.entries(file.keys).map(unwrap))) });
}

/** The file of a keyring with each of its keys wrapped. */
export async function wrapKeyring(file: KeyringFile, service: KeyService): Promise<KeyringFile> {
  const { keys } = keyringOf(file);
  const wrapped = [...keys].map(async ([id, key]) => [id, await service.wrap(key)] as const);
  return { ...file, keys: Object.fromEntries(await Promise.all(wrapped)) };
}

function asText(key: Uint8Array): string {
  return Buffer.from(key).toString('base64');
}
