import { TocsinError } from '../domain/errors.ts';
import { argumentOf, optionOf } from './input.ts';
import type { VerbInput } from './verbs/verb.ts';

/** What the bytes of an alert are sent as: lines of text, as some sources take them, are no JSON. */
export function mediaTypeOf(bytes: Buffer): 'application/json' | 'text/plain' {
  return /^\s*[[{"]/.test(bytes.subarray(0, 1_000).toString('utf8')) ? 'application/json' : 'text/plain';
}

/** Of a verb that takes an alert: `<source> <file>`, or the file alone with `--source`. */
export const ALERT_ARGUMENTS = [
  { name: 'source', describe: 'who sends it, such as okta; may be left out' },
  { name: 'file', describe: 'the alert as its source sends it, - for standard input', optional: true },
];

/** Who sends it, and the file. @throws TocsinError `bad-input` where the source is named twice */
export function alertAsked(input: VerbInput): { source: string; file: string } {
  const [first, second] = [argumentOf(input, 'source'), input.args.file];
  const named = optionOf(input, 'source');
  if (second === undefined) return { source: named ?? 'aws-guardduty', file: first };
  if (named === undefined) return { source: first, file: second };
  throw new TocsinError('bad-input', 'Name the source once: before the file, or by --source.', 'source');
}
