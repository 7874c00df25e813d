import { describe, expect, it } from '@jest/globals';
import { searchFor, sieveOf, siftFor } from './word-search.ts';

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

describe('a sieve', () => {
  const texts = ['TOC-2026-0001-K7M', 'Herr MÜLLER rief an, im Zug 4711', 'Az. 815/Q', '日本語の題名'];

  it('holds back nothing that a search would find', () => {
    const parts = texts.flatMap((text) =>
      Array.from(text, (_, from) => [...text].slice(from, from + 1 + (from % 7)).join('')),
    );
    const found = [...parts, 'müller an', 'muller', '4711 zug', 'az'].filter(
      (words) => searchFor(words)(texts) !== null,
    );
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((words) => !siftFor(words)(sieveOf(texts)))).toEqual([]);
  });

  it('holds back nearly all of what is not there', () => {
    const absent = Array.from({ length: 100 }, (_, n) => `nowhere ${n} quendel`);
    expect(absent.filter((words) => siftFor(words)(sieveOf(texts)))).toEqual([]);
  });
});
