import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { UNTOUCHED } from '../../test/support/facts.ts';
import { dataFlowOf, System } from '../dataflow.ts';
import { ENTITY_KINDS } from '../entities.ts';
import { EventName, Facts } from '../facts.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { HOUR_MS, plusMs, toMs } from '../time.ts';
import { makePlan } from './make.ts';
import { planCounterparties, planNotices } from './notices.ts';
import type { Plan, PlanInput, RiskConclusion } from './types.ts';

const policy = loadPolicy('policy');
const AWARE = '2026-11-24T08:20:00.000Z';
const AT = '2026-11-24T08:45:00.000Z';
const [ART33_1, ART33_2, ART34] = [
  'gdpr-art33-1-authority',
  'gdpr-art33-2-processor-to-controller',
  'gdpr-art34-1-data-subject',
];

const billing = system({ id: 'billing', plane: 'control', dataClasses: ['financial'], suppliers: ['meridian'] });
const tenants = system({
  id: 'tenants',
  plane: 'customer-data',
  dataClasses: ['simple'],
  suppliers: ['fjord'],
  customers: ['acme'],
});
const severe: Partial<Facts> = { confidentiality: 'unknown-recipients', malicious: 'yes' };
const mild: Partial<Facts> = {
  ...UNTOUCHED,
  confidentiality: 'known-recipients',
  malicious: 'no',
  peopleConcerned: 2,
  identityDetails: 'no',
  recipientsTrusted: true,
};

