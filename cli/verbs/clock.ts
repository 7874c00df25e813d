import { loadPolicy } from '../../config/policy.ts';
import { computeClock, otherStartOf } from '../../domain/clock/compute.ts';
import { zoneOf } from '../../domain/clock/place.ts';
import type { ClockOptions } from '../../domain/clock/reading.ts';
import type { ResolvedRule } from '../../domain/clock/rule.ts';
import { ZoneName } from '../../domain/clock/zone-name.ts';
import { TocsinError } from '../../domain/errors.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import type { CompiledObligation, CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import { policyDirOf } from '../address.ts';
import { argumentOf, optionOf, requireOption } from '../input.ts';
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
  ],
  arguments: [{ name: 'obligation', describe: 'its id in policy/regimes' }],
  options: {
    start: { type: 'string', value: '<instant>', describe: 'when its period starts: ISO 8601 with offset' },
    aware: { type: 'string', value: '<instant>', describe: 'awareness, for a duty with a second clock from it' },
    zone: {
      type: 'string',
      value: '<IANA>',
      describe: "read days there (default: the law's, else the organisation's)",
    },
  },
  role: null,
  async run(input) {
    const { obligation, organisation } = findObligation(input);
    const rule = obligation.clock;
    const start = instantOf('start', requireOption(input, 'start'));
    const options: ClockOptions = {
      zone: zoneOption(input),
      homeZone: organisation.zone,
      other: otherOf(input, rule, start),
    };
    const json = { obligation: obligation.id, start: seconds(start), ...answer(rule, start, options) };
    return { json, text: describe(json, obligation) };
  },
};

type Answer = { zone: string; due: string | null; latest: string | null; rule: string; steps: string[] };

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

function findObligation(input: VerbInput): Pick<CompiledPolicy, 'organisation'> & { obligation: CompiledObligation } {
  const id = argumentOf(input, 'obligation');
  const { obligations, organisation } = loadPolicy(policyDirOf(input.env));
  const obligation = obligations.find((o) => o.id === id);
  if (obligation !== undefined) return { obligation, organisation };
  const family = id.split('-')[0] ?? '';
  const near = obligations.map((o) => o.id).filter((other) => family !== '' && other.startsWith(`${family}-`));
  const hint = near.length > 0 ? `there are ${near.join(', ')}` : "'tocsin policy check' counts what there is";
  throw new TocsinError('unknown-obligation', `There is no obligation '${id}'; ${hint}.`, 'obligation');
}

/** The instant of the second clock. Refused where there is none to start: it would be silently left out. */
function otherOf(input: VerbInput, rule: ResolvedRule, start: Instant): Instant | null {
  const given = optionOf(input, 'aware');
  if (given === undefined) return null;
  if (rule.kind === 'no-clock' || otherStartOf(rule) !== 'awareness') {
    throw new TocsinError('bad-input', 'This duty has no second clock from awareness: give --start alone.', 'aware');
  }
  const aware = instantOf('aware', given);
  if (aware <= start) return aware;
  throw new TocsinError('bad-input', `--start comes before --aware (${given}): one of them is wrong.`, 'start');
}

function zoneOption(input: VerbInput): string | undefined {
  const given = optionOf(input, 'zone');
  if (given === undefined || ZoneName.safeParse(given).success) return given;
  throw new TocsinError('bad-input', `--zone takes an IANA time zone such as Europe/Berlin, not '${given}'.`, 'zone');
}

const EARLIEST = '1990-01-01';
const BEYOND = '2200-01-01';

/** Seconds may be left out. Holidays of the far past and future are not known, so such instants are refused. */
function instantOf(option: string, given: string): Instant {
  const parsed = InstantInput.safeParse(given.replace(/T(\d\d:\d\d)(?=Z|[+-])/, 'T$1:00'));
  if (!parsed.success) {
    const like = '2026-11-24T09:20:00+01:00';
    throw new TocsinError(
      'bad-input',
      `--${option} takes an ISO 8601 instant with an offset, such as ${like}, not '${given}'.`,
      option,
    );
  }
  if (parsed.data >= EARLIEST && parsed.data < BEYOND) return parsed.data;
  throw new TocsinError('bad-input', `--${option} ${given} is not between ${EARLIEST} and ${BEYOND}.`, option);
}

function describe(answer: Answer, { article, title }: CompiledObligation): string {
  const show = (instant: string | null) =>
    instant === null ? 'none: the law names no number' : bothTimes(instant, answer.zone);
  const clocks = [`due     ${show(answer.due)}`, `latest  ${show(answer.latest)}`];
  const steps = answer.steps.map((step) => `  ${step}`);
  return printable([`${article}: ${title}`, ...(answer.due === null ? [] : clocks), ...steps].join('\n'));
}
