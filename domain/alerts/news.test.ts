import { describe, expect, it } from '@jest/globals';
import { bothKnown, newsOf, withSeen } from './news.ts';

const known = { severity: 5, types: ['Exfiltration:S3/A'], systems: ['tickets'] };
const seen = { severity: 5, type: 'Exfiltration:S3/A', systems: ['tickets'] };

describe('a finding that comes again', () => {
  it.each([
    ['the same', {}, []],
    ['milder, on fewer systems', { severity: 2, systems: [] }, []],
    ['graver', { severity: 5.1 }, ['graver']],
    ['of another type', { type: 'Impact:S3/B' }, ['other-type']],
    ['on one more system', { systems: ['tickets', 'billing'] }, ['other-system']],
  ])('%s', (_, change, news) => {
    expect(newsOf(known, { ...seen, ...change })).toEqual(news);
  });

  it('is no news once it is known, in any order', () => {
    const alerts = [{ severity: 9, type: 'B', systems: ['b'] }, { severity: 1, type: 'A', systems: ['a'] }, seen];
    const all = alerts.reduce(withSeen, known);
    expect(alerts.toReversed().reduce(withSeen, known)).toEqual(all);
    for (const alert of alerts) expect(newsOf(all, alert)).toEqual([]);
  });

  it('never seen before, is that', () => {
    expect(newsOf(null, seen)).toEqual(['first']);
  });

  it('is known by its first alert, and by what two records of it say together', () => {
    const first = withSeen(null, { ...seen, systems: ['tickets', 'billing'] });
    expect(first).toEqual({ severity: 5, types: ['Exfiltration:S3/A'], systems: ['billing', 'tickets'] });
    const other = { severity: 7, types: ['B'], systems: ['tickets'] };
    expect(bothKnown(first, other)).toEqual({
      ...{ severity: 7, types: ['B', 'Exfiltration:S3/A'], systems: ['billing', 'tickets'] },
    });
    expect(bothKnown(other, first)).toEqual(bothKnown(first, other));
  });

  it('is told from others by 2,000 names, and by no more', () => {
    const named = (count: number) => ({ ...known, systems: Array.from({ length: count }, (_, n) => `s${n}`).sort() });
    const another = { ...seen, systems: ['zz'] };
    expect(newsOf(named(1_999), another)).toEqual(['other-system']);
    expect(newsOf(named(2_000), another)).toEqual([]);
    expect(withSeen(named(1_999), another).systems).toHaveLength(2_000);
    expect(withSeen(named(2_000), another)).toEqual(named(2_000));
    // What is on record is not forgotten, however much it is.
    expect(withSeen(named(2_001), another)).toEqual(named(2_001));
  });
});
