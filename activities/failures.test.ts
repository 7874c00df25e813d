import { describe, expect, it } from '@jest/globals';
import { type ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { ERROR_CODES, TocsinError } from '../domain/errors.ts';
import { asActivity, notSent } from './failures.ts';

const failureOf = (error: unknown) =>
  asActivity(() => Promise.reject(error)).then(
    () => null,
    (failure: unknown) => failure as ApplicationFailure,
  );

describe('a failure of an activity', () => {
  it('is final where the same request would meet the same answer', async () => {
    const failures = await Promise.all(ERROR_CODES.map((code) => failureOf(new TocsinError(code, 'Refused.'))));
    const final = failures.filter((failure) => failure?.nonRetryable === true).map((failure) => failure?.type);
    expect(final).toEqual([
      'bad-input',
      'too-large',
      'key-reused',
      'conflict',
      'not-approved',
      'record-broken',
      'record-behind',
      'breach-closed',
    ]);
  });

  it('keeps the words of ours, which name what to do, with their code', async () => {
    const failure = await failureOf(new TocsinError('conflict', 'Event 3 of TOC-2026-0001 is another one.'));
    expect(failure).toMatchObject({ type: 'conflict', message: 'Event 3 of TOC-2026-0001 is another one.' });
  });

  it('says no word of a driver, and is tried again', async () => {
    const failure = await failureOf(new TypeError('E11000 dup key: { email: "ada@example.org" }'));
    expect(failure).toMatchObject({ type: 'internal', message: 'An activity failed with TypeError.' });
    expect(failure?.nonRetryable).toBeFalsy();
  });

  it('that was made on purpose stays as it is', async () => {
    const failure = notSent('421');
    expect(await failureOf(failure)).toBe(failure);
    expect(failure.nonRetryable).toBeFalsy();
  });

  it('is none where it was cancelled', async () => {
    const cancelled = new CancelledFailure('The worker stops.');
    expect(await failureOf(cancelled)).toBe(cancelled);
  });
});
