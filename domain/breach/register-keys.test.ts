import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import { registerKeys } from './register-keys.ts';
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
