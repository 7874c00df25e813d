import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPolicy } from '../config/policy.ts';
import { dataFlowOf } from '../domain/dataflow.ts';
import { ENTITY_KINDS } from '../domain/entities.ts';
import { EventName, Facts } from '../domain/facts.ts';
import { covers } from '../domain/jurisdictions.ts';
import { makePlan } from '../domain/plan/make.ts';
import { reachOf } from '../domain/plan/reach.ts';
import type { PlanInput } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { breachOf, obligationContext } from '../domain/policy/context.ts';
import { peopleIn } from '../domain/policy/people.ts';
import { assess } from '../domain/severity/assess.ts';
import { type Instant, MINUTE_MS, plusMs } from '../domain/time.ts';
import { percentile } from './percentile.ts';

/**
 * One breach planned by a policy of many places, against the limit: bare evaluations of the triggers that are looked
 * at. The floors hold for a breach of the organisation as it ships, planned as the engine plans it; for the same with
 * every row told, as `tocsin assess` does; and for the worst breach there is, in which nearly all clocks run.
 */

const ROWS = 640;
const FLOORS = { ordinary: 3_000, told: 1_000, worst: 250 };
/** Seconds of processor time that `tocsin assess` takes as a process, with what an earlier one has kept. */
const MOST_ASSESS_SECONDS = 1;
const SECONDS = 6;
/** In so many turns. */
const TURNS = 30;
/** The same breach at so many minutes, in turn. */
const INPUTS = 500;
const AWARE: Instant = '2026-11-24T08:20:00.000Z';

/** Prints rates and ratios; false where plans are slower than the floors, or an assessment is. */
export function benchPlan(): boolean {
  const policy = ofManyRows(loadPolicy(fileURLToPath(new URL('../policy', import.meta.url))));
  console.log(`${policy.obligations.length} obligations for one breach, ${SECONDS} s of one core each`);
  const slow = [
    measure('a breach', FLOORS.ordinary, policy, breach()),
    measure('a breach, every row told', FLOORS.told, policy, breach(), { trace: 'all' }),
    measure('the worst breach', FLOORS.worst, policy, worstBreach(policy), { trace: 'all' }),
    measureAssess(),
  ].filter((wrong) => wrong !== null);
  for (const wrong of slow) console.error(wrong);
  return slow.length === 0;
}

/** The policy with as many rows as many places bring: those of other places than our own again, up to the number. */
function ofManyRows(policy: CompiledPolicy): CompiledPolicy {
  const others = policy.obligations.filter(({ jurisdiction }) => !covers(jurisdiction, 'DE'));
  const missing = Math.max(0, ROWS - policy.obligations.length);
  const copies = Array.from({ length: missing }, (_, i) => others[i % others.length]).flatMap((row, i) =>
    row === undefined ? [] : [{ ...row, id: `${row.id}-${i}` }],
  );
  return { ...policy, obligations: [...policy.obligations, ...copies] };
}

/** What is wrong with the rate; null where it holds. */
function measure(
  name: string,
  floor: number,
  policy: CompiledPolicy,
  input: PlanInput,
  options: { trace?: 'all' } = {},
): string | null {
  const inputs = Array.from({ length: INPUTS }, (_, i) => later(input, i));
  const plan = (i: number) => makePlan(policy, inputs[i % INPUTS] ?? input, options);
  const { obligations } = plan(0);
  const running = obligations.filter(({ clock }) => clock !== null).length;
  const looked = new Set(obligations.map(({ id }) => id));
  const rows = policy.obligations.filter(({ id }) => looked.has(id));
  const [plans, limit] = perSecond(plan, triggersOf({ ...policy, obligations: rows }, input));
  const rates = `${Math.round(plans)} plans, ${Math.round(limit)} bare passes per second`;
  const ratio = (limit / plans).toFixed(2);
  console.log(`${name} (${rows.length} rows, ${running} clocks run): ${rates}; a plan costs ${ratio} bare passes`);
  return plans >= floor ? null : `Fewer than ${floor} plans per second of ${name}.`;
}

