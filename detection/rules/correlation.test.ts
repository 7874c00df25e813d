import { describe, expect, it } from '@jest/globals';
import type { RuleHit } from '../../domain/alerts/rule-hit.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { Correlation, correlate, endOf, stillCounting } from './correlation.ts';

const at = (minute: number) => `2026-11-24T09:${String(minute).padStart(2, '0')}:00.000Z`;
const hit = (finding: string, minute: number, change: Partial<RuleHit> = {}): RuleHit => ({
  ...{ finding, at: at(minute), rule: 'okta/sign-in', values: { user: ['anna'], ip: ['198.51.100.7'] } },
  ...change,
});
const rule = (change: object): Correlation =>
  Correlation.parse({
    ...{ id: 'many', type: 'event_count', rules: ['okta/sign-in'], 'group-by': ['user'], timespan: '10m' },
    ...{ because: 'Many at once.', ...change },
  });

describe('event_count', () => {
  const many = rule({ condition: { gte: 3 } });

  it('fires at the number, and names the findings in the order of time', () => {
    const earlier = [hit('b', 4), hit('a', 1)];
    expect(correlate(many, earlier, hit('c', 5))).toEqual({ fires: true, count: 3, findings: ['a', 'b', 'c'] });
    expect(correlate(many, earlier.slice(1), hit('c', 5))).toEqual({ fires: false, count: 2, findings: [] });
  });

  it('counts a finding that comes again once, and nothing before the timespan, of others or by other rules', () => {
    expect(correlate(many, [hit('a', 1), hit('a', 2)], hit('a', 3)).count).toBe(1);
    expect(correlate(many, [hit('a', 0), hit('b', 4)], hit('c', 10)).fires).toBe(true);
    expect(correlate(many, [hit('a', 0), hit('b', 4)], hit('c', 11)).count).toBe(2);
    expect(correlate(many, [hit('a', 1, { values: { user: ['ben'] } }), hit('b', 4)], hit('c', 5)).count).toBe(2);
    expect(correlate(many, [hit('a', 1, { rule: 'okta/other' }), hit('b', 4)], hit('c', 5)).count).toBe(2);
    expect(correlate(many, [hit('a', 1), hit('b', 2)], hit('c', 3, { rule: 'okta/other' })).fires).toBe(false);
  });

  it('has nothing in common where a field has no value, and takes the value that most have', () => {
    expect(correlate(many, [hit('a', 1), hit('b', 2)], hit('c', 3, { values: {} })).fires).toBe(false);
    const two = hit('c', 3, { values: { user: ['ben', 'anna'] } });
    expect(correlate(many, [hit('a', 1), hit('b', 2)], two)).toMatchObject({ fires: true, count: 3 });
  });

  it('fires in whatever order its findings are judged', () => {
    expect(correlate(many, [hit('b', 4), hit('c', 6)], hit('a', 1)).fires).toBe(true);
    expect(correlate(many, [hit('b', 4), hit('c', 12)], hit('a', 1)).fires).toBe(false);
  });

  it('does not fire beyond `lte`', () => {
    const few = rule({ condition: { gte: 1, lte: 2 } });
    expect(correlate(few, [hit('a', 1)], hit('b', 2)).fires).toBe(true);
    expect(correlate(few, [hit('a', 1), hit('b', 2)], hit('c', 3)).fires).toBe(false);
  });
});

it('value_count counts different values, not findings', () => {
  const places = rule({ type: 'value_count', field: 'ip', condition: { gte: 2 } });
  const from = (ip: string) => ({ values: { user: ['anna'], ip: [ip] } });
  expect(correlate(places, [hit('a', 1), hit('b', 2)], hit('c', 3)).count).toBe(1);
  expect(correlate(places, [hit('a', 1)], hit('b', 2, from('203.0.113.9')))).toMatchObject({ fires: true, count: 2 });
});

describe('what is kept of a group', () => {
  const many = rule({ condition: { gte: 3 } });
  const came = (hours: number) => ({ receivedAt: plusMs(at(0), hours * HOUR_MS) });
  const kept = (of: Correlation, hits: readonly RuleHit[]) => stillCounting(of, hits).map(({ finding }) => finding);

  it('is what came in within a day, whenever it happened, and what says by `at` when it came in', () => {
    const old = hit('old', 0);
    const hits = [old, hit('late', 1, came(20)), hit('new', 59, came(20))];
    expect(kept(many, hits)).toEqual(['old', 'late', 'new']);
    expect(endOf(many, hits)).toBe(plusMs(at(0), 44 * HOUR_MS));
    expect(kept(many, [...hits, hit('next', 2, came(30))])).toEqual(['late', 'new', 'next']);
  });

  it('is of findings with the same values what fires with any others, in whatever order they come', () => {
    const of = (ip: string, minute: number) => {
      return hit(`${ip}/${minute}`, minute, { values: { user: ['anna'], ip: [ip] }, ...came(0) });
    };
    const places = rule({ type: 'value_count', field: 'ip', condition: { gte: 2 } });
    const all = [0, 1, 3, 5, 8, 9, 12, 25, 26, 58].map((minute) => of('198.51.100.7', minute));
    const some = stillCounting(places, all);
    expect(some.length).toBeLessThan(all.length);
    for (let minute = 0; minute < 60; minute += 1) {
      const latest = of('203.0.113.9', minute);
      expect([minute, correlate(places, some, latest).fires]).toEqual([minute, correlate(places, all, latest).fires]);
    }
  });
});

describe('temporal', () => {
  const rules = ['okta/sign-in', 'aws-guardduty/exfiltration'];
  const out = { rule: 'aws-guardduty/exfiltration' };

  it('fires once each of the rules decided, in any order', () => {
    const both = rule({ type: 'temporal', rules });
    expect(correlate(both, [hit('b', 1, out)], hit('a', 2))).toMatchObject({ fires: true, findings: ['b', 'a'] });
    expect(correlate(both, [hit('b', 1)], hit('a', 2)).fires).toBe(false);
  });

  it('and in their order alone, where it is ordered', () => {
    const ordered = rule({ type: 'temporal_ordered', rules });
    expect(correlate(ordered, [hit('a', 1)], hit('b', 2, out)).fires).toBe(true);
    expect(correlate(ordered, [hit('b', 1, out)], hit('a', 2)).fires).toBe(false);
  });
});

it.each([
  [{ timespan: '15' }, /such as 15m/],
  [{ timespan: '8d', condition: { gte: 2 } }, /at most 7d/],
  [{}, /a count needs `gte`/],
  [{ type: 'value_count', condition: { gte: 2 } }, /names the field/],
  [{ rules: ['sign-in'], condition: { gte: 2 } }, /<source>\/<rule>/],
])('%j is refused', (change, message) => {
  expect(() => rule(change)).toThrow(message);
});
