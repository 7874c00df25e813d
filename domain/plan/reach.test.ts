import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { dataFlowOf, System } from '../dataflow.ts';
import { ENTITY_KINDS } from '../entities.ts';
import { EventName, Facts } from '../facts.ts';
import { CLASSIFICATIONS } from '../policy/context.ts';
import { DAY_MS, HOUR_MS, plusMs, toInstant, toMs } from '../time.ts';
import { diffPlans } from './diff.ts';
import { makePlan } from './make.ts';
import type { Plan, PlanInput } from './types.ts';

const policy = loadPolicy('policy');
const AWARE = '2026-11-24T08:20:00.000Z';
const console = System.parse({
  id: 'console',
  name: 'Console',
  plane: 'control',
  dataClasses: ['simple'],
  dataCategories: ['names'],
  countries: ['DE'],
});
const theft: Partial<Facts> = { confidentiality: 'unknown-recipients', malicious: 'yes' };

describe('the plan of a breach', () => {
  test('carries the law of the places and roles that we have, and no other', () => {
    const regimes = (facts: Partial<Facts>) => [
      ...new Set(planOf({ ...theft, ...facts }).obligations.map((o) => o.regime)),
    ];
    const home = ['Digital Omnibus (proposal)', 'EDPB common breach template', 'GDPR'];
    expect(regimes({}).sort()).toEqual(home);
    expect(regimes({ residents: { DE: 4, GB: 2 } })).toContain('UK GDPR');
    expect(regimes({ residents: { DE: 4, GB: 0 } }).sort()).toEqual(home);
    expect(regimes({ residents: { 'US-CA': 2 } })).toContain('California');
    expect(regimes({ residents: { 'US-CA': 2 } })).not.toContain('Texas');
    expect(regimes({ residents: { US: 2 } })).toEqual(expect.arrayContaining(['California', 'Texas']));
    expect(regimes({ profile: ['controller', 'important-entity'] })).toContain('NIS2');
  });

  test('loses no duty and no gravity to a touched system that the register does not have yet', () => {
    const binding = (plan: Plan) => plan.obligations.filter((o) => o.applies === 'binds').map((o) => o.id);
    const listed = planOf(theft);
    const more = planOf(theft, { dataFlow: { ...dataFlowOf([console]), unlisted: true } });
    const none = planOf({ ...theft, systems: [] }, { dataFlow: dataFlowOf([]) });
    expect(binding(listed)).not.toContain('gdpr-art33-2-processor-to-controller');
    expect(binding(more)).toEqual(expect.arrayContaining([...binding(listed), ...binding(none)]));
    expect(more.severity.dpc).toBe(none.severity.dpc);
    expect(more.severity.dpc).toBeGreaterThan(listed.severity.dpc);
    const found = planOf(
      { ...theft, dataClasses: ['simple'] },
      { dataFlow: { ...dataFlowOf([console]), unlisted: true } },
    );
    expect(found.severity.dpc).toBe(listed.severity.dpc);
  });

  test('shows what would be, without a clock', () => {
    const omnibus = planOf(theft).obligations.find((o) => o.id === 'gdpr-omnibus-art33-1-proposed');
    expect(omnibus).toMatchObject({ applies: 'would-be', clock: null, rungs: [] });
    expect(omnibus?.because).toMatch(/^Proposed only, not in force\./);
  });

  test('in full, says of every obligation why or why not', () => {
    const all = planOf(theft, {}, 'all').obligations;
    expect(all.map((o) => o.id)).toEqual(policy.obligations.map((o) => o.id));
    expect(all.filter((o) => o.because.length < 10)).toEqual([]);
    const of = (id: string) => all.find((o) => o.id === id)?.because;
    expect(of('nis2-art23-4d-final')).toContain('It binds essential-entity or important-entity or ');
    expect(of('jp-appi-final')).toBe('Nobody concerned is known to be in JP, and we are not established there.');
    expect(of('gdpr-art26-joint-controllers')).toBe('No touched system is one that we control jointly with others.');
    expect(planOf(theft).obligations).toEqual(all.filter((o) => planOf(theft).obligations.some((p) => p.id === o.id)));
  });

  test('names the versions of policy, zone data and holiday data', () => {
    const { policyVersion, zoneData, holidayData } = planOf(theft);
    expect([policyVersion, zoneData]).toEqual([policy.policyVersion, process.versions.tz]);
    expect(holidayData).toMatch(/^date-holidays@/);
  });
});

test('a filing starts the clock that is counted from it, and says so', () => {
  const facts: Partial<Facts> = { profile: ['important-entity'], significantIncident: true };
  const filings = { 'nis2-art23-4b-notification': '2026-11-26T11:00:00.000Z' };
  const [before, after] = [planOf(facts), planOf(facts, { filings })];
  const finalOf = (plan: Plan) => plan.obligations.find((o) => o.id === 'nis2-art23-4d-final');
  expect(finalOf(before)).toMatchObject({ clock: null, startsFrom: 'filing of nis2-art23-4b-notification' });
  expect(finalOf(after)?.clock).toMatchObject({ due: '2026-12-26T11:00:00.000Z', latest: '2026-12-28T23:00:00.000Z' });
  expect(diffPlans(before, after)).toEqual([
    {
      obligation: 'nis2-art23-4d-final',
      change: 'start',
      from: null,
      to: '2026-12-26T11:00:00.000Z',
      why: expect.stringMatching(/^Filing of nis2-art23-4b-notification recorded: 2026-11-26T11:00:00.000Z\./),
    },
  ]);
});

