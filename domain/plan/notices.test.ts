import { describe, expect, it } from '@jest/globals';
import { dataFlowOf } from '../dataflow.ts';
import { fingerprintOf, planCounterparties, planNotices } from './notices.ts';

const AT = '2026-11-24T08:00:00.000Z';
const RULES = {
  ...{ answerByHours: 24, remindersAfterHours: [48, 12], escalateAfterHours: 36, linkExpiresAfterDays: 30 },
};
type Input = Parameters<typeof planNotices>[1];
const input = (change: Partial<Input> = {}): Input => ({
  ...{ at: AT, awareness: AT, scale: 1, dataFlow: { ...dataFlowOf([]), roles: ['controller', 'processor'] } },
  systemsOf: {
    fjord: { kind: 'supplier', systems: ['mail', 'crm'] },
    acme: { kind: 'customer', systems: ['crm'] },
  },
  ...change,
});
const asController = { dataFlow: { ...dataFlowOf([]), roles: ['controller' as const] } };

describe('notices to suppliers and customers', () => {
  it('are one to each, in order of their ids, with their own systems and what follows after sending', () => {
    const after = {
      ...{ sendAt: AT, answerBy: '2026-11-25T08:00:00.000Z', escalateAt: '2026-11-25T20:00:00.000Z' },
      reminders: ['2026-11-24T20:00:00.000Z', '2026-11-26T08:00:00.000Z'],
      expiresAt: '2026-12-24T08:00:00.000Z',
    };
    expect(planNotices(RULES, input())).toEqual([
      { counterparty: 'acme', kind: 'customer', systems: ['crm'], ...after },
      { counterparty: 'fjord', kind: 'supplier', systems: ['crm', 'mail'], ...after },
    ]);
  });

  it('are to customers only where we are their processor', () => {
    expect(planNotices(RULES, input(asController)).map(({ counterparty }) => counterparty)).toEqual(['fjord']);
    expect(planCounterparties(input(asController))).toMatchObject({ suppliers: 1, customers: 0 });
    expect(planCounterparties(input())).toMatchObject({ suppliers: 1, customers: 1 });
  });

  it('are none before the awareness', () => {
    expect([planNotices(RULES, input({ awareness: null })), planCounterparties(input({ awareness: null }))]).toEqual([
      [],
      null,
    ]);
  });

  it('run as much faster in an exercise, whose links stay open as long', () => {
    const [first] = planNotices(RULES, input({ scale: 3_600 }));
    expect(first).toMatchObject({ answerBy: '2026-11-24T08:00:24.000Z', expiresAt: '2026-12-24T08:00:00.000Z' });
  });

  it('have another fingerprint once others are to be told, or of other systems, and no other', () => {
    const version = (change: Partial<Input> = {}) => planCounterparties(input(change))?.version;
    const { fjord, acme } = input().systemsOf;
    if (fjord === undefined || acme === undefined) throw new Error('nobody');
    expect(version({ systemsOf: { acme, fjord: { ...fjord, systems: ['crm', 'mail'] } } })).toBe(version());
    const others: Partial<Input>[] = [
      asController,
      { systemsOf: { acme, fjord: { ...fjord, systems: ['crm'] } } },
      { systemsOf: { acme, fjord: { ...fjord, kind: 'customer' } } },
      { systemsOf: { acme, other: fjord } },
    ];
    expect(new Set([version(), ...others.map(version)]).size).toBe(5);
    expect(fingerprintOf([])).toMatch(/^[0-9a-f]{16}$/);
  });
});
