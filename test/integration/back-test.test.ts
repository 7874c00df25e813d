/** What a changed policy would have made of the alerts that are stored, by the command line over a real database. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FindingDifference, RuleCount } from '../../detection/rules/tally.ts';
import { DAY_MS, type Instant, plusMs, SECOND_MS, toInstant } from '../../domain/time.ts';
import { alertsOf, type NewAlert } from '../../store/alert-record.ts';
import { keepAlert } from '../../store/alerts.ts';
import { collectionOf } from '../../store/driver.ts';
import { alertElsewhere, alertFixture, POLICY_DIR, TestApi } from '../support/api.ts';
import { jsonOfCli, tellCli } from '../support/cli.ts';

const ALERTS = 300;
const FINDINGS = 15;

type Told = {
  alerts: number;
  tests: number;
  unreadable: number;
  unopened: number;
  findings: number;
  samples: number;
  suspicions: { before: number; after: number };
  outcomes: RuleCount[];
  differences: FindingDifference[];
  erasedAfterDays: number | null;
};

let api: TestApi;
let now: Instant;
beforeAll(async () => {
  api = await TestApi.start();
  now = toInstant(Date.now());
  const moved = Array.from({ length: ALERTS }, (_, n) => {
    const finding = `f${n % FINDINGS}`;
    return kept(
      { id: finding, severity: 5, count: n, ...alertElsewhere(finding) },
      plusMs(now, -DAY_MS + n * SECOND_MS),
    );
  });
  const others = [
    kept({ id: 'long-ago', severity: 5, ...alertElsewhere('old') }, plusMs(now, -20 * DAY_MS)),
    kept({ id: 'other', type: 'Impact:S3/AnomalousBehavior.Delete', ...alertElsewhere('other') }),
    kept({ id: 'sample', title: '[SAMPLE] x', service: { additionalInfo: { sample: true } } }),
    kept({ id: 'test' }, plusMs(now, -DAY_MS), { isTest: true }),
    kept('{"cut short'),
    kept({ id: 'changed', ...alertElsewhere('changed') }),
  ];
  await Promise.all([...moved, ...others]);
  const last = await alertsOf(api.store).findOne({ requestId: 'changed' });
  await alertsOf(api.store).updateOne({ _id: last?._id ?? '' }, { $set: { raw: Buffer.from('changed') } });
});
afterAll(() => api.stop());

function kept(patch: Record<string, unknown> | string, at = plusMs(now, -DAY_MS), more: Partial<NewAlert> = {}) {
  const raw = Buffer.from(typeof patch === 'string' ? patch : JSON.stringify({ ...alertFixture().detail, ...patch }));
  const requestId = typeof patch === 'string' ? 'r-1' : String(patch.id);
  const head = { source: 'aws-guardduty', by: 'guardduty', headers: { 'content-type': 'application/json' } };
  return keepAlert(api.store, { ...head, receivedAt: at, raw, requestId, ...more });
}

/** The policy with another file of rules for GuardDuty. */
function policyWith(change: (rules: string) => string): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'tocsin-policy-')), 'policy');
  cpSync(POLICY_DIR, dir, { recursive: true });
  const file = join(dir, 'detection/aws-guardduty.yaml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return dir;
}

function envOf() {
  const keys = Object.fromEntries(
    [...api.store.keyring.keys].map(([id, key]) => [id, Buffer.from(key).toString('base64')]),
  );
  return { MONGODB_URI: api.mongodbUri, TOCSIN_KEYRING: JSON.stringify({ current: 'k1', keys }) };
}
const run = async (...argv: string[]) => {
  const { json } = await jsonOfCli(envOf(), 'detection', 'back-test', ...argv);
  return json as unknown as Told;
};

