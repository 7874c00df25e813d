import { describe, expect, it } from '@jest/globals';
import { searchFor } from './word-search.ts';

describe('a search in words', () => {
  it.each([
    ['müller', ['Herr MULLER rief an'], 'Herr MULLER rief an'],
    ['Muller', ['Frau Müller rief an'], 'Frau Müller rief an'],
    ['laptop zug', ['Ein Laptop', 'lag im Zug'], 'Ein Laptop'],
    ['laptop bus', ['Ein Laptop', 'lag im Zug'], null],
    ['.*', ['anything'], null],
    ['  ', ['anything'], null],
  ])('for %p in %p finds %p', (words, texts, found) => {
    expect(searchFor(words)(texts)).toBe(found);
  });

  it('shows what stands around the match of a long text', () => {
    const text = `${'a '.repeat(200)}needle${' b'.repeat(200)}`;
    const found = searchFor('needle')([text]) ?? '';
    expect(found).toMatch(/^….*needle.*…$/);
    expect(found.length).toBeLessThan(130);
  });
});
