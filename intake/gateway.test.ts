import { describe, expect, it, jest } from '@jest/globals';
import {
  Client,
  Connection,
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { createGateway, toTocsinError } from './gateway.ts';

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

describe('a Temporal that is away', () => {
  it('is waited for once: the next command is answered without asking it again', async () => {
    // Nothing listens at port 9 of loopback.
    const connection = Connection.lazy({ address: '127.0.0.1:9' });
    const client = new Client({ connection });
    const gateway = createGateway(client, Date.now);
    await expect(gateway.ping()).rejects.toMatchObject({ code: 'unavailable' });
    const asked = jest.spyOn(client.workflow, 'getHandle');
    const command = { type: 'close', outcome: 'resolved', reasons: 'x', by: 'dpo', role: 'dpo', key: 'k' } as const;
    await expect(gateway.command('TOC-2026-0001', command)).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked).not.toHaveBeenCalled();
    await connection.close();
  });
});