describe('which obligations bind', () => {
  test.each<[string, System[], Partial<Facts>, string[]]>([
    ['control plane, high risk', [billing], severe, [ART33_1, ART34]],
    [
      'control plane, simple data, risk',
      [{ ...billing, dataClasses: ['simple'] }],
      { ...mild, malicious: 'yes' },
      [ART33_1],
    ],
    ['control plane, simple data, risk unlikely', [{ ...billing, dataClasses: ['simple'] }], mild, []],
    ['customer data plane, high risk', [tenants], severe, [ART33_2]],
    ['customer data plane, risk unlikely', [tenants], mild, [ART33_2]],
    ['both planes, high risk', [billing, tenants], severe, [ART33_1, ART33_2, ART34]],
    ['no system known yet', [], severe, [ART33_1, ART33_2, ART34]],
  ])('%s', (_, systems, facts, expected) => {
    expect(binding(planOf(systems, facts))).toEqual(expected);
  });

  test('what a filing left open is owed after it, also where nobody recorded that something is missing', () => {
    const filings = { [ART33_1 ?? '']: '2026-11-25T10:00:00.000Z' };
    const phased = (supplements: string[]) =>
      planOf([billing], severe, { filings, supplements }).obligations.find(({ id }) => id === 'gdpr-art33-4-phased');
    expect(phased([])).toMatchObject({ applies: 'does-not-apply', clock: null });
    expect(phased([ART33_1 ?? ''])).toMatchObject({
      ...{ applies: 'binds', clock: { start: filings[ART33_1 ?? ''], basis: 'policy' } },
      rungs: expect.arrayContaining([expect.objectContaining({ name: '7-days-left' })]),
    });
    expect(phased([ART33_1 ?? ''])?.completes).toBe(ART33_1);
    expect(phased(['br-lgpd-anpd'])).toMatchObject({ applies: 'does-not-apply' });
    const owed = ['uk-gdpr-art33', ART33_1 ?? ''].map((of) => ({ of, since: AT }));
    const handling = { reportedAt: AT, takenAt: AT, triagedAt: AT, investigatedSince: null, supplements: owed };
    const { targets = [] } = planOf([billing], severe, { filings, supplements: [ART33_1 ?? ''], handling });
    expect(targets.map(({ id, clock }) => [id, clock?.due])).toEqual([
      ['organisation-supplement-uk-gdpr-art33', plusMs(AT, 720 * HOUR_MS)],
    ]);
    // Of two that are owed at once, each names the duty of its filing, and whom that tells.
    const owing = ['uk-gdpr-art33-1-ico', 'ch-revfadp-art24-fdpic'].map((of) => ({ of, since: AT }));
    const abroad = { ...severe, residents: { GB: 3, CH: 2 } };
    const two = planOf([billing], abroad, { handling: { ...handling, supplements: owing } });
    expect(two.targets?.map(({ article, recipient }) => [article, recipient])).toEqual([
      ['UK GDPR Art. 33(1)', "Information Commissioner's Office"],
      ['FADP Art. 24(1)', 'Federal Data Protection and Information Commissioner'],
    ]);
  });

  test('what the record moved past is owed from then, and what a filing of it told is owed by nobody anew', () => {
    const filings = { [ART33_1 ?? '']: '2026-11-25T10:00:00.000Z' };
    const moved = '2026-12-26T10:00:00.000Z';
    const known = { filings, supplements: [ART33_1 ?? ''], movedSince: { [ART33_1 ?? '']: moved } };
    const phased = (facts: Partial<Facts>) =>
      planOf([billing], facts, known).obligations.find(({ id }) => id === 'gdpr-art33-4-phased')?.clock;
    expect(phased(severe)).toMatchObject({ start: moved, due: plusMs(moved, 720 * HOUR_MS) });
    expect(phased({ ...severe, informationMissing: true })?.start).toBe(filings[ART33_1 ?? '']);
    const owed = [{ of: ART33_1 ?? '', since: moved }];
    const handling = { reportedAt: AT, takenAt: AT, triagedAt: AT, investigatedSince: null, supplements: owed };
    const targets = (told: string) => {
      const filed = { ...filings, 'gdpr-art33-4-phased': told };
      return planOf([billing], severe, { ...known, filings: filed, handling }).targets?.map(({ id }) => id);
    };
    expect(targets('2026-12-01T10:00:00.000Z')).toEqual([`organisation-supplement-${ART33_1}`]);
    expect(targets('2026-12-27T10:00:00.000Z')).toEqual([]);
  });

  test("the DPO's decision stands above the proposal, in both directions", () => {
    expect(binding(planOf([billing], severe, { decided: both('unlikely') }))).toEqual([]);
    const raised = planOf([{ ...billing, dataClasses: ['simple'] }], mild, { decided: both('high-risk') });
    expect(binding(raised)).toEqual([ART33_1, ART34]);
    expect([raised.severity.proposed, raised.conclusion.art33]).toEqual(['unlikely', 'high-risk']);
  });

  test('each article goes by its own decision, and by the proposal where it has none', () => {
    const { art33: unlikely } = both('unlikely');
    const { art33: risk } = both('risk');
    const only33 = planOf([billing], severe, { decided: { art33: unlikely, art34: null } });
    expect(binding(only33)).toEqual([ART34]);
    expect(only33.conclusion).toEqual({ art33: 'unlikely', art34: 'high-risk' });
    expect([only33.articles.decided.art33?.notify, only33.articles.decided.art34]).toEqual(['no', null]);
    const only34 = planOf([billing], severe, { decided: { art33: null, art34: risk } });
    expect(binding(only34)).toEqual([ART33_1]);
    expect([only34.articles.decided.art33, only34.articles.decided.art34?.notify]).toEqual([null, 'no']);
    expect(only34.articles.proposed).toMatchObject({ art33: { notify: 'yes' }, art34: { notify: 'yes' } });
  });

  test('a reopened decision stands, but never against a graver proposal', () => {
    const reopened = planOf([billing], severe, { decided: { ...both('unlikely', true), art34: null } });
    expect(binding(reopened)).toEqual([ART33_1, ART34]);
    // What was decided is kept as it was.
    expect(reopened.articles.decided.art33?.notify).toBe('no');
    const simple = [{ ...billing, dataClasses: ['simple' as const] }];
    expect(binding(planOf(simple, mild, { decided: both('high-risk', true) }))).toEqual([ART33_1, ART34]);
  });

  test('each says why, or why not', () => {
    const because = (plan: Plan, id = ART33_1) => plan.obligations.find((o) => o.id === id)?.because;
    const simple = [{ ...billing, dataClasses: ['simple' as const] }];
    expect(because(planOf([billing], severe))).toContain('we are the controller');
    expect(because(planOf([tenants], severe))).toContain('Art. 33(2) applies instead');
    expect(because(planOf([], severe))).toContain('not known yet');
    expect(because(planOf(simple, mild))).toContain('The engine proposes that a risk to people is unlikely');
    expect(because(planOf(simple, mild, { decided: both('unlikely') }))).toContain('The DPO decided');
    expect(because(planOf([billing], severe), ART34)).toContain('the engine proposes that the risk is high');
    expect(because(planOf([billing], severe, { decided: both('risk') }), ART34)).toContain('The DPO decided');
  });

  test('a number not known yet brings every obligation that any number brings', () => {
    for (const facts of [mild, severe]) {
      for (const peopleConcerned of [0, 50, 101, 5_000_000]) {
        const known = binding(planOf([billing, tenants], { ...facts, peopleConcerned }));
        const unknown = binding(planOf([billing, tenants], { ...facts, peopleConcerned: null }));
        expect(unknown).toEqual(expect.arrayContaining(known));
      }
    }
  });

  test.each([
    [{ effectiveFrom: '2026-11-25' }, 'Not in force before 2026-11-25.'],
    [{ effectiveTo: '2026-11-23' }, 'No longer in force after 2026-11-23.'],
    [
      { status: 'superseded' as const, effectiveFrom: '2026-11-25', effectiveTo: '2026-12-31' },
      'Not in force before 2026-11-25.',
    ],
  ])('a rule with %j is the law of another time', (change, because) => {
    const plan = planOf([billing], severe, {}, changed(change));
    expect(obligationOf(plan, ART33_1)).toMatchObject({ applies: 'does-not-apply', because, clock: null });
  });

  test.each([
    [{ status: 'proposed' as const, effectiveFrom: null }, 'Proposed only, not in force.'],
    [{ status: 'voluntary' as const, effectiveFrom: null }, 'Voluntary: recommended, and no law asks for it.'],
    [{ confidence: 'uncertain' as const }, 'The wording of this rule is not certain, so it does not bind by itself.'],
    [
      { status: 'adopted-not-yet-applicable' as const, effectiveFrom: '2026-11-25' },
      'It does not apply before 2026-11-25.',
    ],
    [{ status: 'adopted-not-yet-applicable' as const, effectiveFrom: null }, 'Adopted, but it does not apply yet.'],
  ])('a rule with %j would bind, and does once the DPO switches it on', (change, because) => {
    const rules = changed(change);
    const wouldBe = obligationOf(planOf([billing], severe, {}, rules), ART33_1);
    expect(wouldBe).toMatchObject({ applies: 'would-be', clock: null, startsFrom: null, rungs: [] });
    expect(wouldBe.because).toContain(`${because} Personal data for which we are the controller`);
    const on = obligationOf(planOf([billing], { ...severe, switchedOn: [ART33_1] }, {}, rules), ART33_1);
    expect(on).toMatchObject({ applies: 'binds', clock: { due: plusMs(AWARE, 72 * HOUR_MS) } });
    expect(on.because).toContain(`Switched on by decision of the DPO. ${because}`);
    expect(obligationOf(planOf([tenants], severe, {}, rules), ART33_1).applies).toBe('does-not-apply');
  });

  test('a rule binds on its first and on its last day', () => {
    const day = { effectiveFrom: '2026-11-24', effectiveTo: '2026-11-24' };
    expect(binding(planOf([billing], severe, {}, changed(day)))).toEqual([ART33_1, ART34]);
  });

  test.each([
    ['JP', { effectiveFrom: '2026-11-25' }, '2026-11-24T15:00:00.000Z', 'binds'],
    ['JP', { effectiveFrom: '2026-11-25' }, '2026-11-24T14:59:59.999Z', 'does-not-apply'],
    ['JP', { effectiveTo: '2026-11-24' }, '2026-11-24T14:59:59.999Z', 'binds'],
    ['JP', { effectiveTo: '2026-11-24' }, '2026-11-24T15:00:00.000Z', 'does-not-apply'],
    ['US-CA', { effectiveTo: '2026-11-23' }, '2026-11-24T07:59:59.999Z', 'binds'],
    ['US-CA', { effectiveTo: '2026-11-23' }, '2026-11-24T08:00:00.000Z', 'does-not-apply'],
    ['US-CA', { effectiveFrom: '2026-11-24' }, '2026-11-24T07:59:59.999Z', 'does-not-apply'],
    [
      'JP',
      { status: 'adopted-not-yet-applicable' as const, effectiveFrom: '2026-11-25' },
      '2026-11-24T15:00:00.000Z',
      'binds',
    ],
  ])('in %s, a rule with %j by the day there at %s: %s', (jurisdiction, change, awareness, applies) => {
    const plan = planOf(
      [billing],
      { ...severe, residents: { [jurisdiction]: 5 } },
      { awareness },
      {
        ...changed({ ...change, jurisdiction }),
      },
    );
    expect(obligationOf(plan, ART33_1).applies).toBe(applies);
  });

  test('a rule that was adopted for a day binds from that day on', () => {
    const adopted = { status: 'adopted-not-yet-applicable' as const, effectiveFrom: '2026-11-24' };
    expect(binding(planOf([billing], severe, {}, changed(adopted)))).toEqual([ART33_1, ART34]);
  });

  test('a trigger that cannot be evaluated counts as met', () => {
    const trigger = () => {
      throw new Error('division by zero');
    };
    expect(binding(planOf([billing, tenants], mild, {}, changed({ trigger })))).toEqual([ART33_1, ART33_2, ART34]);
  });
});