/** `tocsin assess` as people run it, the second time: the first one keeps what it has compiled. */
function measureAssess(): string | null {
  const dir = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    const facts = join(dir, 'facts.yaml');
    writeFileSync(facts, `systems: [{id: a, role: controller, countries: [DE]}]\nawareness: ${AWARE}\n`);
    const runs = Array.from({ length: 6 }, () => secondsOf([LAUNCHER, 'assess', facts]));
    const seconds = percentile(runs.slice(1), 0.5);
    console.log(
      `tocsin assess: ${seconds.toFixed(2)} s of processor time as a process (the first: ${runs[0]?.toFixed(2)} s)`,
    );
    return seconds < MOST_ASSESS_SECONDS ? null : `tocsin assess takes ${MOST_ASSESS_SECONDS} s or more.`;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const LAUNCHER = fileURLToPath(new URL('../bin/tocsin', import.meta.url));

/** User and system time of a command and all that it starts, which the shell adds up (POSIX `times`). */
function secondsOf(command: string[]): number {
  const out = execFileSync('sh', ['-c', '"$@" > /dev/null && times', 'sh', ...command], { encoding: 'utf8' });
  const children = out.trim().split('\n')[1] ?? '';
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0);
}

/** What a first report knows: nothing but awareness. All is read as its gravest. */
function breach(): PlanInput {
  const times = { at: AWARE, awareness: AWARE, openedAt: AWARE };
  const known = { facts: Facts.parse({}), dataFlow: dataFlowOf([]), systemsOf: {}, filings: {}, updates: {} };
  const decision = { conclusion: 'high-risk', reopened: false } as const;
  return { ...times, ...known, decided: { art33: decision, art34: decision }, scale: 1 };
}

/** We are every kind of party, data comes from everywhere, and every event has happened. */
function worstBreach(policy: CompiledPolicy): PlanInput {
  const { dataFlow, ...rest } = breach();
  const laws = policy.obligations.map(({ jurisdiction }) => (jurisdiction === 'EU' ? 'DE' : jurisdiction.slice(0, 2)));
  const events = Object.fromEntries(EventName.options.map((name) => [name, AWARE]));
  const facts = Facts.parse({ profile: [...ENTITY_KINDS], informationMissing: true, events });
  const filings = Object.fromEntries(policy.obligations.map(({ id }) => [id, AWARE]));
  return { ...rest, facts, filings, dataFlow: { ...dataFlow, countries: [...new Set(laws)].sort() } };
}

/** The same breach some minutes later. */
function later(input: PlanInput, minutes: number): PlanInput {
  const at = plusMs(AWARE, minutes * MINUTE_MS);
  const events = Object.fromEntries(Object.keys(input.facts.events).map((name) => [name, at]));
  const filings = Object.fromEntries(Object.keys(input.filings).map((id) => [id, at]));
  return { ...input, at, awareness: at, openedAt: at, filings, facts: { ...input.facts, events } };
}

/** Every trigger once, over contexts made beforehand. */
function triggersOf(policy: CompiledPolicy, input: PlanInput): () => number {
  const { context } = assess(policy.severity, input.facts, input.dataFlow);
  const known = obligationContext(context, 'high-risk', true);
  const { profile, established } = reachOf(policy, input);
  const pairs = policy.obligations.map(({ trigger, jurisdiction, regimeId }) => {
    const people = peopleIn(jurisdiction, input.facts);
    const law = breachOf(policy.laws[regimeId]?.terms, input.facts, people.here);
    return { trigger, context: { ...known, profile, established, ...people, ...law } };
  });
  return () => pairs.filter(({ trigger, context }) => trigger(context)).length;
}

/**
 * Runs per second of this process's CPU time, which other work on the machine does not change; but how fast its
 * processors are does change, from second to second. So both take turns, and the middle of the turns counts.
 */
function perSecond(...both: [(i: number) => unknown, (i: number) => unknown]): [number, number] {
  const turn = (run: (i: number) => unknown, seconds: number): number => {
    let runs = 0;
    const from = cpuSeconds();
    // The time is asked for once in ten runs: asking is no part of what is measured.
    while (cpuSeconds() - from < seconds) for (let i = 0; i < 10; i++) run(runs++);
    return runs / (cpuSeconds() - from);
  };
  for (const run of both) turn(run, 1);
  const turns = Array.from({ length: TURNS }, () => both.map((run) => turn(run, SECONDS / TURNS)));
  const middle = (which: 0 | 1) =>
    percentile(
      turns.map((pair) => pair[which] ?? 0),
      0.5,
    );
  return [middle(0), middle(1)];
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
