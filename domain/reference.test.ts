import { describe, expect, it } from '@jest/globals';
import { makeReference, partsOfReference, readReference } from './reference.ts';

describe('a reference', () => {
  const reference = makeReference({ series: 'TOC-2026', number: 42, check: '07M' });
  it('has its number and three letters of its own', () => {
    expect(reference).toBe('TOC-2026-0042-07M');
    expect(makeReference({ series: 'EX-2027', number: 12_345, check: 'ZZZ' })).toBe('EX-2027-12345-ZZZ');
  });
  it.each(['TOC-2026-0042-07M', 'toc-2026-0042-07m', ' Toc-2026-0042-O7m '])('is read from %s', (given) => {
    expect(readReference(given)).toBe(reference);
  });
  it('of before has no letters, and is read as ever', () => {
    expect(readReference('toc-2026-0042')).toBe('TOC-2026-0042');
  });
  it.each(['', 'TOC-2026', 'toc-2026-0042-k7', '9f3ab2', 'breach-1'])(
    'is not seen in %j, which stays as it is',
    (given) => {
      expect(readReference(given)).toBe(given);
    },
  );
  it.each([
    ['TOC-2026-0042-07M', { series: 'TOC-2026', number: 42 }],
    ['ex-2027-12345-zzz', { series: 'EX-2027', number: 12_345 }],
    ['TOC-2026-0042', { series: 'TOC-2026', number: 42 }],
    ['TOC-2026-42', null],
    ['alert 9f3ab2', null],
  ])('"%s" counts within its year: %j', (text, parts) => {
    expect(partsOfReference(text)).toEqual(parts);
  });
});
