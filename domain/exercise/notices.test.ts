import { describe, expect, it } from '@jest/globals';
import { noticeTo } from '../../test/support/plans.ts';
import type { Notice } from '../communication/notice.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import { scoreNotices } from './notices.ts';

const START = '2026-11-24T08:00:00.000Z';
const at = (hours: number) => plusMs(START, hours * HOUR_MS);
function notice(counterparty: string, sentHour: number, change: Partial<Notice> = {}): Notice {
  const deliveries = [{ number: 1, step: 'first', contact: 'first', result: 'sent', at: at(sentHour) }] as const;
  return {
    ...{ ...noticeTo(counterparty, START), breachId: 'EX-2026-0001', round: 1, status: 'sent', done: [] },
    ...{ deliveries: [...deliveries], openedAt: null, acknowledgedAt: null, answers: null, ...change },
  };
}

describe('the notices of an exercise', () => {
  it('that nobody acknowledged have no span and are not in time', () => {
    expect(scoreNotices([notice('fjord', 1)])).toEqual([
      {
        ...{ counterparty: 'fjord', kind: 'supplier', sentAt: at(1), answerBy: at(24), acknowledgedAt: null },
        ...{ answeredBy: null, afterMs: null, inTime: false },
      },
    ]);
  });

  it('are in time up to the very instant by which an answer was asked for', () => {
    const answered = (instant: string) => scoreNotices([notice('fjord', 1, { acknowledgedAt: instant })])[0];
    expect(answered(at(24))).toMatchObject({ inTime: true, afterMs: 23 * HOUR_MS });
    expect(answered(plusMs(at(24), 1))).toMatchObject({ inTime: false });
    // Somebody called before the letter had left.
    expect(answered(at(0.5))).toMatchObject({ inTime: true, afterMs: 0 });
  });

  it('stand by when they left, and those that a later round replaced or that never left are none', () => {
    const rows = [
      notice('third', 3),
      notice('first', 1),
      notice('also-third', 3),
      notice('second', 2),
      notice('replaced', 0, { status: 'superseded' }),
      notice('unsent', 0, { deliveries: [] }),
    ];
    expect(scoreNotices(rows).map(({ counterparty }) => counterparty)).toEqual([
      ...['first', 'second', 'third', 'also-third'],
    ]);
  });
});
