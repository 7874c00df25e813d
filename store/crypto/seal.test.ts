import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type Keyring, parseKeyring } from './keyring.ts';
import { open, openBytes, openJson, seal, sealBytes, sealJson } from './seal.ts';

const key = () => randomBytes(32).toString('base64');
const k1 = key();
const before = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1 } }));
const rotated = parseKeyring(JSON.stringify({ current: 'k2', keys: { k1, k2: key() } }));
const stranger = parseKeyring(JSON.stringify({ current: 'k1', keys: { k1: key() } }));
const context = 'event/TOC-2026-0001/3';
const plain = 'Zoë Ångström, +31 20 555 0100';

/** Both forms as functions on text, so that each property is asserted of both. `bytesOf` is what a reader would see. */
const forms = {
  text: {
    seal,
    open,
    bytesOf: (sealed: string) => Buffer.from(sealed.slice('s1.k1.'.length), 'base64url'),
    textOf: (bytes: Buffer) => `s1.k1.${bytes.toString('base64url')}`,
  },
  bytes: {
    seal: (keyring: Keyring, text: string, of: string) =>
      Buffer.from(sealBytes(keyring, Buffer.from(text), of)).toString('base64'),
    open: (keyring: Keyring, sealed: string, of: string) =>
      openBytes(keyring, Buffer.from(sealed, 'base64'), of).toString(),
    bytesOf: (sealed: string) => Buffer.from(sealed, 'base64'),
    textOf: (bytes: Buffer) => bytes.toString('base64'),
  },
};

describe.each(Object.entries(forms))('sealed %s', (_, form) => {
  it('opens to what was sealed, in its own context', () => {
    expect(form.open(before, form.seal(before, plain, context), context)).toBe(plain);
    expect(form.open(before, form.seal(before, '', context), context)).toBe('');
  });

  it('shows nothing of what was sealed and never repeats itself', () => {
    const sealed = form.seal(before, plain, context);
    expect(form.seal(before, plain, context)).not.toBe(sealed);
    expect(form.bytesOf(sealed).includes('Ångström')).toBe(false);
  });

  it('opens after rotation, which seals under the new key', () => {
    expect(form.open(rotated, form.seal(before, plain, context), context)).toBe(plain);
    expect(() => form.open(before, form.seal(rotated, plain, context), context)).toThrow(/holds no key "k2"/);
  });

  it('does not open in another record, nor under another key of the same id', () => {
    const sealed = form.seal(before, plain, context);
    expect(() => form.open(before, sealed, 'event/TOC-2026-0001/4')).toThrow(/event\/TOC-2026-0001\/4 does not open/);
    expect(() => form.open(stranger, sealed, context)).toThrow(/does not open/);
  });

  it('does not open when any one byte was changed', () => {
    const bytes = form.bytesOf(form.seal(before, 'seven', context));
    expect(bytes.length).toBeGreaterThan(32);
    for (const at of bytes.keys()) {
      const sealed = form.textOf(withBitFlipped(bytes, at));
      expect(() => form.open(before, sealed, context)).toThrow(/does not open|holds no key/);
    }
  });

  it('does not open when cut short, and its refusal tells neither the value nor the key', () => {
    const sealed = form.seal(before, plain, context);
    for (let length = 0; length < sealed.length; length += 4) {
      expect(() => form.open(before, sealed.slice(0, length), context)).toThrow(
        expect.objectContaining({ code: 'internal', message: expect.not.stringContaining(k1.slice(0, 12)) }),
      );
    }
  });
});

describe('sealJson', () => {
  it('keeps a value, and refuses one that JSON cannot carry', () => {
    const value = { names: ['Zoë'], at: null, n: 3 };
    expect(openJson(before, sealJson(before, value, context), context)).toEqual(value);
    expect(() => sealJson(before, undefined, context)).toThrow(/no JSON form/);
  });
});

describe('open', () => {
  it('does not repeat text that was put where the key id belongs', () => {
    expect(() => open(before, `s1.Zoë Ångström.${randomBytes(40).toString('base64url')}`, context)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('Zoë') }),
    );
  });
});

function withBitFlipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
