import { loadKeptPolicy } from '../../config/kept-policy.ts';
import { computeClock } from '../../domain/clock/compute.ts';
import { zoneOf } from '../../domain/clock/place.ts';
import type { ClockOptions } from '../../domain/clock/reading.ts';
import type { ResolvedRule } from '../../domain/clock/rule.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { CompiledObligation, CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import { policyDirOf } from '../address.ts';
import { CLOCK_OPTIONS, readClockOptions } from '../clock-options.ts';
import { argumentOf } from '../input.ts';
import { nearest } from '../nearest.ts';
import { printable } from '../output/printable.ts';
import { seconds } from '../output/seconds.ts';
import { bothTimes } from '../output/time.ts';
import type { Verb, VerbInput } from './verb.ts';

export const clock: Verb = {
  name: 'clock',
  summary: 'compute the deadline of one duty offline, step by step',
  examples: [
    'tocsin clock gdpr-art33-1-authority --start 2026-11-24T09:20:00+01:00',
    'tocsin clock dora-initial --start 2026-11-24T14:30:00+01:00 --aware 2026-11-24T08:10:00+01:00 --json',
    'tocsin clock us-vt-ag-14bd --start 2026-11-24T09:00-05:00 --event consumer-notice=2026-12-01T09:00-05:00',
  ],
  arguments: [{ name: 'obligation', describe: 'its id in policy/regimes' }],
  options: CLOCK_OPTIONS,
  role: null,
  async run(input) {
    const { obligation, organisation } = await findObligation(input);
    const rule = obligation.clock;
    const { start, options } = readClockOptions(input, rule);
    const json = {
      obligation: obligation.id,
      start: seconds(start),
      ...answer(rule, start, { ...options, homeZone: organisation.zone }),
    };
    return { json, text: describe(json, obligation) };
  },
};

type Answer = { zone: string; due: string | null; latest: string | null; rule: string; steps: string[] };

/** The one that was meant, else those that begin alike, else where they stand. */
function hintFor(id: string, obligations: readonly CompiledObligation[]): string {
  const ids = obligations.map((o) => o.id);
  const family = ids.filter((other) => other.startsWith(`${id.split('-')[0]}-`));
  const near = nearest(id, family);
  if (near !== null) return `Did you mean '${near}'?`;
  if (family.length > 0) return `There are ${family.join(', ')}.`;
  return 'The files in regimes/ of the policy name them all.';
}

/** A duty without a clock has neither instant, and one step that says why. */
function answer(rule: ResolvedRule, start: Instant, options: ClockOptions): Answer {
  if (rule.kind === 'no-clock') {
    return {
      zone: options.zone ?? options.homeZone ?? 'UTC',
      due: null,
      latest: null,
      rule: rule.kind,
      steps: [rule.reason],
    };
  }
  const { due, latest, rule: name, steps } = computeClock(rule, start, 1, options);
  return { zone: zoneOf(rule, options), due: seconds(due), latest: latest && seconds(latest), rule: name, steps };
}

async function findObligation(
  input: VerbInput,
): Promise<Pick<CompiledPolicy, 'organisation'> & { obligation: CompiledObligation }> {
  const id = argumentOf(input, 'obligation');
  const { obligations, organisation } = await loadKeptPolicy(policyDirOf(input.env));
  const obligation = obligations.find((o) => o.id === id);
  if (obligation !== undefined) return { obligation, organisation };
  throw new TocsinError(
    'unknown-obligation',
    `There is no obligation '${id}'. ${hintFor(id, obligations)}`,
    'obligation',
  );
}

function describe(answer: Answer, { article, title }: CompiledObligation): string {
  const show = (instant: string | null) =>
    instant === null ? 'none: the law names no number' : bothTimes(instant, answer.zone);
  const clocks = [`due     ${show(answer.due)}`, `latest  ${show(answer.latest)}`];
  const steps = answer.steps.map((step) => `  ${step}`);
  return printable([`${article}: ${title}`, ...(answer.due === null ? [] : clocks), ...steps].join('\n'));
}
