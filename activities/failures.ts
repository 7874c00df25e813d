import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { type ErrorCode, TocsinError } from '../domain/errors.ts';

/**
 * The refusals that no retry mends: the same request meets the same answer, until a person looks at what was asked or
 * at what is stored. All others are tried again. `unavailable` and `not-found` go by themselves, as what is awaited
 * arrives; `internal` goes with the next deploy, with a key put back or with a record restored, and a warning must not
 * be given up for it in the meantime.
 */
const FINAL: readonly ErrorCode[] = [
  // What was asked is not possible, or not in this form.
  'bad-input',
  'too-large',
  // What is stored says something else: other events at these numbers, other content under this key.
  'conflict',
  'key-reused',
  'record-broken',
  'record-behind',
  // It was allowed when it was asked, and is not any more.
  'breach-closed',
  'not-approved',
];

/**
 * Runs an activity's work; what it throws becomes a failure with a closed type, final where its code is in `FINAL`.
 * Only our own messages pass: a driver's or a server's text may quote personal data. A workflow that meets a final
 * failure holds still, in sight, rather than to fail with its clocks.
 */
export async function asActivity<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    // A cancelled activity has not failed: whoever cancelled it, or another worker, goes on.
    if (error instanceof ApplicationFailure || error instanceof CancelledFailure) throw error;
    if (error instanceof TocsinError) {
      const { code: type, message } = error;
      throw ApplicationFailure.create({ type, message, nonRetryable: FINAL.includes(type) });
    }
    const name = error instanceof Error ? error.name : 'error';
    throw ApplicationFailure.create({ type: 'internal', message: `An activity failed with ${name}.` });
  }
}

/** A message that was surely not handed over: the retry policy tries again. */
export function notSent(detail: string): ApplicationFailure {
  return ApplicationFailure.create({ type: 'unavailable', message: `Not handed over (${detail}); tried again later.` });
}
