import { describe, expect, it } from '@jest/globals';
import { planOf, reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import { foldEvents } from '../breach/evolve.ts';
import type { BreachState, CampaignState, FiledVersion, RiskDecision } from '../breach/state.ts';
import type { Facts } from '../facts.ts';
import { findingsOn, isOutOfOrder, thinReasons } from './findings.ts';

const AT = '2026-11-24T08:00:00.000Z';
const begun = foldEvents([reportedEvent('EX-2026-0001', AT)]) as BreachState;
const DUTY = { id: 'authority', recipient: 'supervisory authority' };
const PEOPLE = { id: 'people', recipient: 'data subject' };

const filed = (obligation: string, data: object = {}): BreachEvent => ({
  ...{ type: 'filed', at: AT, by: 'dpo', key: 'k', data: { obligation, filedAt: AT, late: false, ...data } },
  personal: { receipt: 'R', reasons: '' },
});

describe('the mandatory fields of a filing', () => {
  const open = (...events: BreachEvent[]) =>
    findingsOn(begun, DUTY, events, ({ data }) => (data.stage === 'complete' ? 2 : 5));

  it('are those of its newest version', () => {
    expect(open(filed(DUTY.id, { stage: 'initial' }))).toEqual([{ about: 'open-fields', n: 5 }]);
    expect(open(filed(DUTY.id, { stage: 'initial' }), filed(DUTY.id, { stage: 'complete' }))).toEqual([
      { about: 'open-fields', n: 2 },
    ]);
  });

  it('are not those of a withdrawal, nor of another duty', () => {
    const first = filed(DUTY.id, { stage: 'complete' });
    expect(open(first, filed(DUTY.id, { stage: 'withdrawal' }), filed('other', { stage: 'initial' }))).toEqual([
      { about: 'open-fields', n: 2 },
    ]);
    expect(open(filed(DUTY.id, { stage: 'withdrawal' }))).toEqual([]);
    expect(open({ ...first, type: 'obligation-waived' } as BreachEvent)).toEqual([]);
  });
});

describe('the people who were written to', () => {
  const campaign = (recipients: number, change: Partial<CampaignState> = {}): CampaignState => ({
    ...{ number: 1, listId: 'l', recipients, contentHash: 'h', status: 'sending', approvedBy: 'dpo', approvedAt: AT },
    ...{ counts: null, ...change },
  });
  const facts = (change: Partial<Facts>): Facts => ({ ...begun.facts, peopleConcerned: 100, ...change });
  const few = (state: Partial<BreachState>, duty = PEOPLE, ...events: BreachEvent[]) =>
    findingsOn({ ...begun, facts: facts({}), ...state }, duty, events, () => 0);

  it('are few below half of those concerned', () => {
    expect(few({ campaigns: [campaign(49)] })).toEqual([{ about: 'few-told', n: 49, of: 100 }]);
    expect(few({ campaigns: [campaign(50)] })).toEqual([]);
  });

  it('are those of every campaign that left, as far as letters did', () => {
    const counts = { total: 90, sent: 30, refused: 60, uncertain: 0 };
    const finished = campaign(90, { status: 'finished', counts });
    expect(few({ campaigns: [finished, campaign(15), campaign(80, { status: 'draft' })] })).toEqual([
      { about: 'few-told', n: 45, of: 100 },
    ]);
  });

  it('are asked for of the duty to tell them alone', () => {
    expect(few({}, DUTY)).toEqual([]);
  });

  it('are not counted where they were told elsewhere or in public', () => {
    expect(few({}, PEOPLE, filed(PEOPLE.id))).toHaveLength(1);
    expect(few({}, PEOPLE, filed(PEOPLE.id), filed(PEOPLE.id, { elsewhere: true }))).toEqual([]);
    expect(few({}, PEOPLE, filed('other', { elsewhere: true }))).toHaveLength(1);
    expect(few({ facts: facts({ effortDisproportionate: true }) })).toEqual([]);
  });

  it('are those of the register where no fact says how many, and none where nobody knows', () => {
    const { dataFlow } = planOf(AT);
    const plan = planOf(AT, { dataFlow: { ...dataFlow, peopleConcerned: 12 } });
    const unsaid = facts({ peopleConcerned: null });
    expect(few({ facts: unsaid, plan })).toEqual([{ about: 'few-told', n: 0, of: 12 }]);
    expect(few({ facts: unsaid, plan: planOf(AT) })).toEqual([]);
    expect(few({ facts: unsaid })).toEqual([]);
  });
});

describe('a filing out of order', () => {
  const version = { stage: 'initial', sha256: 'abc' } as FiledVersion;
  const approval = { stage: 'initial', sha256: 'abc', by: 'dpo', at: '2026-11-24T09:00:00.000Z' } as const;
  const isOut = (about: Parameters<typeof isOutOfOrder>[1]) => isOutOfOrder(begun, about, AT);

  it('is one before the approval of its first bytes', () => {
    expect(isOut({ versions: [version], approvals: [approval] })).toBe(true);
    expect(isOut({ versions: [version], approvals: [{ ...approval, sha256: 'other' }] })).toBe(false);
    expect(isOut({ versions: [{ ...version, sha256: 'other' }, version], approvals: [approval] })).toBe(false);
  });

  it('is none where nothing was approved, or nobody says what was filed', () => {
    expect(isOut({ versions: [version] })).toBe(false);
    expect(isOut({ approvals: [approval] })).toBe(false);
  });
});

describe('a decision near an edge', () => {
  const { severity } = planOf(AT);
  const near = planOf(AT, { severity: { ...severity, flags: ['near-band-edge'] } });
  const decided = (reasons: string) => ({ conclusion: 'risk', reasons }) as RiskDecision;
  const thin = (art33: RiskDecision | null, art34: RiskDecision | null, plan: BreachState['plan'] = near) =>
    thinReasons({ plan, risk: { art33, art34 } });

  it('asks for twenty characters of reasons, not counting blanks around them', () => {
    expect(thin(decided('a'.repeat(20)), decided('a'.repeat(19)))).toEqual(['art34']);
    expect(thin(decided(`${'a'.repeat(19)}   `), decided('a'.repeat(20)))).toEqual(['art33']);
  });

  it('asks for none of what is undecided, nor elsewhere', () => {
    expect(thin(null, null)).toEqual([]);
    expect(thin(decided(''), decided(''), planOf(AT))).toEqual([]);
    expect(thin(decided(''), decided(''), null)).toEqual([]);
  });
});