describe('clocks and rungs', () => {
  test('before awareness there is no clock, no rung, no notice', () => {
    const plan = planOf([billing], severe, { awareness: null });
    const art33And34 = plan.obligations.filter((o) => [ART33_1, ART33_2, ART34].includes(o.id));
    expect(art33And34.map((o) => [o.applies, o.startsFrom, o.clock, o.rungs.length])).toEqual([
      ['binds', 'awareness', null, 0],
      ['does-not-apply', null, null, 0],
      ['binds', 'awareness', null, 0],
    ]);
    expect(plan.counterparties).toBeNull();
  });

  test('the ladder of Art. 33(1), around its due instant', () => {
    const { clock, rungs } = obligationOf(planOf([billing], severe), ART33_1);
    expect(clock?.due).toBe('2026-11-27T08:20:00.000Z');
    expect(rungs.map((r) => [r.name, (toMs(r.at) - toMs(clock?.due ?? '')) / HOUR_MS, r.to.join('+')])).toEqual([
      ['clock-started', -72, 'dpo'],
      ['48-hours-left', -48, 'dpo'],
      ['24-hours-left', -24, 'dpo+deputy'],
      ['12-hours-left', -12, 'dpo+deputy'],
      ['4-hours-left', -4, 'dpo+deputy'],
      ['1-hour-left', -1, 'dpo+deputy'],
      ['overdue-12-hours', 12, 'dpo+deputy'],
      ['overdue-24-hours', 24, 'dpo+deputy'],
      ['overdue-48-hours', 48, 'dpo+deputy'],
    ]);
  });

  test('a rung that would come before the start, or with it, is left out', () => {
    const rung = { to: ['dpo' as const], channels: ['email' as const] };
    const ladder = [72, 80, 71, 'start' as const].map((before) => ({ name: `r-${before}`, before, ...rung }));
    const obligations = policy.obligations.map((o) => ({ ...o, ladder }));
    const { rungs } = obligationOf(planOf([billing], severe, {}, { ...policy, obligations }), ART33_1);
    expect(rungs.map((r) => r.name)).toEqual(['r-start', 'r-71']);
  });

  test('soft targets are policy: 24 hours to customers, 72 to the people concerned', () => {
    const plan = planOf([billing, tenants], severe);
    expect(obligationOf(plan, ART33_2).clock).toMatchObject({
      due: plusMs(AWARE, 24 * HOUR_MS),
      basis: 'policy',
      latest: null,
    });
    expect(obligationOf(plan, ART34).clock).toMatchObject({
      due: plusMs(AWARE, 72 * HOUR_MS),
      basis: 'policy',
      latest: null,
    });
  });
});

