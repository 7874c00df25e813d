import { fileURLToPath } from 'node:url';
import { loadPolicy } from '../config/policy.ts';
import { dataFlowOf } from '../domain/dataflow.ts';
import { ENTITY_KINDS } from '../domain/entities.ts';
import { EventName, Facts } from '../domain/facts.ts';
import { makePlan } from '../domain/plan/make.ts';
import { reachOf } from '../domain/plan/reach.ts';
import type { PlanInput } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { obligationContext, peopleIn } from '../domain/policy/context.ts';
import { assess } from '../domain/severity/assess.ts';
import { type Instant, MINUTE_MS, plusMs } from '../domain/time.ts';
import { percentile } from './percentile.ts';

/**
 * All obligations planned for one breach, against the limit: bare evaluations of the same triggers. The floor holds for
 * a breach of the organisation as it ships, and for the worst breach there is, in which nearly all clocks run.
 */

const FLOOR_PLANS_PER_SECOND = 1_000;
const SECONDS = 6;
/** In so many turns. */
const TURNS = 30;
/** The same breach at so many minutes, in turn. */
const INPUTS = 500;
const AWARE: Instant = '2026-11-24T08:20:00.000Z';

/** Prints rates and ratio of both breaches; false where plans of either are slower than the floor. */
export function benchPlan(): boolean {
  const policy = loadPolicy(fileURLToPath(new URL('../policy', import.meta.url)));
  console.log(`${policy.obligations.length} obligations for one breach, ${SECONDS} s of one core each`);
  const worst = measure('the worst breach', policy, worstBreach(policy));
  const ordinary = measure('a breach', policy, breach());
  if (Math.min(worst, ordinary) >= FLOOR_PLANS_PER_SECOND) return true;
  console.error(`Fewer than ${FLOOR_PLANS_PER_SECOND} plans per second.`);
  return false;
}

/** Plans per second. */
function measure(name: string, policy: CompiledPolicy, input: PlanInput): number {
  const inputs = Array.from({ length: INPUTS }, (_, i) => later(input, i));
  const plan = (i: number) => makePlan(policy, inputs[i % INPUTS] ?? input, { trace: 'all' });
  const running = plan(0).obligations.filter(({ clock }) => clock !== null).length;
  const [plans, limit] = perSecond(plan, triggersOf(policy, input));
  const rates = `${Math.round(plans)} plans, ${Math.round(limit)} bare passes per second`;
  console.log(`${name} (${running} clocks run): ${rates}; a plan costs ${(limit / plans).toFixed(2)} bare passes`);
  return plans;
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
  const pairs = policy.obligations.map(({ trigger, jurisdiction }) => {
    return { trigger, context: { ...known, profile, established, ...peopleIn(jurisdiction, input.facts) } };
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
