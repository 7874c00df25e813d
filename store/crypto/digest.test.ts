import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { blindIndex, blindIndexes, cookieMac, sha256Hex } from './digest.ts';
import { parseKeyring } from './keyring.ts';

const key = () => randomBytes(32).toString('base64');

describe('blindIndex', () => {
  it('stays the same when a key is added and made current', () => {
    const k1 = key();
    const before = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1 } }));
    const after = parseKeyring(JSON.stringify({ current: 'k2', keys: { k1, k2: key() } }));
    expect(blindIndex(after, 'sign-in/user/email', 'zoe@example.org')).toBe(
      blindIndex(before, 'sign-in/user/email', 'zoe@example.org'),
    );
  });

  it('is found by every key of the ring while another becomes the key of indexes', () => {
    const [k1, k2] = [key(), key()];
    const before = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1 } }));
    const moving = parseKeyring(JSON.stringify({ current: 'k2', purposes: { indexes: 'k2' }, keys: { k1, k2 } }));
    const stored = blindIndex(before, 'sign-in/user/email', 'zoe@example.org');
    const today = blindIndex(moving, 'sign-in/user/email', 'zoe@example.org');
    expect(today).not.toBe(stored);
    expect(blindIndexes(moving, 'sign-in/user/email', 'zoe@example.org')).toEqual([today, stored]);
    expect(cookieMac(moving, 'sign-in/user/email', 'zoe@example.org')).toBe(stored);
  });

  it('cannot be computed without the key and does not join two purposes', () => {
    const keyring = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1: key() } }));
    const other = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1: key() } }));
    const index = blindIndex(keyring, 'sign-in/user/email', 'zoe@example.org');
    expect(index).toMatch(/^[0-9a-f]{64}$/);
    expect(blindIndex(other, 'sign-in/user/email', 'zoe@example.org')).not.toBe(index);
    expect(blindIndex(keyring, 'phone', 'zoe@example.org')).not.toBe(index);
    expect(blindIndex(keyring, 'sign-in/user/email', 'zoe@example.net')).not.toBe(index);
  });
});

describe('sha256Hex', () => {
  it('is the digest of FIPS 180-4 for text and for the same bytes', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Hex('abc')).toBe(abc);
    expect(sha256Hex(Uint8Array.of(0x61, 0x62, 0x63))).toBe(abc);
  });
});