describe('notices', () => {
  const systemsOf: PlanInput['systemsOf'] = {
    meridian: { kind: 'supplier', systems: ['billing'] },
    acme: { kind: 'customer', systems: ['tenants', 'backups'] },
    fjord: { kind: 'supplier', systems: ['tenants'] },
  };

  const noticesOf = (systems: System[], more: Partial<PlanInput> = {}) =>
    planNotices(policy.organisation.noticeRules, inputOf(systems, severe, { systemsOf, ...more }));

  test('one per counterparty, in order, with its own systems and follow-up', () => {
    const notices = noticesOf([billing, tenants]);
    expect(notices.map((n) => [n.counterparty, n.kind, n.systems])).toEqual([
      ['acme', 'customer', ['backups', 'tenants']],
      ['fjord', 'supplier', ['tenants']],
      ['meridian', 'supplier', ['billing']],
    ]);
    expect(notices[0]).toMatchObject({
      sendAt: AT,
      answerBy: plusMs(AT, 24 * HOUR_MS),
      reminders: [12, 24, 48].map((h) => plusMs(AT, h * HOUR_MS)),
      escalateAt: plusMs(AT, 24 * HOUR_MS),
      expiresAt: plusMs(AT, 30 * 24 * HOUR_MS),
    });
    expect(noticesOf([billing, tenants], { awareness: null })).toEqual([]);
  });

  test('customers are told only of data we process for them', () => {
    expect(noticesOf([billing]).map((n) => n.kind)).toEqual(['supplier', 'supplier']);
    expect(planOf([billing], severe, { systemsOf }).counterparties).toMatchObject({ suppliers: 2, customers: 0 });
    expect(planOf([billing, tenants], severe, { systemsOf }).counterparties).toMatchObject({
      suppliers: 2,
      customers: 1,
    });
  });

  test('the plan counts them, and its version is another exactly when others are told, or of something else', () => {
    const version = (more: Partial<PlanInput>, systems = [billing, tenants]) =>
      planCounterparties(inputOf(systems, severe, { systemsOf, ...more }))?.version;
    const same = version({});
    const { meridian, acme, fjord } = systemsOf as Required<typeof systemsOf>;
    const isOther = {
      'another time, other facts': version({ at: AWARE, facts: Facts.parse({ peopleConcerned: 9 }) }),
      'another order': version({
        systemsOf: { fjord, acme: { ...acme, systems: ['backups', 'tenants'] }, meridian } as never,
      }),
      'one less': version({ systemsOf: { meridian, acme } as never }),
      'one more': version({ systemsOf: { ...systemsOf, north: { kind: 'supplier', systems: ['billing'] } } }),
      'one more system': version({
        systemsOf: { ...systemsOf, fjord: { kind: 'supplier', systems: ['billing', 'tenants'] } },
      }),
      'as a customer': version({ systemsOf: { ...systemsOf, fjord: { kind: 'customer', systems: ['tenants'] } } }),
      'no customers any more': version({}, [billing]),
    };
    expect(Object.entries(isOther).flatMap(([name, other]) => (other === same ? [] : [name]))).toEqual([
      ...['one less', 'one more', 'one more system', 'as a customer', 'no customers any more'],
    ]);
  });
});

