import { otherStartOf } from '../domain/clock/compute.ts';
import type { ClockOptions } from '../domain/clock/reading.ts';
import type { ResolvedRule } from '../domain/clock/rule.ts';
import type { ClockStart } from '../domain/clock/start.ts';
import { ZoneName } from '../domain/clock/zone-name.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { countedInstant } from './counted-instant.ts';
import { optionOf, requireOption } from './input.ts';
import type { OptionSpec, VerbInput } from './verbs/verb.ts';

/** What the clock of one duty is asked with. */
export const CLOCK_OPTIONS: Record<string, OptionSpec> = {
  start: { type: 'string', value: '<instant>', describe: 'when its period starts: ISO 8601 with offset' },
  aware: { type: 'string', value: '<instant>', describe: 'awareness, for a duty with a second clock from it' },
  event: {
    type: 'string',
    value: '<name>=<instant>',
    describe: 'what another second clock counts from, such as consumer-notice=2026-12-01T09:00-05:00',
  },
  end: {
    type: 'string',
    value: '<instant>',
    describe: 'the end that an order, a request or a contract sets, for a duty that has its period from there',
  },
  zone: { type: 'string', value: '<IANA>', describe: "read days there (default: the law's, else the organisation's)" },
};

export type ClockQuestion = { start: Instant; options: Pick<ClockOptions, 'zone' | 'other' | 'setTo'> };

/**
 * Reads {@link CLOCK_OPTIONS} for one rule. Throws `bad-input` that names the option; also for an instant that the rule
 * does not count from: it would be left out in silence.
 */
export function readClockOptions(input: VerbInput, rule: ResolvedRule): ClockQuestion {
  const start = countedInstant('start', requireOption(input, 'start'));
  return {
    start,
    options: { zone: zoneOf(input), other: otherOf(input, rule, start), setTo: endOf(input, rule, start) },
  };
}

/** Events that cannot come after the start of the clock beside theirs. */
const BEFORE_THE_START: readonly string[] = ['awareness', 'occurrence'];

function otherOf(input: VerbInput, rule: ResolvedRule, start: Instant): Instant | null {
  const given = eventOf(input);
  if (given === null) return null;
  const { option, name, instant } = given;
  const other = rule.kind === 'no-clock' ? null : otherStartOf(rule);
  if (other === null || name !== nameOf(other)) {
    const why =
      other === null
        ? `This duty has no second clock from ${name}: give --start alone.`
        : `The second clock of this duty counts from ${nameOf(other)}, not ${name}: give ${asOption(other)}.`;
    throw new TocsinError('bad-input', why, option);
  }
  if (instant <= start || !BEFORE_THE_START.includes(name)) return instant;
  throw new TocsinError('bad-input', `--start comes before --${option} (${instant}): one of them is wrong.`, 'start');
}

type GivenEvent = { option: 'aware' | 'event'; name: string; instant: Instant };

function eventOf(input: VerbInput): GivenEvent | null {
  const [aware, event] = [optionOf(input, 'aware'), optionOf(input, 'event')];
  if (aware !== undefined && event !== undefined) {
    throw new TocsinError('bad-input', 'A duty has one second clock: give --aware or --event, not both.', 'event');
  }
  if (aware !== undefined) return { option: 'aware', name: 'awareness', instant: countedInstant('aware', aware) };
  if (event === undefined) return null;
  const [, name, instant] = /^([^=]+)=(.*)$/.exec(event) ?? [];
  if (name !== undefined && instant !== undefined)
    return { option: 'event', name, instant: countedInstant('event', instant) };
  const like = 'consumer-notice=2026-12-01T09:00-05:00';
  throw new TocsinError('bad-input', `--event takes <name>=<instant>, such as ${like}, not '${event}'.`, 'event');
}

function nameOf(start: ClockStart): string {
  return typeof start === 'string' ? start : start.filed;
}

function asOption(start: ClockStart): string {
  return start === 'awareness' ? '--aware <instant>' : `--event ${nameOf(start)}=<instant>`;
}

function endOf(input: VerbInput, rule: ResolvedRule, start: Instant): Instant | null {
  const given = optionOf(input, 'end');
  if (given === undefined) return null;
  if (rule.kind !== 'set-elsewhere') {
    throw new TocsinError('bad-input', 'The law itself sets the end of this duty: leave --end out.', 'end');
  }
  const end = countedInstant('end', given);
  if (end >= start) return end;
  throw new TocsinError('bad-input', `--end (${given}) comes before --start: one of them is wrong.`, 'end');
}

function zoneOf(input: VerbInput): string | undefined {
  const given = optionOf(input, 'zone');
  if (given === undefined || ZoneName.safeParse(given).success) return given;
  throw new TocsinError('bad-input', `--zone takes an IANA time zone such as Europe/Berlin, not '${given}'.`, 'zone');
}
