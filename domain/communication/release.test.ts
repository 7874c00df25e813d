import { describe, expect, it, test } from '@jest/globals';
import {
  awaitedOf,
  isAllReleased,
  type KindRelease,
  kindsToTell,
  type Releasable,
  type Release,
  textStanding,
} from './release.ts';

const one: KindRelease = {
  ...{ number: 1, sha256: 'a', revision: 0, version: 'v1', list: null },
  ...{ basis: 'person' as const, at: '2026-11-24T10:00:00.000Z', by: 'dpo' },
};
const released = (byKind: Release['byKind'], more: Partial<Release> = {}): Release => ({ number: 1, byKind, ...more });
const both = { suppliers: 1, customers: 2, version: 'v1' };
const of = (release: Release | undefined, more: Partial<Releasable> = {}): Releasable => ({
  ...{ notices: { status: 'running', ...(release && { release }) }, statement: undefined, counterparties: both },
  ...more,
});
const ALL = released({ supplier: one, customer: one });

test.each([
  [0, 0, []],
  [1, 0, ['supplier']],
  [0, 1, ['customer']],
  [2, 3, ['supplier', 'customer']],
])('%s suppliers and %s customers are told as %j', (suppliers, customers, kinds) => {
  expect(kindsToTell({ suppliers, customers })).toEqual(kinds);
});

describe('what waits for a release', () => {
  it.each<[string, Releasable, string[]]>([
    ['nothing, where notices began before there were releases', of(undefined), []],
    [
      'nothing, where nobody is to be told',
      of(released({}), { counterparties: { ...both, suppliers: 0, customers: 0 } }),
      [],
    ],
    ['nothing, where no plan was made yet', of(released({}), { counterparties: null }), []],
    ['the first, where nothing was released', of(released({})), ['first']],
    ['others, where one kind was not released yet', of(released({ customer: one })), ['others']],
    [
      'others, where others are to be told now',
      of(released({ supplier: one, customer: { ...one, version: 'v0' } })),
      ['others'],
    ],
    ['nothing, where all was released', of(ALL), []],
    ['facts that changed since', of({ ...ALL, changedSeq: 7 }), ['facts']],
    ['a text that was edited since', of(ALL, { statement: { sha256: 'b' } }), ['text']],
    [
      'a text that one kind was not told',
      of(released({ supplier: one, customer: { ...one, sha256: 'b' } }), { statement: { sha256: 'b' } }),
      ['text'],
    ],
    ['nothing of the text that was released', of(ALL, { statement: { sha256: 'a' } }), []],
    [
      'all of them, in this order',
      of(released({ supplier: one }, { changedSeq: 7 }), { statement: { sha256: 'b' } }),
      ['others', 'facts', 'text'],
    ],
  ])('is %s', (_, breach, awaited) => {
    expect(awaitedOf(breach)).toEqual(awaited);
  });

  it('is nothing once the notices were stopped', () => {
    expect(awaitedOf({ ...of(released({})), notices: { status: 'stopped', release: released({}) } })).toEqual([]);
    expect(awaitedOf({ ...of(ALL), notices: undefined })).toEqual([]);
  });
});

describe('a text', () => {
  it.each<[string, Release | undefined, Releasable['counterparties'], string]>([
    ['where nothing was released', released({}), both, 'never'],
    ['where notices began before there were releases', undefined, both, 'never'],
    ['where no plan was made yet', ALL, null, 'never'],
    ['where nobody is to be told any more', ALL, { ...both, suppliers: 0, customers: 0 }, 'never'],
    ['that was released to all', ALL, both, 'released'],
    ['that was released to all who are told', released({ customer: one }), { ...both, suppliers: 0 }, 'released'],
    ['that was released to some', released({ customer: one }), both, 'other'],
    ['beside another one for some', released({ supplier: one, customer: { ...one, sha256: 'b' } }), both, 'other'],
    ['beside the one for all', released({ supplier: { ...one, sha256: 'b' } }), { ...both, customers: 0 }, 'other'],
  ])('%s', (_, release, counterparties, standing) => {
    expect(textStanding(of(release, { counterparties }), 'a')).toBe(standing);
  });

  it('was never released where there are no notices', () => {
    expect(textStanding({ notices: undefined, counterparties: both }, 'a')).toBe('never');
  });
});

describe('a release that says the same as the one before', () => {
  const same = { sha256: 'a', version: 'v1', list: null };
  const listed = released({ supplier: { ...one, list: 'l' } });
  it.each<[string, Release | undefined, ('supplier' | 'customer')[], typeof same | { list: string }, boolean]>([
    ['exactly the same, to all', ALL, ['supplier', 'customer'], same, true],
    ['another text', ALL, ['supplier'], { ...same, sha256: 'b' }, false],
    ['other receivers', ALL, ['supplier'], { ...same, version: 'v2' }, false],
    ['some of them, after all', ALL, ['supplier'], { ...same, list: 'l' }, false],
    ['the same list', listed, ['supplier'], { ...same, list: 'l' }, true],
    ['also to who was told nothing', listed, ['supplier', 'customer'], { ...same, list: 'l' }, false],
    ['after facts changed', { ...ALL, changedSeq: 7 }, ['supplier'], same, false],
    ['the first one', undefined, ['supplier'], same, false],
    ['to nobody', ALL, [], same, false],
  ])('%s', (_, release, kinds, next, isSame) => {
    expect(isAllReleased(release, kinds, { ...same, ...next })).toBe(isSame);
  });
});
