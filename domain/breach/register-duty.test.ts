import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import { isRegisterDuty } from '../plan/register-duty.ts';
import type { BreachEvent } from './events.ts';
import { foldEvents } from './evolve.ts';
import { type EntryPart, registerStanding } from './register-duty.ts';
import type { BreachState } from './state.ts';

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
  it('is known by the recipient that the policy names, and there is one in each act that has it', () => {
    const duties = loadPolicy('policy').obligations.filter(isRegisterDuty);
    expect(duties.map(({ id }) => id)).toEqual([
      ...['eudpr-art34-6-register', REGISTER, 'gg-dpl-register', 'gi-gdpr-register', 'im-gdpr-register'],
      ...['je-dpjl-register', 'led-art30-5-register', 'uk-gdpr-art33-5-register'],
    ]);
  });

  it('names what its entry does not say yet', () => {
    const { gaps, met } = standing();
    expect(gaps).toEqual(['awareness', 'data', 'people', 'consequences', 'measures', 'art33', 'art34']);
    expect(met).toBe(false);
    expect(standing(...whole)).toEqual({ met: false, gaps: [] });
    expect(standing(...whole.slice(0, -1)).gaps).toEqual(['art34']);
  });

  const state = foldEvents([reportedEvent('TOC-2026-0001', T0), ...whole]) as BreachState;
  const words = (change: Partial<BreachState['narrative']>) => ({ narrative: { ...state.narrative, ...change } });
  const facts = (change: Partial<BreachState['facts']>) => ({ facts: { ...state.facts, ...change } });
  const { dataFlow } = plan;
  const flow = (change: Partial<typeof dataFlow>) => ({ plan: { ...plan, dataFlow: { ...dataFlow, ...change } } });
  const noData = flow({ dataClasses: [], dataCategories: [] });
  it.each<[string, Partial<BreachState>, EntryPart[]]>([
    ['what happened', words({ summary: '' }), ['summary']],
    ['the consequences', words({ consequences: '' }), ['consequences']],
    ['the measures', words({ measures: '' }), ['measures']],
    ['the systems', facts({ systems: [] }), ['systems']],
    ['a system that the register does not have', words({ unlisted: 'The old wiki' }), ['systems']],
    ['the kinds of data', { ...noData, ...facts({ dataClasses: [] }) }, ['data']],
    ['nothing, where the data-flow register knows them', facts({ dataClasses: [] }), []],
    ['nothing, where they were stated', noData, []],
    ['how many people', facts({ peopleConcerned: null }), ['people']],
    ['nothing, where it is said to be nobody', facts({ peopleConcerned: 0 }), []],
    ['since when it is known', { awareness: [] }, ['awareness']],
    ['the decision on the authority', { risk: { ...state.risk, art33: null } }, ['art33']],
  ])('misses %s', (_, change, gaps) => {
    expect(registerStanding({ ...state, ...change }, REGISTER)).toEqual({ met: false, gaps });
  });

  it('is not met while the breach is open, whatever the duty’s name', () => {
    expect(registerStanding(state, 'no-such-duty')).toEqual({ met: false, gaps: [] });
    const merged = { outcome: 'merged', at: T0, by: 'dpo', reasons: 'Part of another.' } as const;
    const ended: BreachState = { ...state, ...words({ summary: '' }), status: 'closed', closed: merged };
    expect(registerStanding(ended, REGISTER)).toEqual({ met: true, gaps: [] });
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
