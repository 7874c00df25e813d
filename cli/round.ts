import { TocsinError } from '../domain/errors.ts';
import { optionOf } from './input.ts';
import type { VerbInput } from './verbs/verb.ts';

/** Which notice to a supplier or customer is meant; the newest where nothing is said. */
export function roundOf(input: VerbInput): number | undefined {
  const given = optionOf(input, 'round');
  if (given === undefined) return undefined;
  const round = Number(given);
  if (Number.isInteger(round) && round >= 1) return round;
  throw new TocsinError('bad-input', `--round takes a number from 1, not '${given}'.`, 'round');
}
