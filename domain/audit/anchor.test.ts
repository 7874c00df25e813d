import { describe, expect, it } from '@jest/globals';
import { journalOf } from '../../test/support/journal.ts';
import { MINUTE_MS, plusMs } from '../time.ts';
import { hashEntry, isStampedBefore, type JournalEntry, PackedAnchor, pathProblem } from './anchor.ts';
import { headText, parseHead, sha256Of } from './chain.ts';

const ID = 'TOC-2026-0001';
const AT = '2026-11-24T08:00:00.000Z';
const EVENT = { seq: 3, hash: sha256Of('event 3') };
const head = (of: string, seq: number) => ({ of, seq, hash: sha256Of(`${of} ${seq}`) });
const journal = journalOf(
  [[head('breach/other', 1), { of: `breach/${ID}`, ...EVENT }], [head('views/1', 7)], [head('ledger/x', 2)]],
  AT,
);
const last = journal.at(-1) as JournalEntry;
const problem = (path: JournalEntry[], event = EVENT, to: { seq: number; hash: string } = last) =>
  pathProblem(path, ID, event, { seq: to.seq, hash: to.hash });
/** An entry changed, with its hash made to fit. */
const changed = (entry: JournalEntry, change: Partial<JournalEntry>) => {
  const other = { ...entry, ...change };
  return { ...other, hash: hashEntry(other) };
};

describe('the way from an event to an anchored head of the journal', () => {
  it('holds as it was written, whatever the order of keys, also where it is one entry', () => {
    expect(problem(journal)).toBeNull();
    expect(problem(journal.map(({ hash, ...rest }) => ({ hash, ...rest })))).toBeNull();
    expect(problem(journal.slice(0, 1), EVENT, journal[0])).toBeNull();
  });

  it('is of the event alone that its first entry names', () => {
    expect(problem(journal, { seq: 3, hash: sha256Of('another') })).toContain('does not name the event');
    expect(problem(journal, { seq: 4, hash: EVENT.hash })).toContain('does not name the event');
    expect(pathProblem(journal, 'TOC-2026-0002', EVENT, last)).toContain('does not name the event');
    expect(problem(journal.slice(1))).toContain('does not name the event');
  });

  it('shows entries that were edited, left out, exchanged, or do not lead to the head', () => {
    const [first, second, third] = journal as [JournalEntry, JournalEntry, JournalEntry];
    expect(problem([first, { ...second, heads: [] }, third])).toBe('entry 2 of the journal was edited');
    expect(problem([first, third])).toBe('entry 3 follows entry 1');
    expect(problem([first, changed(second, { heads: [] }), third])).toBe('entry 3 does not continue entry 2');
    expect(problem([changed(first, { prev: sha256Of('x') }), second, third])).toBe('entry 2 does not continue entry 1');
    expect(problem([first, second])).toBe('the journal does not lead to its head');
    expect(problem([first, second, changed(third, { heads: [] })])).toBe('the journal does not lead to its head');
    expect(problem([])).toBe('the journal does not lead to its head');
  });
});

describe('a head as text', () => {
  it('is read as it is written, and nothing else is', () => {
    expect(parseHead(headText(EVENT))).toEqual(EVENT);
    const long = { ...EVENT, seq: 123_456_789_012_345 };
    expect(parseHead(headText(long))).toEqual(long);
    expect(parseHead(`1${headText(long)}`)).toBeNull();
    for (const text of ['', '3', `3:${'g'.repeat(64)}`, `0:${EVENT.hash}`, `3:${EVENT.hash}\n`, `-1:${EVENT.hash}`]) {
      expect(parseHead(text)).toBeNull();
    }
  });
});

describe('an anchor in a pack', () => {
  const packed = { head: headText(last), timestampToken: null, kept: [], covers: 3, path: journal };

  it('is read as it was written', () => {
    expect(PackedAnchor.parse(packed)).toEqual(packed);
  });
  it.each([
    ['a head that is none', { head: '42' }],
    ['a place that is none', { kept: [{ place: 'cloud', at: AT }] }],
    ['no event that it covers', { covers: 0 }],
    ['no way to its head', { path: [] }],
    ['a time-stamp that is no base64', { timestampToken: '?' }],
  ])('is refused with %s', (_, change) => {
    expect(PackedAnchor.safeParse({ ...packed, ...change }).success).toBe(false);
  });
});

describe('a time-stamp', () => {
  it.each([
    [-1, false],
    [0, false],
    [5 * MINUTE_MS, false],
    [5 * MINUTE_MS + 1, true],
  ])('over what is dated %s ms after it counts against that, once no two clocks differ so much: %s', (ms, isBefore) => {
    expect(isStampedBefore(AT, plusMs(AT, ms))).toBe(isBefore);
  });
});
