import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { foldEvents } from '../breach/evolve.ts';
import type { PlannedObligation } from '../plan/types.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import { scoreDuties } from './duties.ts';

const START: Instant = '2026-11-24T08:00:00.000Z';
const at = (hours: number): Instant => plusMs(START, hours * HOUR_MS);
const event = (type: string, hours: number, by: string, data: object, personal: object = { reasons: 'Said.' }) =>
  ({ type, at: at(hours), by, key: `${type}/${hours}`, data, personal }) as BreachEvent;
const planned = (...obligations: PlannedObligation[]) =>
  event('planned', 0, 'engine', { plan: planOf(START, { obligations }), changes: [] });
const filed = (obligation: string, hours: number, by: string) =>
  event('filed', hours, by, { obligation, filedAt: at(hours), late: false }, { receipt: 'R', reasons: '' });
const waived = (obligation: string, hours: number, by: string) => event('obligation-waived', hours, by, { obligation });

function scored(events: BreachEvent[], judgedAt = at(80)) {
  const all = [reportedEvent('EX-2026-0001', START), ...events];
  const state = foldEvents(all);
  if (state === null) throw new Error('no state');
  return scoreDuties(state, all, judgedAt, () => 0);
}

describe('a duty of an exercise', () => {
  const duty = obligationOf('duty', START);
  const other = obligationOf('other', START);

  it('names what the law calls it, its limit and who did it when', () => {
    const approved = event('filing-approved', 65, 'deputy', { obligation: 'duty', stage: 'initial', sha256: 'abc' });
    const events = [planned(duty, other), filed('other', 60, 'deputy'), approved, filed('duty', 70, 'dpo')];
    expect(scored(events)).toEqual([
      {
        ...{ id: 'duty', article: duty.article, title: duty.title, recipient: duty.recipient, basis: 'law' },
        ...{ due: at(72), outcome: 'met', at: at(70), by: 'dpo', marginMs: 2 * HOUR_MS, findings: [] },
      },
      expect.objectContaining({ id: 'other', at: at(60), by: 'deputy', marginMs: 12 * HOUR_MS }),
    ]);
  });

  it('was done by who handed in what was missing, not by who left it open', () => {
    const left = { obligation: 'duty', filedAt: at(30), late: false, completes: { of: 'other', open: 2 } };
    const short = event('filed', 30, 'deputy', left, { receipt: 'R', reasons: '' });
    expect(scored([planned(duty), short])).toMatchObject([{ outcome: 'missed', at: null, by: null }]);
    expect(scored([planned(duty), short, filed('duty', 40, 'dpo')])).toMatchObject([
      { outcome: 'met', at: at(40), by: 'dpo' },
    ]);
  });

  it('is none where the law turns out not to bind', () => {
    const unbound = obligationOf('unbound', START, { applies: 'does-not-apply' });
    expect(scored([planned(unbound, duty)]).map(({ id }) => id)).toEqual(['duty']);
    expect(scored([planned(duty, other), planned(other)]).map(({ id }) => id)).toEqual(['other']);
  });

  it('that was done stays where the law knows it no more, by its id and without a limit', () => {
    const events = [planned(duty, other), filed('duty', 70, 'dpo'), waived('other', 5, 'dpo'), planned()];
    const bare = { recipient: '', basis: null, due: null, marginMs: null };
    expect(scored(events)).toMatchObject([
      { ...bare, id: 'duty', article: 'duty', title: 'duty', outcome: 'met', at: at(70) },
      { ...bare, id: 'other', article: 'other', title: 'other', outcome: 'decided', at: at(5) },
    ]);
  });

  it('without a clock is neither open nor missed', () => {
    expect(scored([planned(obligationOf('duty', null))])).toMatchObject([
      { outcome: 'no-clock', due: null, basis: null, at: null, by: null, marginMs: null },
    ]);
  });

  it('is missed from the very instant of its limit', () => {
    expect(scored([planned(duty)], at(72))).toMatchObject([{ outcome: 'missed', at: null, by: null, marginMs: 0 }]);
    expect(scored([planned(duty)], plusMs(at(72), -1))).toMatchObject([{ outcome: 'open', marginMs: 1 }]);
  });

  it('is decided by the last waiver up to its limit, and late after it', () => {
    const decided = scored([planned(duty, other), waived('duty', 72, 'dpo'), waived('other', 75, 'deputy')]);
    expect(decided).toMatchObject([
      { id: 'duty', outcome: 'decided', at: at(72), by: 'dpo', marginMs: 0 },
      { id: 'other', outcome: 'late', at: at(75), by: 'deputy', marginMs: -3 * HOUR_MS },
    ]);
    const resumed = event('obligation-resumed', 6, 'dpo', { obligation: 'duty', why: 'decided' });
    expect(scored([planned(duty), waived('duty', 5, 'dpo'), resumed])).toMatchObject([{ outcome: 'missed', at: null }]);
    expect(scored([planned(duty), waived('duty', 5, 'dpo'), resumed, waived('duty', 7, 'deputy')])).toMatchObject([
      { outcome: 'decided', at: at(7), by: 'deputy' },
    ]);
  });

  it('stands by its limit, of one limit as it was planned, and last without one', () => {
    const without = obligationOf('without', null);
    const soon = obligationOf('soon', at(-24));
    const ids = (...obligations: PlannedObligation[]) => scored([planned(...obligations)]).map(({ id }) => id);
    expect(ids(without, duty, other, soon)).toEqual(['soon', 'duty', 'other', 'without']);
    expect(ids(soon, other, duty, without)).toEqual(['soon', 'other', 'duty', 'without']);
  });
});
