import { describe, expect, it } from '@jest/globals';
import { CHAIN_START, canonicalJson, commitTo, linkEvent } from './chain.ts';

// Expected values: sha256sum over canonical JSON written by hand.
const FIRST = 'efc87e14a94d0fb0280a48955b2ae11d6ed3505721a8953678dae5c6d66f26f5';
const WORDS = '58877a4fac586f7f4b9c2e177b6ac9e2517dbca3a70c2e544ef150350c106fe4';
const SECOND = '668a511a588d32a201cc622fb6715edc3a274e30af3c9759065160957980311c';

const first = {
  type: 'reported',
  seq: 1,
  breachId: 'TOC-2026-0001',
  at: '2026-11-24T08:00:00.000Z',
  by: 'dpo',
  key: 'k1',
  data: { z: ['ü', null, true], a: 1.5 },
  personal: null,
  commitment: null,
};

describe('the chain', () => {
  it('hashes an event over its canonical JSON, whatever the order of its keys', () => {
    expect(linkEvent(first, CHAIN_START)).toEqual({ ...first, prev: '0'.repeat(64), hash: FIRST });
  });
  it('binds an event to the one before it', () => {
    const head = { type: 'closed', seq: 2, breachId: 'TOC-2026-0001', at: '2026-11-24T09:00:00.000Z', by: 'dpo' };
    const second = { ...head, key: 'k2', data: {}, personal: 's1.k1.AAAA', commitment: WORDS };
    expect(linkEvent(second, FIRST).hash).toBe(SECOND);
    expect(linkEvent(second, CHAIN_START).hash).not.toBe(SECOND);
  });
  it('commits to words under a salt', () => {
    expect(commitTo({ reasons: 'Öl' }, 'c2FsdA')).toBe(WORDS);
    expect(commitTo({ reasons: 'Öl' }, 'c2FsdB')).not.toBe(WORDS);
  });
  it('takes nothing in that has no JSON form', () => {
    expect(() => canonicalJson(undefined)).toThrow('no JSON form');
  });
});
