import { describe, expect, it } from '@jest/globals';
import { ServiceError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { toTocsinError } from './gateway.ts';

describe('errors of Temporal', () => {
  it('give the code and the field with which a breach refused', () => {
    const refused = ApplicationFailure.nonRetryable('Give the reasons.', 'reasons-missing', 'reasons');
    const error = toTocsinError(new WorkflowUpdateFailedError('Update failed', refused));
    expect(error).toMatchObject({ code: 'reasons-missing', field: 'reasons', message: 'Give the reasons.' });
  });

  it('keep a foreign failure’s text out of the answer', () => {
    const foreign = ApplicationFailure.nonRetryable('mongodb://user:secret@host is away', 'MongoError');
    const error = toTocsinError(new WorkflowUpdateFailedError('Update failed', foreign));
    expect(error.code).toBe('internal');
    expect(error.message).not.toContain('secret');
    expect(toTocsinError(new Error('secret')).message).not.toContain('secret');
  });

  it.each([
    ['unavailable', new ServiceError('14 UNAVAILABLE')],
    ['unavailable', new WorkflowUpdateRPCTimeoutOrCancelledError('deadline')],
    ['breach-closed', new WorkflowNotFoundError('none', 'breach/TOC-2026-0001', undefined)],
  ])('are %s for %p', (code, error) => {
    expect(toTocsinError(error).code).toBe(code);
  });
});
