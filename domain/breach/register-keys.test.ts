import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import type { PlannedObligation } from '../plan/types.ts';
import { audienceOf, registerKeys } from './register-keys.ts';
import type { BreachState, ObligationStatus } from './state.ts';

const AT = '2026-11-24T08:40:00.000Z';

function stateOf(status: ObligationStatus, more: Partial<BreachState> = {}): BreachState {
  const authority = obligationOf('gdpr-art33-1-authority', AT);
  return {
    status: 'confirmed',
    reportedAt: AT,
    facts: { peopleConcerned: null },
    awareness: [],
    plan: planOf(AT, { obligations: [{ ...authority, recipient: 'supervisory authority' }] }),
    obligations: { [authority.id]: { id: authority.id, status, fired: [], filed: null, waivedBecause: null } },
    closed: null,
    ...more,
  } as unknown as BreachState;
}

describe('where telling the authority stands', () => {
  it.each([
    ['running', 'owed', false],
    ['overdue', 'overdue', true],
    ['filed', 'told', false],
    ['filed-late', 'told-late', true],
    ['waived', 'waived', false],
    ['does-not-apply', 'not-owed', false],
  ] as const)('%s reads %s', (status, standing, late) => {
    expect(registerKeys(stateOf(status))).toMatchObject({ authorityTold: standing, peopleTold: 'not-owed', late });
  });

  it('is withdrawn, and no longer late, once the breach was closed as being none', () => {
    const closed = { outcome: 'not-a-breach', at: AT, by: 'dpo', reasons: 'x' } as const;
    const keys = registerKeys(stateOf('overdue', { status: 'closed', closed }));
    expect(keys).toMatchObject({ authorityTold: 'withdrawn', late: false });
  });
});

type Duty = Partial<PlannedObligation> & { id: string; status?: ObligationStatus; filed?: { at: string } };
/** A breach that owes these to the supervisory authority. */
function owing(duties: Duty[], more: Partial<BreachState> = {}): BreachState {
  const planned = duties.map(({ status: _, filed: __, ...change }) => obligationOf(change.id, AT, change));
  const standing = duties.flatMap(({ id, status, filed = null }) =>
    status === undefined ? [] : [[id, { id, status, fired: [], filed, waivedBecause: null }]],
  );
  const plan = planOf(AT, { obligations: planned });
  return stateOf('running', { plan, obligations: Object.fromEntries(standing), ...more });
}
const closing = (outcome: 'resolved' | 'not-a-breach') => ({ outcome, at: AT, by: 'dpo', reasons: 'x' }) as const;

