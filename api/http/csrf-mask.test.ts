import { describe, expect, it } from '@jest/globals';
import { maskCsrf, unmaskCsrf } from './csrf-mask.ts';

const TOKEN = 'ab'.repeat(32);

describe('the token of a form', () => {
  it('never reads the same twice, and is the session’s token under its mask', () => {
    const masks = Array.from({ length: 50 }, () => maskCsrf(TOKEN));
    expect(new Set(masks).size).toBe(50);
    for (const mask of masks) {
      expect(unmaskCsrf(mask)).toBe(TOKEN);
      expect(Buffer.from(mask, 'base64url').toString('hex')).not.toContain(TOKEN);
    }
  });

  it('is no other for what was not masked here', () => {
    for (const forged of ['', TOKEN, 'x', Buffer.alloc(64).toString('base64url'), '💥']) {
      expect(unmaskCsrf(forged)).not.toBe(TOKEN);
    }
  });
});
