import { describe, expect, test } from '@jest/globals';
import { diffPlans } from './diff.ts';
import type { Clock, Plan, PlannedObligation } from './types.ts';

const A = '2026-11-24T08:20:00.000Z';
const B = '2026-11-24T06:00:00.000Z';
const DUE_A = '2026-11-27T08:20:00.000Z';
const DUE_B = '2026-11-27T06:00:00.000Z';

const runs = (start = A, due = DUE_A): Partial<PlannedObligation> => ({ applies: 'binds', clock: clockOf(start, due) });
const waits: Partial<PlannedObligation> = { applies: 'binds', clock: null };
const isFree: Partial<PlannedObligation> = { applies: 'does-not-apply', clock: null, because: 'Not ours.' };

describe('what changes', () => {
  test.each<[string, Partial<PlannedObligation> | null, Partial<PlannedObligation>, object[]]>([
    ['a first plan with a clock starts it', null, runs(), [{ change: 'start', from: null, to: DUE_A }]],
    ['a first plan without awareness changes nothing yet', null, waits, []],
    ['a first plan that does not bind changes nothing', null, isFree, []],
    ['awareness starts a waiting clock', waits, runs(), [{ change: 'start', from: null, to: DUE_A }]],
    ['a duty that newly binds starts', isFree, runs(), [{ change: 'start', from: null, to: DUE_A }]],
    ['another due instant moves', runs(), runs(B, DUE_B), [{ change: 'move', from: DUE_A, to: DUE_B }]],
    ['a duty that no longer binds ends', runs(), isFree, [{ change: 'end', from: DUE_A, to: null }]],
    [
      'a waiting duty that no longer binds ends without an instant',
      waits,
      isFree,
      [{ change: 'end', from: null, to: null }],
    ],
    ['the same clock is no change', runs(), runs(), []],
    ['still waiting is no change', waits, waits, []],
  ])('%s', (_, before, after, expected) => {
    const changes = diffPlans(before === null ? null : planOf(before), planOf(after));
    expect(changes.map(({ why: _why, ...change }) => change)).toEqual(
      expected.map((e) => ({ obligation: 'duty', ...e })),
    );
  });

  test('a duty gone from the policy ends', () => {
    const next = { ...planOf(runs()), obligations: [], policyVersion: 'sha256:new' };
    expect(diffPlans(planOf(runs()), next)).toEqual([
      { obligation: 'duty', change: 'end', from: DUE_A, to: null, why: 'No longer part of the policy (sha256:new).' },
    ]);
  });

  test('a duty gone from the policy names what binds in its place', () => {
    const inPlace = (id: string, state: Partial<PlannedObligation>) => ({
      ...obligationOf(id, state),
      supersedes: 'duty',
    });
    const obligations = [inPlace('us-co', runs()), inPlace('us-tx', waits), inPlace('us-ca', isFree)];
    expect(diffPlans(planOf(runs()), { ...planOf(runs()), obligations }).at(-1)?.why).toMatch(
      /^No longer part of the policy \(.*\)\. It is superseded by us-co, us-tx\.$/,
    );
  });

  test('the order is that of the new plan, then what is gone', () => {
    const two = (ids: string[]): Plan => ({
      ...planOf(runs()),
      obligations: ids.map((id) => obligationOf(id, runs())),
    });
    expect(diffPlans(two(['gone', 'kept']), two(['new', 'kept'])).map((c) => [c.obligation, c.change])).toEqual([
      ['new', 'start'],
      ['gone', 'end'],
    ]);
  });
});

