import { ApplicationFailure } from '@temporalio/activity';
import { TocsinError } from '../domain/errors.ts';

/**
 * Runs an activity's work; what it throws becomes a failure with a closed type. Only our own messages pass: a driver's
 * or a server's text may quote personal data. None is final: a breach that cannot go on now waits, in sight, until what
 * is wrong is mended, rather than to fail with its clocks.
 */
export async function asActivity<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    if (error instanceof TocsinError) {
      throw ApplicationFailure.create({ type: error.code, message: error.message });
    }
    const name = error instanceof Error ? error.name : 'error';
    throw ApplicationFailure.create({ type: 'internal', message: `An activity failed with ${name}.` });
  }
}

/** A message that was surely not handed over: the retry policy tries again. */
export function notSent(detail: string): ApplicationFailure {
  return ApplicationFailure.create({ type: 'unavailable', message: `Not handed over (${detail}); tried again later.` });
}
