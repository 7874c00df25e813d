import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import { Facts } from '../facts.ts';
import type { LookedUp } from './commands.ts';
import { evolve } from './evolve.ts';
import { minorPoints } from './minor.ts';
import type { BreachState } from './state.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const ART33 = 'gdpr-art33-1-authority';
const NOTHING: LookedUp = { standings: {}, behind: [] };
const few = Facts.parse({ peopleConcerned: 3, dataClasses: ['simple'], vulnerablePeople: false });
const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
const { severity } = planOf(T0);

/** As it would stand once it is decided. */
function standing(change: Partial<BreachState> = {}, isOwed = false): BreachState {
  const plan = planOf(T0, {
    ...{ severity: { ...severity, proposed: 'unlikely' }, obligations: [obligationOf(ART33, T0)] },
    dataFlow: { ...planOf(T0).dataFlow, dataClasses: [] },
  });
  const duty = { id: ART33, fired: [], filed: null, waivedBecause: null };
  const status = isOwed ? ('running' as const) : ('does-not-apply' as const);
  return { ...reported, facts: few, plan, obligations: { [ART33]: { ...duty, status } }, ...change };
}
const codes = (after: BreachState, { most = 5 as number | null, looked = NOTHING, before = reported } = {}) =>
  minorPoints({ before, after }, most, looked).map(({ code }) => code);

describe('an incident is minor', () => {
  it('where few people’s everyday data is concerned and nothing is owed to anybody', () => {
    expect(codes(standing())).toEqual([]);
    expect(codes(standing(), { most: 3 })).toEqual([]);
  });

  it.each<[string, string, BreachState]>([
    ['with more people', 'too-many-people', standing({ facts: { ...few, peopleConcerned: 6 } })],
    [
      'with more people in one place than it says in all',
      'too-many-people',
      standing({ facts: { ...few, residents: { DE: 6 } } }),
    ],
    ['with people not known', 'people-unknown', standing({ facts: { ...few, peopleConcerned: null } })],
    ['with data not known', 'data-unknown', standing({ facts: { ...few, dataClasses: [] } })],
    ['with sensitive data', 'sensitive-data', standing({ facts: { ...few, dataClasses: ['sensitive'] } })],
    ['with biometric data', 'sensitive-data', standing({ facts: { ...few, dataKinds: ['biometric'] } })],
    ['with children', 'vulnerable-people', standing({ facts: { ...few, vulnerablePeople: true } })],
    ['with health data', 'sensitive-data', standing({ facts: { ...few, dataKinds: ['health'] } })],
    ['with data of a finer such kind', 'sensitive-data', standing({ facts: { ...few, dataKinds: ['genetic'] } })],
    ['with people of whom nobody knows', 'vulnerable-people', standing({ facts: { ...few, vulnerablePeople: null } })],
    ['before it was assessed', 'risk', standing({ plan: null })],
    ['with a risk that the engine sees', 'risk', standing({ plan: planOf(T0) })],
    ['while a duty runs', 'duties', standing({}, true)],
  ])('not %s', (_, code, after) => {
    expect(codes(after)).toContain(code);
  });

  it('with none of it in the way where the data is known to be of no such kind', () => {
    expect(codes(standing({ facts: { ...few, dataKinds: [] } }))).toEqual([]);
    expect(codes(standing({ facts: { ...few, dataKinds: ['location'] } }))).toEqual([]);
  });

  it('not with what each point says: the bound, the duties, what is not known', () => {
    const points = (after: BreachState) => minorPoints({ before: reported, after }, 5, NOTHING);
    expect(points(standing({ facts: { ...few, peopleConcerned: 6 } }))).toMatchObject([
      { code: 'too-many-people', count: 5, says: expect.stringContaining('More than 5 people') },
    ]);
    expect(points(standing({}, true))).toMatchObject([
      { code: 'duties', obligations: [ART33], says: expect.stringContaining(ART33) },
    ]);
    const unsaid = (vulnerablePeople: boolean | null) =>
      points(standing({ facts: { ...few, vulnerablePeople } }))[0]?.says;
    expect(unsaid(null)).toContain('not known');
    expect(unsaid(true)).not.toContain('not known');
    expect(points(standing({ plan: planOf(T0) })).find(({ code }) => code === 'risk')?.says).toContain('very high');
    const unplanned = points(standing({ plan: null })).find(({ code }) => code === 'risk');
    expect(unplanned?.says).toContain('not assessed yet');
  });

  it('not while a campaign is being sent', () => {
    const campaign = { number: 1, listId: 'l', recipients: 1, contentHash: 'h', approvedBy: 'dpo', approvedAt: T0 };
    const campaigns = [{ ...campaign, status: 'sending' as const, counts: null }];
    expect(codes(standing({ campaigns }))).toEqual(['campaign']);
  });

  it('not against a decision on either article, and with one that a risk is unlikely', () => {
    const decision = { proposed: 'risk', by: 'dpo', at: T0, reasons: 'x', reopened: false } as const;
    const decided = (conclusion: 'high-risk' | 'unlikely', article: 'art33' | 'art34') => {
      const risk = { art33: null, art34: null, [article]: { ...decision, conclusion } };
      return codes(standing(), { before: { ...reported, risk } });
    };
    expect([decided('high-risk', 'art33'), decided('high-risk', 'art34')]).toEqual([['decided'], ['decided']]);
    expect(decided('unlikely', 'art33')).toEqual([]);
  });

  it('not where the policy offers none, nor against a decision that stands', () => {
    expect(codes(standing(), { most: null })).toEqual(['not-offered']);
    const decision = {
      conclusion: 'risk',
      proposed: 'risk',
      by: 'dpo',
      at: T0,
      reasons: 'x',
      reopened: false,
    } as const;
    const decided = { ...reported, risk: { art33: decision, art34: null } };
    expect(codes(standing(), { before: decided })).toEqual(['decided']);
    const again = { ...reported, risk: { art33: { ...decision, reopened: true }, art34: null } };
    expect(codes(standing(), { before: again })).toEqual([]);
  });

  it('not while somebody outside saw signs of misuse', () => {
    const counts = { total: 1, acknowledged: 1 };
    const answers = { customers: 0, acknowledged: 1, lastAt: T0, misuse: 1 };
    const notices = {
      ...{ status: 'finished' as const, because: null, turn: 0, head: { page: 1, hash: 'h' }, nextAt: null },
      ...{ version: 'v', counts, answers },
    };
    expect(codes(standing({ communications: { notices } }))).toEqual(['misuse']);
  });
});
