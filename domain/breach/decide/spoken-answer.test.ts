import { describe, expect, it } from '@jest/globals';
import { planOf, reportedEvent } from '../../../test/support/plans.ts';
import type { Notice } from '../../communication/notice.ts';
import type { PlannedCounterparties } from '../../plan/types.ts';
import { evolve } from '../evolve.ts';
import type { BreachState } from '../state.ts';
import { mayRecordSpoken, whyNotSpoken, whyUntold } from './spoken-answer.ts';

const LETTER = '2026-11-24T09:30:40.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const reported = evolve(null, reportedEvent('TOC-2026-0001', '2026-11-24T08:00:00.000Z'));

/** A breach of whose notices responders may release, or may not, as the policy says. */
function breachWhere(responders: boolean): BreachState {
  const release: PlannedCounterparties['release'] = { responders, byPolicy: {} };
  const counterparties = { suppliers: 1, customers: 0, version: 'v', release };
  return { ...reported, plan: planOf(NOW, { counterparties }) };
}
const notice = (change: Partial<Notice> = {}) => {
  const letter = { step: 'first', contact: 'first', result: 'sent', at: LETTER, number: 1 } as const;
  return { counterparty: 'fjord', round: 2, status: 'sent', deliveries: [letter], ...change } as Notice;
};
const heard = { role: 'dpo', at: NOW, saidAt: NOW, reasons: 'I know her voice.' };

describe('who puts an answer by telephone on record', () => {
  it.each([
    ['dpo', true, true],
    ['deputy', true, true],
    ['responder', false, true],
    ['reporter', false, false],
    ['auditor', false, false],
    [undefined, false, false],
  ])('%s: %s, and %s where the policy lets responders release', (role, usually, whereAllowed) => {
    expect(mayRecordSpoken(breachWhere(false), role)).toBe(usually);
    expect(mayRecordSpoken(breachWhere(true), role)).toBe(whereAllowed);
  });

  it('is a DPO also where no plan says who releases', () => {
    expect(['dpo', 'responder'].map((role) => mayRecordSpoken(reported, role))).toEqual([true, false]);
  });
});

describe('an answer by telephone', () => {
  const refusalOf = (change: Partial<typeof heard>, to = notice()) =>
    whyNotSpoken(breachWhere(false), to, { ...heard, ...change });

  it('is taken of a letter that was sent, dated up to now and from the minute of the letter on', () => {
    expect(refusalOf({})).toBeNull();
    // People give minutes: the letter left at 40 seconds past.
    expect(refusalOf({ saidAt: '2026-11-24T09:30:00.000Z' })).toBeNull();
  });

  it.each<[string, Partial<typeof heard>, object]>([
    ['by a responder', { role: 'responder' }, { code: 'forbidden', field: 'role' }],
    ['without reasons', { reasons: '' }, { code: 'reasons-missing', field: 'reasons' }],
    [
      'dated later than now',
      { saidAt: '2026-11-24T10:00:00.001Z' },
      { code: 'content-refused', field: 'saidAt', members: { why: 'future' } },
    ],
    [
      'dated a minute before the letter',
      { saidAt: '2026-11-24T09:29:59.999Z' },
      { code: 'content-refused', field: 'saidAt', members: { why: 'before-letter' } },
    ],
  ])('is refused %s', (_, change, refusal) => {
    expect(refusalOf(change)).toMatchObject(refusal);
  });

  it.each<[string, Partial<Notice>, string | null]>([
    ['that was followed by another', { status: 'superseded' }, 'was followed by another'],
    ['to one who is not to be told any more', { status: 'withdrawn' }, 'not to be told any more'],
    ['of which no letter was sent', { status: 'planned', deliveries: [] }, 'No letter to fjord was sent yet'],
    ['that was answered before', { status: 'acknowledged' }, null],
    ['that expired', { status: 'expired' }, null],
  ])('to a notice %s', (_, change, why) => {
    const said = whyUntold(notice(change));
    if (why === null) expect(said).toBeNull();
    else expect(said).toContain(why);
    const refusal = { code: 'conflict', field: 'counterparty', message: said, members: { why: 'nothing-to-answer' } };
    expect(refusalOf({}, notice(change))).toEqual(why === null ? null : expect.objectContaining(refusal));
  });
});
