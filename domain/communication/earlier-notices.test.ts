import { describe, expect, it, test } from '@jest/globals';
import { noticeTo, planOf } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import {
  type EarlierNotice,
  type EarlierNotices,
  foldEarlier,
  NO_EARLIER_NOTICES,
  namedBy,
} from './earlier-notices.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const at = (hours: number) => plusMs(T0, hours * HOUR_MS);
const notice = (systems: string[], { counterparty = 'fjord', sendAt = T0, round = 1 } = {}): EarlierNotice => ({
  ...noticeTo(counterparty, sendAt),
  ...{ systems, round },
});
const eventOf = (event: object, when = T0) =>
  ({ at: when, by: 'engine', key: 'k', personal: {}, ...event }) as BreachEvent;
const planned = eventOf({ type: 'planned', data: {} });
const plan = (notices: EarlierNotices, ...named: EarlierNotice[]) => foldEarlier(notices, planned, named);
const delivered = (more: object = {}, when = T0) => {
  const first = { counterparty: 'fjord', round: 1, number: 1, step: 'first', contact: 'first', result: 'sent' };
  return eventOf({ type: 'notice-delivered', data: { ...first, ...more } }, when);
};
const answered = (misuse: 'yes' | 'no', acknowledgedAt: string, round = 1) =>
  eventOf({
    ...{ type: 'notice-acknowledged', data: { counterparty: 'fjord', round, acknowledgedAt } },
    personal: { answers: { holdsData: 'yes', misuse, answeredBy: 'Dana' } },
  });
const expired = (round: number, counterparty = 'fjord') =>
  eventOf({ type: 'notice-expired', data: { counterparty, round } });
const fold = (notices: EarlierNotices, ...events: BreachEvent[]) =>
  events.reduce((so, event) => foldEarlier(so, event, null), notices);
const named = plan(NO_EARLIER_NOTICES, notice(['console']));
const told = fold(named, delivered());

describe('a plan of version 0.1', () => {
  it('is a first round for whom it names first, of which nothing has left', () => {
    expect(named).toEqual({
      planned: [notice(['console'])],
      newest: {
        fjord: {
          ...{ notice: notice(['console']), status: 'planned', deliveries: [], count: 0 },
          ...{ acknowledgedAt: null, answers: null },
        },
      },
      before: [],
    });
  });

  it('keeps the promised schedule and what was sent where it touches the same systems, or fewer', () => {
    const two = fold(plan(NO_EARLIER_NOTICES, notice(['billing', 'console'])), delivered());
    const again = plan(two, notice(['billing'], { sendAt: at(5) }));
    expect(again.planned).toEqual([notice(['billing', 'console'])]);
    expect(again.newest.fjord).toEqual(two.newest.fjord);
    expect(again.before).toEqual([]);
  });

  it('is another round for further systems, beside the one before', () => {
    const more = plan(told, notice(['billing', 'console'], { sendAt: at(5) }));
    expect(more.newest.fjord).toMatchObject({
      ...{ notice: { round: 2, systems: ['billing', 'console'], sendAt: at(5) }, status: 'planned', count: 0 },
      deliveries: [],
    });
    expect(more.before).toEqual([told.newest.fjord]);
    const third = plan(more, notice(['backup']));
    expect(third.before.map(({ notice: { round } }) => round)).toEqual([1, 2]);
    expect(third.newest.fjord?.notice.round).toBe(3);
  });

  it('counts the rounds of each counterparty by itself', () => {
    const both = plan(told, notice(['console']), notice(['billing'], { counterparty: 'gull' }));
    expect(Object.values(both.newest).map((round) => [round.notice.counterparty, round.notice.round])).toEqual([
      ['fjord', 1],
      ['gull', 1],
    ]);
    expect([both.newest.fjord?.status, both.newest.gull?.status, both.before]).toEqual(['sent', 'planned', []]);
  });

  it('tells anew whom it names again after it had left them out', () => {
    const left = plan(told);
    expect([left.planned, left.newest.fjord?.status]).toEqual([[], 'sent']);
    const back = plan(left, notice(['console']));
    expect(back.newest.fjord).toMatchObject({ notice: { round: 2 }, status: 'planned' });
    expect(back.before).toEqual([told.newest.fjord]);
  });

  it('of today names nobody, and changes nothing', () => {
    expect(foldEarlier(told, planned, null)).toEqual(told);
  });
});

describe('a round of version 0.1', () => {
  it('stands where its letters leave it, and counts them', () => {
    const reminded = fold(told, delivered({ number: 2, step: 'reminder' }, at(12)));
    expect(told.newest.fjord).toMatchObject({ status: 'sent', count: 1 });
    expect(reminded.newest.fjord).toMatchObject({ status: 'reminded', count: 2 });
    expect(reminded.newest.fjord?.deliveries).toEqual([
      { number: 1, step: 'first', contact: 'first', result: 'sent', at: T0 },
      { number: 2, step: 'reminder', contact: 'first', result: 'sent', at: at(12) },
    ]);
    expect(reminded.planned).toEqual(named.planned);
  });

  it('stays answered, whatever becomes of a letter that was under way', () => {
    const late = fold(
      told,
      answered('no', at(1)),
      delivered({ number: 2, step: 'reminder', result: 'refused' }, at(2)),
    );
    expect(late.newest.fjord).toMatchObject({ status: 'acknowledged', count: 2 });
  });

  it('is acknowledged with its first answer, and its last one counts', () => {
    const { newest } = fold(told, answered('no', at(1)), answered('yes', at(3)));
    expect(newest.fjord).toMatchObject({ acknowledgedAt: at(1), answers: { misuse: 'yes', answeredBy: 'Dana' } });
    expect(newest.fjord).toMatchObject({ status: 'acknowledged', count: 1, notice: { round: 1 } });
  });

  it('ends where nobody answered', () => {
    expect(fold(told, expired(1)).newest.fjord).toMatchObject({ status: 'expired', count: 1, acknowledgedAt: null });
  });

  it('is changed by no event of another round, of another counterparty, or of another kind', () => {
    const second = plan(told, notice(['billing']));
    expect(fold(second, delivered(), answered('yes', at(1)), expired(1))).toEqual(second);
    expect(fold(second, delivered({ counterparty: 'gull' }), expired(1, 'gull'))).toEqual(second);
    const taken = eventOf({ type: 'taken', data: { counterparty: 'fjord', round: 2 } });
    expect(fold(second, taken)).toEqual(second);
  });
});

test('whom a stored plan names is known of those of version 0.1 alone', () => {
  const today = planOf(T0);
  expect(namedBy({ ...today, notices: [notice(['console'])] })).toEqual([notice(['console'])]);
  expect(namedBy({ ...today, notices: { release: 1 } })).toBeNull();
  expect(namedBy(today)).toBeNull();
});
