import { ApplicationFailure } from '@temporalio/common';
import { patched } from '@temporalio/workflow';
import { isFromNobody, isUnattended, roleOf } from '../domain/breach/upcast.ts';
import type { CommandRequest } from './messages.ts';

/** Who reaches Temporal can copy what was asked of one breach to another: each takes only what names it. */

/**
 * Before an update is decided.
 *
 * @throws ApplicationFailure `forbidden` for what was asked of another breach, or in no role; `unavailable` for what
 *   names no breach, as an API of versions until 0.3 asks
 */
export function requireOwn(request: CommandRequest, breachId: string): void {
  if (request.breachId === undefined) {
    const message =
      `This API is of an earlier version than the worker of ${breachId}. Nothing was done. ` +
      'Try again once it is updated.';
    throw ApplicationFailure.nonRetryable(message, 'unavailable', 'breach', {});
  }
  if (request.breachId !== breachId) {
    const message = `This was asked of another breach than ${breachId}.`;
    throw ApplicationFailure.nonRetryable(message, 'forbidden', 'breach', {});
  }
  if (roleOf(request) === undefined) {
    throw ApplicationFailure.nonRetryable('This was asked in no role.', 'forbidden', 'role', {});
  }
}

/**
 * Whether something that came by signal is refused unseen: it is of nobody, of another breach, or such that a person
 * decides it, who waits for the answer to an update. What names no breach was sent by a version until 0.3.
 */
export function isBarred(request: CommandRequest, breachId: string): boolean {
  if (isFromNobody(request)) return true;
  const isOwn = request.breachId === undefined || (request.breachId === breachId && roleOf(request) !== undefined);
  return !(isOwn && isUnattended(request)) && patched('own-commands');
}
