import { describe, expect, it } from '@jest/globals';
import type { Finding } from './finding.ts';
import { findingInWords, findingsInWords } from './words.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const finding = (patch: Partial<Finding>): Finding => ({
  kind: 'missing',
  breachId: 'TOC-2026-0001',
  workflow: 'clocks',
  exercise: false,
  foundAt: T0,
  mendedAt: T0,
  dropped: 0,
  ...patch,
});

describe('a finding in words', () => {
  it.each<[string, Partial<Finding>, RegExp]>([
    [
      'that was mended',
      {},
      /^TOC-2026-0001: the workflow of its clocks did not run\. It was restarted from the record/,
    ],
    [
      'that was not',
      { mendedAt: null, workflow: 'campaign/3' },
      /campaign 3 did not run\. It could not be restarted yet/,
    ],
    ['with decisions that were lost', { kind: 'outdated', workflow: 'breach', dropped: 2 }, /2 of its decisions since/],
    ['of a newer workflow', { kind: 'ahead', workflow: 'breach', mendedAt: null }, /Nothing was restarted over it/],
    ['of a record', { kind: 'blocked', workflow: 'breach', mendedAt: null }, /tocsin worker retry TOC-2026-0001$/],
    [
      'of code',
      { kind: 'failing', workflow: 'notices', mendedAt: null },
      /the workflow of its notices cannot go on: .* go back to the one before/,
    ],
  ])('%s', (_, patch, words) => {
    expect(findingInWords(finding(patch))).toMatch(words);
  });

  it('says nothing of lost decisions where none was lost', () => {
    expect(findingInWords(finding({ kind: 'outdated', workflow: 'breach' }))).toMatch(
      /warning that was given is given again\.$/,
    );
  });

  it('stands before others while it is not mended, and is counted where there are many', () => {
    const many = Array.from({ length: 24 }, (_, n) => finding({ breachId: `TOC-${n}` }));
    const lines = findingsInWords([...many, finding({ breachId: 'EX-1', mendedAt: null })]);
    expect(lines[0]).toMatch(/^EX-1: .*could not be restarted yet/);
    expect([lines.length, lines.at(-1)]).toEqual([21, 'And 5 more.']);
    expect(findingsInWords(many.slice(0, 21)).at(-1)).toBe('And 1 more.');
    expect(findingsInWords(many.slice(0, 20))).toEqual(many.slice(0, 20).map(findingInWords));
    expect(findingsInWords([])).toEqual([]);
  });
});