describe('where telling stands over several duties', () => {
  it.each<[string, ObligationStatus[], string]>([
    ['the worst first: overdue', ['filed', 'running', 'overdue', 'filed-late'], 'overdue'],
    ['still owed', ['filed-late', 'running', 'waived'], 'owed'],
    ['told late', ['filed', 'filed-late', 'waived'], 'told-late'],
    ['told', ['waived', 'filed', 'does-not-apply'], 'told'],
    ['waived', ['does-not-apply', 'waived'], 'waived'],
  ])('%s', (_, statuses, standing) => {
    const duties = statuses.map((status, n) => ({ id: `duty-${n}`, status }));
    expect(registerKeys(owing(duties)).authorityTold).toBe(standing);
  });

  it.each<[string, Duty, string]>([
    ['one that waits for the awareness is owed', { id: 'a', status: 'awaiting-awareness', clock: null }, 'owed'],
    ['one that waits for an event may never be', { id: 'a', status: 'awaiting-event', clock: null }, 'not-owed'],
    ['one that would only be is not', { id: 'a', status: 'running', applies: 'would-be' }, 'not-owed'],
    ['one that nothing is known of yet is not', { id: 'a' }, 'not-owed'],
    ['a form is nothing to be told', { id: 'a', status: 'no-clock', clock: null, startsFrom: null }, 'not-owed'],
    ['nor one that nothing is known of', { id: 'a', clock: null, startsFrom: null }, 'not-owed'],
    [
      'one that has no clock and was filed is told',
      { id: 'a', status: 'filed', filed: { at: AT }, clock: null, startsFrom: null },
      'told',
    ],
    [
      'one that is owed, with no clock of the plan, and waits',
      { id: 'a', status: 'no-clock', clock: null, startsFrom: 'order' },
      'owed',
    ],
  ])('%s', (_, duty, standing) => {
    expect(registerKeys(owing([duty])).authorityTold).toBe(standing);
  });

  it('is apart for the authority and for the people concerned', () => {
    const people = { id: 'people', recipient: 'data subject', status: 'overdue' as const };
    const customers = { id: 'customers', recipient: 'controller (our customer)', status: 'overdue' as const };
    const keys = registerKeys(owing([{ id: 'authority', status: 'filed' }, people, customers]));
    expect(keys).toMatchObject({ authorityTold: 'told', peopleTold: 'overdue', late: true });
  });

  it('of a closed breach is withdrawn where nothing was told, and told where it was', () => {
    const closed = (status: ObligationStatus, outcome: 'resolved' | 'not-a-breach') =>
      registerKeys(owing([{ id: 'a', status }], { status: 'closed', closed: closing(outcome) })).authorityTold;
    expect([closed('running', 'resolved'), closed('running', 'not-a-breach')]).toEqual(['withdrawn', 'withdrawn']);
    expect([closed('overdue', 'resolved'), closed('overdue', 'not-a-breach')]).toEqual(['overdue', 'withdrawn']);
    expect(closed('filed', 'not-a-breach')).toBe('told');
  });

  it('stays late once the breach is closed, where it was told late', () => {
    const late = owing([{ id: 'a', status: 'filed-late' }], { status: 'closed', closed: closing('resolved') });
    expect(registerKeys(late).late).toBe(true);
  });
});

describe('whom a duty is towards', () => {
  it.each([
    ['data subject', 'people'],
    ['supervisory authority', 'authority'],
    ['coordinating CSIRT and ENISA', 'authority'],
    ['controller (our customer)', 'others'],
    ['ourselves', 'others'],
    ['the other joint controllers', 'others'],
    ['recipients of the service', 'others'],
    ['impacted users', 'others'],
    ['clients', 'others'],
    ['an authority other than ourselves', 'authority'],
  ])('%s: %s', (recipient, audience) => {
    expect(audienceOf({ recipient })).toBe(audience);
  });
});

describe('what the register is filtered by', () => {
  it('is not known before the first plan, which reads as below everything', () => {
    expect(registerKeys(stateOf('running', { plan: null, obligations: {} }))).toEqual({
      ...{ since: AT, roles: [], planes: [], severity: null, score: -1, people: -1, policyVersion: null },
      ...{ authorityTold: 'not-owed', peopleTold: 'not-owed', late: false },
    });
  });

  it('comes from the plan after that', () => {
    expect(registerKeys(stateOf('running'))).toMatchObject({
      ...{ roles: ['controller'], planes: ['control'], severity: 'very-high', score: 400, people: -1 },
      policyVersion: 'sha256:test',
    });
  });

  it('counts people as stated, else as the data-flow register has them', () => {
    const { dataFlow } = planOf(AT);
    const plan = planOf(AT, { dataFlow: { ...dataFlow, peopleConcerned: 100 } });
    const people = (peopleConcerned: number | null) =>
      registerKeys(stateOf('running', { plan, facts: { peopleConcerned } as BreachState['facts'] })).people;
    expect([people(null), people(0), people(7)]).toEqual([100, 0, 7]);
  });
});

describe('since when', () => {
  it('is the awareness that counts, else the report', () => {
    const awareness = ['2026-11-20T00:00:00.000Z', '2026-11-19T00:00:00.000Z'].map((awareAt) => ({
      awareAt,
      recordedAt: AT,
      by: 'dpo',
      reasons: '',
    }));
    expect(registerKeys(stateOf('running')).since).toBe(AT);
    expect(registerKeys(stateOf('running', { awareness })).since).toBe('2026-11-19T00:00:00.000Z');
  });
});