describe('an exercise', () => {
  test('runs everything but the life of a link at its pace', () => {
    const systemsOf: PlanInput['systemsOf'] = { meridian: { kind: 'supplier', systems: ['billing'] } };
    const plan = planOf([billing], severe, { systemsOf, scale: 4_320 });
    const { clock, rungs } = obligationOf(plan, ART33_1);
    expect(clock).toMatchObject({ due: plusMs(AWARE, 60_000), latest: plusMs(AWARE, 60_555) });
    expect(clock?.steps.at(-1)).toContain('time runs 4320 times faster');
    expect(rungs.find((r) => r.name === '24-hours-left')?.at).toBe(plusMs(AWARE, 40_000));
    expect(rungs.find((r) => r.name === 'overdue-12-hours')?.at).toBe(plusMs(AWARE, 70_000));
    const [notice] = planNotices(
      policy.organisation.noticeRules,
      inputOf([billing], severe, { systemsOf, scale: 4_320 }),
    );
    expect(notice).toMatchObject({
      answerBy: plusMs(AT, 20_000),
      reminders: [10_000, 20_000, 40_000].map((ms) => plusMs(AT, ms)),
      expiresAt: plusMs(AT, 30 * 24 * HOUR_MS),
    });
  });

  test('that would stretch time is refused', () => {
    expect(() => planOf([billing], severe, { scale: 0 })).toThrow(
      expect.objectContaining({ code: 'bad-input', field: 'scale' }),
    );
  });
});

