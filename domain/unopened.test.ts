import { describe, expect, it } from '@jest/globals';
import { unopened, unopenedKey } from './unopened.ts';

describe('the mark of words that cannot be opened', () => {
  it('names the key, and is told from what a person wrote', () => {
    expect(unopenedKey(unopened('k1'))).toBe('k1');
    expect(unopenedKey(unopened(null))).toBe('?');
    for (const written of ['', 'A laptop is gone', `${unopened('k1')} and more`, `seen: ${unopened('k1')}`]) {
      expect([written, unopenedKey(written)]).toEqual([written, null]);
    }
  });
});
