import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import type { ClockStart } from '../clock/start.ts';
import { Facts } from '../facts.ts';
import { deadlineOf, filingOf, isCountedFrom, isDeadline, isFollowed, latestFilingOf, startOf } from './starts.ts';
import type { TargetRules } from './targets.ts';

const [EARLIER, AWARE] = ['2026-11-23T08:00:00.000Z', '2026-11-24T08:00:00.000Z'];
const [FILED, UPDATED] = ['2026-11-25T08:00:00.000Z', '2026-11-26T08:00:00.000Z'];

describe('from where a clock runs', () => {
  type Known = Parameters<typeof startOf>[1];
  const start = (from: ClockStart, change: Partial<Known> = {}, events: object = {}) =>
    startOf(from, { awareness: AWARE, filings: {}, updates: {}, facts: Facts.parse({ events }), ...change });

  it('is the awareness, or waits for it', () => {
    expect(start('awareness')).toEqual({ at: AWARE, from: 'awareness' });
    expect(start('awareness', { awareness: null })).toEqual({ at: null, from: 'awareness' });
  });

  it.each(['suspicion', 'detection', 'discovery', 'determination', 'occurrence'] as const)(
    'is %s where that is recorded, else the awareness in its place',
    (event) => {
      expect(start(event, {}, { [event]: EARLIER })).toEqual({ at: EARLIER, from: event });
      expect(start(event)).toEqual({ at: AWARE, from: `awareness (no ${event} is recorded)` });
      expect(start(event, { awareness: null })).toEqual({ at: null, from: 'awareness' });
    },
  );

  it.each(['classification', 'materiality', 'payment', 'order', 'consumer-notice'] as const)(
    'waits for %s: the awareness does not stand in for it',
    (event) => {
      expect(start(event)).toEqual({ at: null, from: event });
      expect(start(event, {}, { [event]: EARLIER })).toEqual({ at: EARLIER, from: event });
    },
  );

  it('is the first filing of another duty, or the latest of its versions', () => {
    const [first, latest] = [
      { filed: 'x', version: 'first' as const },
      { filed: 'x', version: 'latest' as const },
    ];
    const filed = { filings: { x: FILED }, updates: { x: UPDATED } };
    expect([start(first, filed), start(latest, filed)]).toEqual([
      { at: FILED, from: 'filing of x' },
      { at: UPDATED, from: 'latest filing of x' },
    ]);
    expect(start(latest, { filings: { x: FILED } })).toEqual({ at: FILED, from: 'latest filing of x' });
    expect([start(first), start(latest)]).toEqual([
      { at: null, from: 'filing of x' },
      { at: null, from: 'filing of x' },
    ]);
  });

  it('is told apart from a deadline, which nobody recorded', () => {
    expect(isDeadline(deadlineOf('us-ct-individual'))).toBe(true);
    expect([isDeadline('consumer-notice'), isDeadline(null)]).toEqual([false, false]);
  });
});

describe('a duty that is counted from another’s filing', () => {
  const follower = (change: object) => obligationOf('second', AWARE, { startsFrom: filingOf('first'), ...change });
  const plan = (change: object = {}, targetRules: TargetRules = 4) =>
    planOf(AWARE, { obligations: [obligationOf('first', AWARE), follower(change)], targetRules });
  const owed = { of: 'first', since: FILED };

  it('is known by what its clock runs from', () => {
    expect(isCountedFrom(plan(), 'filing of first')).toBe(true);
    expect([isCountedFrom(plan(), 'filing of second'), isCountedFrom(null, 'filing of first')]).toEqual([false, false]);
  });

  it('covers what was left to be sent while it is open, or was handed in since', () => {
    expect(isFollowed(plan(), owed, {})).toBe(true);
    expect(isFollowed(plan({ startsFrom: latestFilingOf('first') }), owed, {})).toBe(true);
    expect(isFollowed(plan(), owed, { second: FILED })).toBe(true);
    expect(isFollowed(plan(), owed, { second: EARLIER })).toBe(false);
    expect(isFollowed(plan({ startsFrom: 'awareness' }), owed, {})).toBe(false);
    expect(isFollowed(plan({ startsFrom: null }), owed, {})).toBe(false);
    expect(isFollowed(null, owed, {})).toBe(false);
  });

  it('covers nothing towards another receiver, but by the rules of before version 4', () => {
    const elsewhere = { recipient: 'people concerned' };
    expect(isFollowed(plan(elsewhere), owed, {})).toBe(false);
    expect(isFollowed(plan(elsewhere, 3), owed, {})).toBe(true);
    const { targetRules: _, ...older } = plan(elsewhere);
    expect(isFollowed(older, owed, {})).toBe(true);
  });
});
