import { describe, expect, it } from '@jest/globals';
import { noticeTo } from '../../test/support/plans.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import type { NoticeDelivery } from './follow-ups.ts';
import { type Notice, nextInstant, pauseAfter, roundFor, SETTLED, sentAt, stepSentAt, withDelivery } from './notice.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const row: Notice = {
  ...{ ...noticeTo('fjord', T0), breachId: 'TOC-2026-0001', round: 1, status: 'planned', done: [], deliveries: [] },
  ...{ openedAt: null, acknowledgedAt: null, answers: null },
};
const delivery: NoticeDelivery = { number: 1, step: 'first', contact: 'first', result: 'sent', at: T0 };

describe('changed plans', () => {
  const told = withDelivery(row, delivery, [1]);

  it('tell whom nobody told yet, in a first round', () => {
    expect(roundFor(undefined, ['console'])).toEqual({ change: 'added', round: 1 });
  });
  it('tell nobody twice in a round: not of the same systems, nor of fewer', () => {
    expect(roundFor(told, ['console'])).toEqual({ change: 'none' });
    expect(roundFor({ ...told, systems: ['billing', 'console'] }, ['billing'])).toEqual({ change: 'none' });
    expect(roundFor({ ...told, status: 'acknowledged' }, ['console'])).toEqual({ change: 'none' });
  });
  it('tell of further systems in a round of its own, or in the same one where no letter has left', () => {
    expect(roundFor(told, ['billing', 'console'])).toEqual({ change: 'added', round: 2 });
    expect(roundFor({ ...told, status: 'acknowledged', round: 3 }, ['billing'])).toEqual({ change: 'added', round: 4 });
    expect(roundFor(row, ['billing', 'console'])).toEqual({ change: 'renewed' });
  });
  it('tell anew who was taken off the list after a letter, and go on with who was before any', () => {
    expect(roundFor({ ...told, status: 'withdrawn' }, ['console'])).toEqual({ change: 'added', round: 2 });
    expect(roundFor({ ...row, status: 'withdrawn' }, ['console'])).toEqual({ change: 'renewed' });
  });
});

describe('a row after a delivery', () => {
  it('stands where its last letter leaves it', () => {
    const statusAfter = (change: Partial<NoticeDelivery>) => withDelivery(row, { ...delivery, ...change }, []).status;
    expect(statusAfter({})).toBe('sent');
    expect(statusAfter({ step: 'reminder' })).toBe('reminded');
    expect(statusAfter({ step: 'escalation' })).toBe('escalated');
    expect((['refused', 'failed', 'uncertain'] as const).map((result) => statusAfter({ result }))).toEqual([
      ...['refused', 'failed', 'uncertain'],
    ]);
  });
  it.each([
    ['planned', 'link', 'sent'],
    ['refused', 'link', 'sent'],
    ['sent', 'link', 'sent'],
    ['reminded', 'link', 'reminded'],
    ['escalated', 'link', 'escalated'],
    ['planned', 'correction', 'planned'],
    ['reminded', 'correction', 'reminded'],
    ['acknowledged', 'correction', 'acknowledged'],
  ] as const)('that was %s is, after a letter "%s", %s: it asks for nothing new', (status, step, after) => {
    expect(withDelivery({ ...row, status }, { ...delivery, step }, []).status).toBe(after);
  });
  it('that was answered stays so also where a correction is refused, and another one does not', () => {
    const refused = { ...delivery, step: 'correction', result: 'refused' } as const;
    expect(withDelivery({ ...row, status: 'acknowledged' }, refused, []).status).toBe('acknowledged');
    expect(withDelivery({ ...row, status: 'reminded' }, refused, []).status).toBe('refused');
  });
  it('keeps every delivery and the steps it is done with', () => {
    const twice = withDelivery(withDelivery(row, { ...delivery, result: 'refused' }, [1]), delivery, [2, 3]);
    expect([twice.deliveries.length, twice.done]).toEqual([2, [1, 2, 3]]);
    expect(row.deliveries).toEqual([]);
  });
  it('knows when a letter was first handed over, and each step of late', () => {
    const deliveries = [
      { ...delivery, result: 'uncertain' as const },
      { ...delivery, at: plusMs(T0, HOUR_MS) },
      { ...delivery, step: 'reminder' as const, at: plusMs(T0, 2 * HOUR_MS) },
      { ...delivery, step: 'reminder' as const, at: plusMs(T0, 3 * HOUR_MS) },
    ];
    expect(sentAt({ deliveries })).toBe(plusMs(T0, HOUR_MS));
    expect(stepSentAt({ deliveries }, 'reminder')).toBe(plusMs(T0, 3 * HOUR_MS));
    expect([sentAt(row), stepSentAt(row, 'escalation')]).toEqual([null, null]);
  });
});

describe('when a row is looked at again', () => {
  it('is its next step', () => {
    expect(nextInstant(row, true, T0)).toBe(T0);
    expect(nextInstant(withDelivery(row, delivery, [1]), true, T0)).toBe(plusMs(T0, 12 * HOUR_MS));
  });
  it('is now, where a refusal brings the second contact forward', () => {
    const now = plusMs(T0, HOUR_MS);
    expect(nextInstant(withDelivery(row, { ...delivery, result: 'refused' }, [1]), true, now)).toBe(now);
  });
  it.each(SETTLED)('is never, once it is %s', (status) => {
    expect(nextInstant({ ...row, status }, true, T0)).toBeNull();
  });
  it('after a "not now" is later each time, up to ten minutes', () => {
    expect([0, 1, 4, 50].map(pauseAfter)).toEqual([30_000, 60_000, 600_000, 600_000]);
  });
});