describe('why', () => {
  const why = (before: Plan | null, after: Plan) => diffPlans(before, after).map((c) => c.why);

  test('awareness recorded and corrected', () => {
    expect(why(planOf(waits), planOf(runs()))).toEqual([`Awareness recorded: ${A}. It binds.`]);
    expect(why(planOf(runs()), planOf(runs(B, DUE_B)))).toEqual([`Awareness corrected from ${A} to ${B}.`]);
  });

  test('another event recorded, a filing, and a better start than awareness', () => {
    const filing = { startsFrom: 'filing of dora-initial' };
    expect(why(planOf({ ...waits, ...filing }), planOf({ ...runs(), ...filing }))).toEqual([
      `Filing of dora-initial recorded: ${A}. It binds.`,
    ]);
    const standIn = planOf({ ...runs(), startsFrom: 'awareness (no discovery is recorded)' });
    expect(why(standIn, planOf({ ...runs(B, DUE_B), startsFrom: 'discovery' }))).toEqual([
      `Counted from discovery (${B}) instead of awareness (no discovery is recorded) (${A}).`,
    ]);
    const available = (start: string, due: string) => planOf({ ...runs(start, due), startsFrom: 'measure-available' });
    expect(why(available(A, DUE_A), available(B, DUE_B))).toEqual([`Measure available corrected from ${A} to ${B}.`]);
  });

  test('a duty that would be is no duty yet, and starts when it is switched on', () => {
    const wouldBe: Partial<PlannedObligation> = { applies: 'would-be', clock: null, startsFrom: null };
    expect(diffPlans(null, planOf(wouldBe))).toEqual([]);
    const on = { ...runs(), because: 'Switched on by decision of the DPO.' };
    expect(diffPlans(planOf(wouldBe), planOf(on))).toMatchObject([
      { change: 'start', to: DUE_A, why: 'Facts changed. Switched on by decision of the DPO.' },
    ]);
    expect(diffPlans(planOf(on), planOf(wouldBe))).toMatchObject([{ change: 'end', from: DUE_A }]);
  });

  test('another rule', () => {
    const next = planOf({
      applies: 'binds',
      clock: { ...clockOf(A, '2026-11-28T08:20:00.000Z'), rule: 'eu-hours-96' },
    });
    expect(why(planOf(runs()), next)).toEqual(['Rule changed from eu-hours-72 to eu-hours-96.']);
  });

  test('conclusion, role and policy changed', () => {
    const before = { ...planOf(runs()), conclusion: { art33: 'high-risk', art34: 'unlikely' } as const };
    const after = { ...planOf(isFree), dataFlow: { ...before.dataFlow, roles: [] }, policyVersion: 'sha256:new' };
    expect(why(before, after)).toEqual([
      'Conclusion for Art. 33 changed from high-risk to risk. Our role changed from controller to not known. ' +
        'Policy changed from sha256:old to sha256:new. Not ours.',
    ]);
  });

  test('a duty towards the people concerned goes by the conclusion for Art. 34', () => {
    const [binds, ended] = [
      { ...runs(), recipient: 'data subject' },
      { ...isFree, recipient: 'data subject' },
    ];
    const before = { ...planOf(binds), conclusion: { art33: 'high-risk', art34: 'unlikely' } as const };
    expect(why(before, planOf(ended))).toEqual(['Conclusion for Art. 34 changed from unlikely to risk. Not ours.']);
  });

  test('a later version of a filing, and which', () => {
    const counted = (startsFrom: string, start: string) => planOf({ startsFrom, clock: clockOf(start, DUE_A) });
    const [first, later] = ['filing of x', 'latest filing of x'];
    const moved = (from: Plan, start: string, due: string) => {
      const next = planOf({ startsFrom: later, clock: clockOf(start, due) });
      return why(from, next);
    };
    const LATER = '2026-12-01T10:00:00.000Z';
    expect(moved(counted(first, A), LATER, '2027-01-01T10:00:00.000Z')).toEqual([
      `Counted from latest filing of x (${LATER}) instead of filing of x (${A}).`,
    ]);
    expect(moved(counted(later, A), LATER, '2027-01-01T10:00:00.000Z')).toEqual([
      `Latest filing of x moved from ${A} to ${LATER}.`,
    ]);
  });

  test('holidays by other data', () => {
    const before = planOf(runs());
    expect(why(before, { ...planOf(isFree), holidayData: 'h2' })).toEqual([
      'Holiday data changed from h1 to h2. Not ours.',
    ]);
    const moved = { ...planOf({ applies: 'binds', clock: clockOf(A, DUE_B) }), holidayData: 'h2' };
    expect(why(before, moved)).toEqual(['Holiday data changed from h1 to h2.']);
  });

  test('a role that is not known for a system that is not in the register', () => {
    const after = planOf(isFree);
    const unlisted = { ...after, dataFlow: { ...after.dataFlow, unlisted: true as const } };
    expect(why(planOf(runs()), unlisted)).toEqual([
      'Our role changed from controller to controller, and not known for a system that is not in the register. ' +
        'Not ours.',
    ]);
  });

  test('otherwise the facts', () => {
    expect(why(planOf(runs()), planOf(isFree))).toEqual(['Facts changed. Not ours.']);
  });
});

function clockOf(start: string, due: string): Clock {
  return { start, due, latest: null, rule: 'eu-hours-72', basis: 'law', steps: [] };
}

function obligationOf(id: string, part: Partial<PlannedObligation>): PlannedObligation {
  const words = { regime: 'GDPR', article: 'a', title: 't', recipient: 'r', citation: 'c', because: 'It binds.' };
  const rest = {
    role: 'controller',
    stage: 'initial',
    startsFrom: 'awareness',
    confidence: 'known',
    applies: 'binds',
    lateNeedsReasons: true,
  } as const;
  return { id, ...words, ...rest, clock: null, rungs: [], ...part };
}

function planOf(part: Partial<PlannedObligation>): Plan {
  return {
    madeAt: A,
    policyVersion: 'sha256:old',
    zoneData: '2026c',
    holidayData: 'h1',
    dataFlow: {
      planes: ['control'],
      roles: ['controller'],
      dataClasses: [],
      dataCategories: [],
      countries: [],
      suppliers: [],
      customers: 0,
      peopleConcerned: null,
    },
    severity: {
      dpc: 100,
      ei: 100,
      cb: 0,
      se: 100,
      level: 'low',
      reasons: [],
      flags: [],
      proposed: 'risk',
      proposedBecause: '',
    },
    conclusion: { art33: 'risk', art34: 'risk' },
    articles: {
      proposed: {
        register: { notify: 'yes', because: 'Every breach is documented.' },
        art33: { notify: 'yes', because: 'A risk is not ruled out.' },
        art34: { notify: 'no', because: 'It follows from the risk.' },
      },
      decided: { art33: null, art34: null },
    },
    obligations: [obligationOf('duty', part)],
    counterparties: null,
  };
}
