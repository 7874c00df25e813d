import { describe, expect, it } from '@jest/globals';
import { noticeTo } from '../../test/support/plans.ts';
import { DAY_MS, HOUR_MS, plusMs } from '../time.ts';
import { type DeliveryResult, type NoticeProgress, nextAct, numberOfLink } from './follow-ups.ts';
import { whyNoLinkAct, withNewLink } from './link.ts';
import type { NoticeStatus } from './standing.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const LATER = plusMs(T0, HOUR_MS);
const delivery = (contact: 'first' | 'second', result: DeliveryResult = 'sent') => {
  return {
    ...({ number: contact === 'first' ? 1 : 4, step: contact === 'first' ? 'first' : 'escalation' } as const),
    contact,
    result,
    at: T0,
  };
};
const told = {
  ...noticeTo('fjord', T0),
  done: [1],
  deliveries: [delivery('first')],
  generation: 1,
  status: 'sent' as const,
};
const noted = { counterparty: 'fjord', round: 1, revoked: false };

/** Acts until none is due at `now`, each handed over. */
function actsOf(start: NoticeProgress, now: string, result: DeliveryResult = 'sent'): string[] {
  const acts: string[] = [];
  let row = start;
  for (let act = nextAct(row, true, now); act?.act === 'deliver' && act.at <= now; act = nextAct(row, true, now)) {
    const { number, step, contact, letter, completes } = act;
    acts.push(`${letter} ${contact}`);
    row = {
      ...row,
      done: [...row.done, ...completes],
      deliveries: [...row.deliveries, { number, step, contact, result, at: now }],
    };
  }
  return acts;
}

describe('a link that is given out anew', () => {
  it('leaves at once, once, to whom a letter may have reached', () => {
    const { isMailed, ...row } = withNewLink(told, LATER);
    expect([isMailed, row.generation]).toEqual([true, 2]);
    expect(actsOf({ ...told, ...row }, LATER)).toEqual(['link first']);
    const both = { ...told, deliveries: [delivery('first'), delivery('second', 'uncertain')], done: [1, 2, 3, 4] };
    expect(actsOf({ ...both, ...withNewLink(both, LATER) }, LATER)).toEqual(['link first', 'link second']);
    // An earlier escalation that bounced reached nobody.
    const bounced = { ...both, deliveries: [delivery('first'), delivery('second', 'refused')] };
    expect(actsOf({ ...bounced, ...withNewLink(bounced, LATER) }, LATER)[0]).toBe('link first');
    expect(actsOf({ ...bounced, ...withNewLink(bounced, LATER) }, LATER)).not.toContain('link second');
  });

  it('leaves again for each further one, and the schedule goes on as it was', () => {
    const once = { ...told, ...withNewLink(told, LATER), done: [1, numberOfLink(2)] };
    expect(actsOf(once, LATER)).toEqual([]);
    expect(actsOf({ ...once, ...withNewLink(once, LATER) }, LATER)).toEqual(['link first']);
    expect(nextAct(once, true, LATER)).toEqual(nextAct(told, true, LATER));
  });

  it('is waited for once more where the notice had expired', () => {
    const over = plusMs(told.expiresAt, DAY_MS);
    const expired = { ...told, status: 'expired' as const, done: [1, 2, 3, 4, 5] };
    expect(withNewLink(expired, over)).toMatchObject({
      ...{ isMailed: true, status: 'sent' },
      expiresAt: plusMs(over, 30 * DAY_MS),
    });
    const anew = { ...expired, ...withNewLink(expired, over) };
    expect(actsOf(anew, over)).toEqual(['link first']);
  });

  it('is mailed to nobody who has answered or is not told any more', () => {
    for (const status of ['acknowledged', 'superseded', 'withdrawn'] as const) {
      const { isMailed, ...row } = withNewLink({ ...told, status }, LATER);
      expect([isMailed, row.status, row.generation]).toEqual([false, status, 2]);
      expect(actsOf({ ...told, ...row }, LATER)).toEqual([]);
    }
  });
});

describe('what can be done about a link', () => {
  const why = (act: 'revoke' | 'reissue', status: NoticeStatus, more = {}) =>
    whyNoLinkAct({ ...noted, ...told, status, ...more }, act);
  it('is nothing before a letter left, and no new one for who has answered', () => {
    expect(why('revoke', 'planned', { deliveries: [] })).toMatchObject({ why: 'no-link' });
    expect(why('reissue', 'refused', { deliveries: [delivery('first', 'refused')] })).toMatchObject({ why: 'no-link' });
    expect(why('revoke', 'acknowledged')).toBeNull();
    expect(why('reissue', 'acknowledged')).toMatchObject({ why: 'link-answered' });
    expect(why('reissue', 'superseded')).toMatchObject({ why: 'link-followed' });
    expect(why('reissue', 'withdrawn')).toMatchObject({ why: 'no-link' });
    expect(why('reissue', 'expired')).toBeNull();
  });
  it('is a new one where it was revoked, and no second revocation', () => {
    expect(why('revoke', 'sent', { revoked: true })).toMatchObject({ why: 'no-link' });
    expect(why('reissue', 'sent', { revoked: true })).toBeNull();
  });
});
