import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type Keyring, keyFor, PURPOSES, parseKeyring, subkey } from './keyring.ts';

const key = () => randomBytes(32).toString('base64');

describe('parseKeyring', () => {
  it('reads keys in their written order', () => {
    const keyring = parseKeyring(JSON.stringify({ current: 'k2', keys: { k9: key(), k2: key(), a1: key() } }));
    expect(keyring.current).toBe('k2');
    expect([...keyring.keys.keys()]).toEqual(['k9', 'k2', 'a1']);
  });

  it.each([
    ['no JSON', (secret: string) => `{"current":"k1","keys":{"k1":"${secret}"`],
    ['an array', (secret: string) => JSON.stringify([secret])],
    ['an unknown field', (secret: string) => JSON.stringify({ current: 'k1', keys: { k1: secret }, [secret]: 1 })],
    ['the key in place of its id', (secret: string) => JSON.stringify({ current: 'k1', keys: { [secret]: 'k1' } })],
    ['the key as current', (secret: string) => JSON.stringify({ current: secret, keys: { k1: secret } })],
    [
      'a purpose that is none',
      (secret: string) => JSON.stringify({ current: 'k1', purposes: { [secret]: 'k1' }, keys: { k1: secret } }),
    ],
    [
      'a key of a purpose not held',
      (secret: string) => JSON.stringify({ current: 'k1', purposes: { links: 'k2' }, keys: { k1: secret } }),
    ],
    ['a current key not held', (secret: string) => JSON.stringify({ current: 'k2', keys: { k1: secret } })],
    ['an id that looks like a number', (secret: string) => JSON.stringify({ current: '1', keys: { 1: secret } })],
    ['a short key', (secret: string) => JSON.stringify({ current: 'k1', keys: { k1: secret.slice(0, 40) } })],
    ['a key with trailing junk', (secret: string) => JSON.stringify({ current: 'k1', keys: { k1: `${secret}!!` } })],
  ])('refuses %s without printing the key', (_, make) => {
    const secret = key();
    const refusal = refusalOf(() => parseKeyring(make(secret)));
    expect(refusal).toMatchObject({ name: 'TocsinError', code: 'bad-input' });
    expect(`${refusal.message} ${refusal.stack}`).not.toContain(secret.slice(0, 12));
  });

  it.each([0, 1, 255])('refuses a placeholder key of 32 times byte %i', (byte) => {
    const placeholder = Buffer.alloc(32, byte).toString('base64');
    const refusal = refusalOf(() => parseKeyring(JSON.stringify({ current: 'k1', keys: { k1: placeholder } })));
    expect(refusal).toMatchObject({ code: 'bad-input', field: 'keys.k1' });
    expect(refusal.message).not.toContain(placeholder);
  });
});

describe('the key of a purpose', () => {
  it('is the current one for links and the first for what must not change, unless the keyring names another', () => {
    const keys = { k1: key(), k2: key(), k3: key() };
    const by = (purposes: object | undefined) => {
      const keyring = parseKeyring(JSON.stringify({ current: 'k3', purposes, keys }));
      return PURPOSES.map((purpose) => [purpose, keyFor(keyring, purpose)]);
    };
    const first = [
      ['links', 'k3'],
      ['indexes', 'k1'],
      ['alerts', 'k1'],
      ['cookies', 'k1'],
    ];
    expect(by(undefined)).toEqual(first);
    for (const [at, purpose] of PURPOSES.entries()) {
      expect(by({ [purpose]: 'k2' })).toEqual(first.with(at, [purpose, 'k2']));
    }
  });
});

describe('subkey', () => {
  it('differs by purpose and by key, and is the same in another process with the same keyring', () => {
    const json = JSON.stringify({ current: 'k1', keys: { k1: key(), k2: key() } });
    const keyring = parseKeyring(json);
    const bytesOf = (from: Keyring, id: string, purpose: string) => subkey(from, id, purpose).export();
    const seal = bytesOf(keyring, 'k1', 'seal');
    expect(seal).toHaveLength(32);
    expect(bytesOf(keyring, 'k1', 'link')).not.toEqual(seal);
    expect(bytesOf(keyring, 'k2', 'seal')).not.toEqual(seal);
    expect(keyring.keys.get('k1')).not.toEqual(seal);
    expect(bytesOf(parseKeyring(json), 'k1', 'seal')).toEqual(seal);
  });
});

function refusalOf(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was refused');
}
