import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import { isRegisterDuty } from '../plan/register-duty.ts';
import type { BreachEvent } from './events.ts';
import { foldEvents } from './evolve.ts';
import { registerStanding } from './register-duty.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const REGISTER = 'gdpr-art33-5-register';
const head = { at: T0, by: 'dpo', key: 'k' };
const plan = planOf(T0, { obligations: [obligationOf(REGISTER, null, { startsFrom: null })] });
const narrative = { summary: 'A session was taken over.', consequences: 'Fraudulent mail.', measures: 'Ended.' };
const whatIsKnown = { systems: ['tickets'], dataClasses: ['simple' as const], peopleConcerned: 3 };
const decided = (article: 'art33' | 'art34'): BreachEvent => ({
  ...{ ...head, type: 'risk-decided', data: { article, conclusion: 'risk', proposed: 'risk' } },
  personal: { reasons: 'Read.' },
});
const whole: BreachEvent[] = [
  { ...head, type: 'awareness-recorded', data: { awareAt: T0 }, personal: { reasons: '' } },
  { ...head, type: 'planned', data: { plan, changes: [] } },
  {
    ...{ ...head, type: 'facts-amended', personal: { narrative, reasons: 'Found out.' } },
    data: { changed: whatIsKnown },
  },
  decided('art33'),
  decided('art34'),
];
const closed = (outcome: 'resolved' | 'not-a-breach'): BreachEvent => ({
  ...{ ...head, type: 'closed', data: { outcome }, personal: { reasons: 'Done.' } },
});
function standing(...events: BreachEvent[]) {
  const state = foldEvents([reportedEvent('TOC-2026-0001', T0), ...events]);
  if (state === null) throw new Error('no events');
  return registerStanding(state, REGISTER);
}

describe('the duty to document', () => {
  it('is known by the recipient that the policy names, and there is one in each of the two acts', () => {
    const duties = loadPolicy('policy').obligations.filter(isRegisterDuty);
    expect(duties.map(({ id }) => id)).toEqual(['eudpr-art34-6-register', REGISTER]);
  });

  it('names what its entry does not say yet', () => {
    const { gaps, met } = standing();
    expect(gaps).toEqual(['awareness', 'data', 'people', 'consequences', 'measures', 'art33', 'art34']);
    expect(met).toBe(false);
    expect(standing(...whole)).toEqual({ met: false, gaps: [] });
    expect(standing(...whole.slice(0, -1)).gaps).toEqual(['art34']);
  });

  it('is met once the breach is closed with a whole entry, as no breach, or filed while that was possible', () => {
    expect(standing(...whole, closed('resolved')).met).toBe(true);
    expect(standing(...whole.slice(0, -1), closed('resolved')).met).toBe(false);
    expect(standing(closed('not-a-breach'))).toEqual({ met: true, gaps: [] });
    const filed: BreachEvent = {
      ...{ ...head, type: 'filed', data: { obligation: REGISTER, filedAt: T0, late: false } },
      personal: { receipt: 'Our ledger', reasons: '' },
    };
    expect(standing(...whole.slice(0, 2), filed).met).toBe(true);
  });
});