test('the same facts and policy give the same bytes in any time zone', () => {
  const script = `
    const { loadPolicy } = await import('./config/policy.ts');
    const { makePlan } = await import('./domain/plan/make.ts');
    const input = JSON.parse(process.env.PLAN_INPUT);
    process.stdout.write(new Date(0).getHours() + '\\n' + JSON.stringify(makePlan(loadPolicy('policy'), input)));
  `;
  const events = Object.fromEntries(EventName.options.map((name) => [name, AWARE]));
  const residents = { DE: 10, US: 2_000, JP: 3_000, BR: 5, CO: 5, SG: 5, AU: 5 };
  const input = inputOf([billing, tenants], { ...severe, profile: [...ENTITY_KINDS], residents, events }, {});
  const run = (zone: string) => {
    const env = { ...process.env, NODE_OPTIONS: '', TZ: zone, PLAN_INPUT: JSON.stringify(input) };
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
    const [hour, plan] = out.split('\n');
    return { hour, plan };
  };
  const [utc, india] = [run('UTC'), run('Asia/Kolkata')];
  expect([utc.hour, india.hour]).toEqual(['0', '5']);
  expect(india.plan).toBe(utc.plan);
  expect(utc.plan).toBe(JSON.stringify(makePlan(policy, input)));
});

function system(part: Partial<System> & Pick<System, 'id' | 'plane' | 'dataClasses'>): System {
  return System.parse({ name: part.id, dataCategories: ['names'], countries: ['DE'], ...part });
}

function both(conclusion: RiskConclusion | null, reopened = false): PlanInput['decided'] {
  const decision = conclusion && { conclusion, reopened };
  return { art33: decision, art34: decision };
}

function inputOf(systems: System[], facts: Partial<Facts>, rest: Partial<PlanInput>): PlanInput {
  const all = Facts.parse({ systems: systems.map((s) => s.id), ...facts });
  const times = { at: AT, awareness: AWARE, openedAt: AWARE, scale: 1 };
  const fixed = { ...times, decided: both(null), systemsOf: {}, filings: {}, updates: {} };
  return { ...fixed, facts: all, dataFlow: dataFlowOf(systems), ...rest };
}

/** The policy with the three duties of GDPR Art. 33 and 34 changed, and nothing else in it. */
function changed(change: Partial<CompiledPolicy['obligations'][number]>): CompiledPolicy {
  const core = policy.obligations.filter((o) => [ART33_1, ART33_2, ART34].includes(o.id));
  return { ...policy, obligations: core.map((o) => ({ ...o, ...change })) };
}

function planOf(
  systems: System[],
  facts: Partial<Facts>,
  rest: Partial<PlanInput> = {},
  rules: CompiledPolicy = policy,
): Plan {
  return makePlan(rules, inputOf(systems, facts, rest));
}

/** What binds and has a clock, running or waiting. */
function binding(plan: Plan): string[] {
  return plan.obligations.flatMap((o) => (o.applies === 'binds' && o.startsFrom !== null ? [o.id] : []));
}

function obligationOf(plan: Plan, id: string | undefined) {
  const found = plan.obligations.find((o) => o.id === id);
  if (found === undefined) throw new Error(`no obligation ${id}`);
  return found;
}