describe('whatever the facts', () => {
  /** Instants over six years, one for about every 80 days, at changing times of day. */
  const instants = Array.from({ length: 24 }, (_, i) =>
    plusMs('2024-01-31T23:59:59.999Z', i * 80 * DAY_MS + i * 7_919_000),
  );

  test.each(instants)('no clock ends before its start, and latest is not before due (%s)', (at) => {
    for (const { id, clock } of worst(at).obligations) {
      if (clock === null) continue;
      expect([id, clock.due >= clock.start]).toEqual([id, true]);
      expect([id, clock.latest === null || clock.latest >= clock.due]).toEqual([id, true]);
    }
  });

  test('an earlier awareness moves no clock later', () => {
    // Art. 5(2) of RTS (EU) 2025/301 itself lifts a limit where the awareness was more than a day before.
    const isMonotone = ({ id }: { id: string }) => id !== 'dora-initial';
    for (const at of instants.slice(0, 8)) {
      const facts: Partial<Facts> = { profile: [...ENTITY_KINDS], informationMissing: true };
      for (const hours of [1, 5, 30, 300]) {
        const later = planOf(facts, { awareness: at, at });
        const earlier = planOf(facts, { awareness: plusMs(at, -hours * HOUR_MS), at });
        for (const { id, clock } of later.obligations.filter(isMonotone)) {
          const moved = earlier.obligations.find((o) => o.id === id)?.clock ?? null;
          if (clock === null || moved === null) continue;
          expect([id, toMs(moved.due) <= toMs(clock.due)]).toEqual([id, true]);
        }
      }
    }
  });

  test.each(CLASSIFICATIONS)('not having decided %s brings every duty that either answer brings', (name) => {
    const profile = [...ENTITY_KINDS];
    const residents = { DE: 1, US: 1, AU: 1, CA: 1, NZ: 1, SG: 1, MY: 1, PH: 1, IL: 1 };
    const bound = (answer: boolean | null) =>
      planOf({ ...theft, profile, residents, [name]: answer }).obligations.flatMap((o) =>
        o.applies === 'binds' ? [o.id] : [],
      );
    const undecided = bound(null);
    for (const answer of [true, false]) expect(undecided).toEqual(expect.arrayContaining(bound(answer)));
    expect(bound(false).length).toBeLessThan(undecided.length);
  });

  test.each([
    ['trustServicesHit', 'nis2-art23-4b-trust-24h', 'nis2-art23-4b-notification'],
    ['telecomServiceData', 'eprivacy-611-2013-first', 'gdpr-art33-1-authority'],
    ['telecomServiceData', 'uk-pecr-reg5a-72h', 'uk-gdpr-art33-1-ico'],
  ] as const)('not having decided %s brings %s, due no later than %s in whose place it stands', (name, ours, other) => {
    const profile = ENTITY_KINDS.filter((kind) => !/^(financial|credit|central|trading|eu-institution)/.test(kind));
    const dueOf = (answer: boolean | null) => {
      const { obligations } = planOf({ ...theft, profile, residents: { GB: 1 }, [name]: answer });
      const two = obligations.filter(({ id, applies }) => applies === 'binds' && (id === ours || id === other));
      return two.map(({ id, clock }) => ({ id, due: clock?.due ?? '' }));
    };
    const [undecided, yes, no] = [dueOf(null), dueOf(true), dueOf(false)];
    expect([undecided, no.map(({ id }) => id)]).toEqual([yes, [other]]);
    expect(undecided.map(({ id }) => id)).toEqual([ours]);
    expect((undecided[0]?.due ?? '') <= (no[0]?.due ?? '')).toBe(true);
  });
});

function planOf(facts: Partial<Facts>, rest: Partial<PlanInput> = {}, trace?: 'all'): Plan {
  const known = Facts.parse({ systems: ['console'], ...facts });
  const fixed = {
    at: AWARE,
    awareness: AWARE,
    openedAt: AWARE,
    decided: { art33: null, art34: null },
    scale: 1,
    systemsOf: {},
    filings: {},
    updates: {},
  };
  const input = { ...fixed, facts: known, dataFlow: dataFlowOf([console]), ...rest };
  return makePlan(policy, input, trace === undefined ? {} : { trace });
}

/** Everything has happened at `at`, and we are every kind of party. */
function worst(at: string): Plan {
  const events = Object.fromEntries(EventName.options.map((name) => [name, at]));
  const filings = Object.fromEntries(policy.obligations.map(({ id }) => [id, at]));
  const facts: Partial<Facts> = { ...theft, profile: [...ENTITY_KINDS], informationMissing: true, events };
  const dataFlow = {
    ...dataFlowOf([console]),
    countries: ['US', 'CA', 'BR', 'JP', 'CO', 'SG', 'AU', 'MY', 'KR', 'GB', 'CH'],
  };
  return planOf(facts, { at: toInstant(toMs(at)), awareness: at, openedAt: at, filings, dataFlow });
}
