import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import type { ClockOptions } from './reading.ts';
import type { RunningRule } from './rule.ts';
import { count, showInstant } from './words.ts';

/** Duties without a number in the law: the organisation's own targets, and ends that somebody else sets. */

type Target = { due: Instant; latest: Instant | null; basis: 'law' | 'policy'; steps: string[] };
type Soft = Extract<RunningRule, { kind: 'soft-target' }>;
type SetElsewhere = Extract<RunningRule, { kind: 'set-elsewhere' }>;

export function readSoftTarget({ wording, soft, hours }: Soft, start: Instant): Target {
  return target(start, soft, hours, `The law says "${wording}" and names no number.`);
}

/** The recorded end binds as law where an order or a request set it; a contract is not law. */
export function readSetElsewhere(rule: SetElsewhere, start: Instant, { setTo = null }: ClockOptions): Target {
  const { by, soft, hours } = rule;
  if (setTo === null) {
    const article = by === 'order' ? 'An' : 'A';
    return target(start, soft, hours, `${article} ${by} sets the period; its end is not recorded.`);
  }
  const due = setTo > start ? setTo : start;
  const steps = [`Starts at ${showInstant(start)}.`, `Due: the end that the ${by} sets, ${showInstant(due)}.`];
  return by === 'contract' ? { due, latest: null, basis: 'policy', steps } : { due, latest: due, basis: 'law', steps };
}

function target(start: Instant, soft: string, hours: number, why: string): Target {
  const due = plusMs(start, hours * HOUR_MS);
  const steps = [
    `Starts at ${showInstant(start)}.`,
    why,
    `The organisation's own target '${soft}' is ${count(hours, 'hour')}: ${showInstant(due)}.`,
  ];
  return { due, latest: null, basis: 'policy', steps };
}
