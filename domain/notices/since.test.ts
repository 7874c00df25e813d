import { describe, expect, it } from '@jest/globals';
import { noticeTo, planOf, reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import { sinceSent } from './since.ts';

const START: Instant = '2026-11-24T08:00:00.000Z';
const at = (hours: number) => plusMs(START, hours * HOUR_MS);
const head = (hours: number) => ({ at: at(hours), by: 'dpo', key: `k${hours}` });
const aware: BreachEvent = {
  ...head(0),
  type: 'awareness-recorded',
  data: { awareAt: at(0) },
  personal: { reasons: '' },
};
const delivered = (hours: number, counterparty = 'fjord', round = 1): BreachEvent => ({
  ...head(hours),
  type: 'notice-delivered',
  data: { counterparty, round, step: 'first', contact: 'first', result: 'sent', number: 1 },
});
const corrected: BreachEvent = {
  ...head(2),
  type: 'awareness-corrected',
  data: { from: at(0), to: at(-3) },
  personal: { reasons: 'Seen before.' },
};
const amended: BreachEvent = {
  ...head(3),
  type: 'facts-amended',
  data: { changed: { peopleConcerned: 410 } },
  personal: { narrative: { summary: 'Two sessions.', measures: 'Keys revoked.' }, reasons: 'Counted.' },
};
const planned = (hours: number, round = 1): BreachEvent => {
  const notices = ['fjord', 'other'].map((counterparty) => ({ ...noticeTo(counterparty, START), round }));
  return { ...head(hours), type: 'planned', data: { plan: planOf(START, { notices }), changes: [] } };
};
const before = [reportedEvent('TOC-2026-0001', START), aware, planned(0)];
const supplier = { counterparty: 'fjord', round: 1, kind: 'supplier' } as const;

describe('what was corrected since a notice was sent', () => {
  it('is the latest value with the instant of its correction, of what the letter itself says alone', () => {
    const events = [...before, delivered(1), corrected, amended];
    expect(sinceSent(events, supplier)).toEqual({
      sentAt: at(1),
      changes: [
        { what: 'awareAt', at: at(2), now: at(-3) },
        { what: 'nature', at: at(3), now: 'Two sessions.' },
      ],
    });
    const customer = sinceSent(events, { ...supplier, kind: 'customer' }).changes;
    expect(customer.map(({ what }) => what)).toEqual(['awareAt', 'nature', 'people', 'measures']);
  });

  it('is nothing that was corrected before it went out, or changed back', () => {
    const back: BreachEvent = { ...corrected, ...head(4), data: { from: at(-3), to: at(0) } };
    expect(sinceSent([...before, corrected, delivered(5)], supplier)).toEqual({ sentAt: at(5), changes: [] });
    expect(sinceSent([...before, delivered(1), corrected, back], supplier).changes).toEqual([]);
  });

  it('goes by the delivery of the own notice and round; without one there is nothing to compare', () => {
    const events = [
      ...before,
      delivered(1, 'other'),
      delivered(1, 'fjord'),
      corrected,
      planned(2, 2),
      delivered(3, 'fjord', 2),
    ];
    expect(sinceSent(events, { ...supplier, round: 2 })).toEqual({ sentAt: at(3), changes: [] });
    expect(sinceSent([...before, corrected], supplier)).toEqual({ sentAt: null, changes: [] });
  });
});
