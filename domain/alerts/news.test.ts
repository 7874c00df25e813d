import { describe, expect, it } from '@jest/globals';
import { newsOf, withSeen } from './news.ts';

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
});