/** Data that was moved out is looked at from severity 6 on alone. */
const milder = () =>
  policyWith((rules) =>
    rules
      .replace(
        'finding.severity >= 4 && finding.type.startsWith("Exfiltration:")',
        'finding.severity >= 6 && finding.type.startsWith("Exfiltration:")',
      )
      .replace(/( - name: "Exfiltration[^\n]*severity )5([^\n]*\n[^\n]*severity: )5/g, '$17$27'),
  );

describe('another policy over the stored alerts', () => {
  it('opens fewer, and says which findings come out otherwise and by which rules', async () => {
    const told = await run('--against', milder());
    expect(told).toMatchObject({
      ...{ alerts: ALERTS + 5, findings: ALERTS + 2, samples: 1, tests: 1, unreadable: 1, unopened: 1 },
      suspicions: { before: FINDINGS + 1, after: 1 },
    });
    const exfiltration = told.outcomes.find(({ rule }) => rule === 'exfiltration');
    expect(exfiltration).toEqual({
      ...{ source: 'aws-guardduty', rule: 'exfiltration', outcome: 'suspect', before: ALERTS, after: 0 },
    });
    expect(
      told.differences.map(({ finding, alerts, change, before, after }) => [
        finding,
        alerts,
        change,
        before.rule,
        after.outcome,
      ]),
    ).toEqual(
      Array.from({ length: FINDINGS }, (_, n) => [
        `f${n}`,
        ALERTS / FINDINGS,
        'would-not-open',
        'exfiltration',
        'watch',
      ]),
    );
    expect(JSON.stringify(told)).not.toContain('unusual way');
  });

  it('holds a storm together as the other policy says', async () => {
    const against = policyWith((rules) => rules);
    const file = join(against, 'detection/common.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/openings: \d+/, 'openings: 5'));
    const told = await run('--against', against);
    // All of them came in within at most two hours.
    expect(told.suspicions.before).toBe(FINDINGS + 1);
    expect([5, 6, 10]).toContain(told.suspicions.after);
    expect(told.differences).toEqual([]);
  });

  it('says also what findings come to together', async () => {
    const against = milder();
    const findings = (n: number) =>
      Array.from({ length: n }, () => '{ rule: aws-guardduty/keep, values: { type: [a] } }').join(', ');
    const cases = [10, 1].map(
      (n) => `{ name: With ${n}, correlation: many, findings: [${findings(n)}], fires: ${n > 1} }`,
    );
    const rule =
      '{ id: many, type: event_count, rules: [aws-guardduty/keep], group-by: [type], timespan: 1h, ' +
      'condition: { gte: 10 }, because: Ten of one kind within an hour. }';
    const file = join(against, 'detection/correlations.yaml');
    writeFileSync(file, `correlations: [${rule}]\ncases: [${cases.join(', ')}]\n`);
    const told = await run('--against', against);
    const opening = told.differences.filter(({ change }) => change !== 'would-not-open');
    // From the tenth finding on, each counts with those before it.
    expect(told.outcomes.find(({ rule: id }) => id === 'many')?.after).toBe(ALERTS - 9);
    expect([told.suspicions.after > 1, opening.length > 0]).toEqual([true, true]);
  });

  it('that says the same, says so', async () => {
    const { text, code } = await tellCli(envOf(), 'detection', 'back-test', '--against', POLICY_DIR);
    expect([code, text]).toEqual([0, expect.stringContaining('Every finding comes out the same.')]);
    expect(text).toContain(`${FINDINGS + 1} before, ${FINDINGS + 1} after (as many)`);
    expect(text).toMatch(/1 cannot be read/);
    expect(text).toMatch(/1 do not open any more/);
  });

  it('goes as far back as it is told, and says what retention has erased', async () => {
    const against = policyWith((rules) => rules);
    const far = await run('--days', '30', '--against', against);
    expect(far.findings).toBe(ALERTS + 3);
    const organisation = join(against, 'organisation.yaml');
    writeFileSync(organisation, readFileSync(organisation, 'utf8').replace(/alertsDays: \d+/, 'alertsDays: 7'));
    const env = { ...envOf(), TOCSIN_POLICY_DIR: against };
    const { text } = await tellCli(env, 'detection', 'back-test', '--days', '30', '--against', POLICY_DIR);
    expect(text).toContain('Of the time before the last 7 days only alerts of incidents are left');
  });

  it('changes nothing, and is on record', async () => {
    const views = collectionOf<{ route: string }>(api.store, 'views');
    const [states, looks] = [await statesOf(), await views.countDocuments({ route: 'back-test' })];
    await run('--against', POLICY_DIR);
    expect(await statesOf()).toEqual(states);
    expect(await views.countDocuments({ route: 'back-test' })).toBe(looks + 1);
  });
  const statesOf = () =>
    alertsOf(api.store)
      .find({}, { projection: { raw: 0 } })
      .sort({ _id: 1 })
      .toArray();

  it.each([
    [['--against', POLICY_DIR, '--days', '0'], '--days takes a whole number'],
    [[], '--against is missing'],
    [['--against', '/nowhere'], '/nowhere'],
  ])('%j is refused by name', async (argv, says) => {
    const { code, text } = await tellCli(envOf(), 'detection', 'back-test', ...argv);
    expect([code, text]).toEqual([2, expect.stringContaining(says)]);
  });
});
