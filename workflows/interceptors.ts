import { ApplicationFailure } from '@temporalio/common';
import {
  log,
  patched,
  type SignalInput,
  type UpdateInput,
  type WorkflowExecuteInput,
  type WorkflowInboundCallsInterceptor,
  type WorkflowInterceptorsFactory,
} from '@temporalio/workflow';
import { LINES } from './log-lines.ts';
import { carryOverSignal, nudgeSignal, retrySignal } from './messages.ts';
import { UNSEALED } from './unsealed.ts';

/** Signals that carry nothing, and by which nothing is decided: they ask a workflow to look again. */
const BARE: ReadonlySet<string> = new Set([carryOverSignal.name, nudgeSignal.name, retrySignal.name]);

/**
 * Keeps from every workflow what nobody who holds a key has sealed for it. Each is passed on within the same step, so
 * that the order of things in a history stays as it was.
 */
const sealedOnly: WorkflowInboundCallsInterceptor = {
  execute(input: WorkflowExecuteInput, next) {
    // No failure of the workflow: with a wrong keyring all of them would end for good. Its task is tried again.
    return isUnsealed(input) ? Promise.reject(new Error(UNSEALED)) : next(input);
  },
  handleSignal(input: SignalInput, next) {
    // Version 0.1 told its children to end without a word; what it told them stands in histories.
    const isBareOfAll = input.args.length === 0 && !BARE.has(input.signalName) && patched('sealed-signals');
    if (!isBareOfAll && !isUnsealed(input)) return next(input);
    log.error(LINES.unsealed, { signal: input.signalName });
    return Promise.resolve();
  },
  validateUpdate(input: UpdateInput, next) {
    if (input.args.length === 0 || isUnsealed(input)) throw asUnsealed();
    next(input);
  },
};

export const interceptors: WorkflowInterceptorsFactory = () => ({ inbound: [sealedOnly] });

function isUnsealed({ args }: { args: unknown[] }): boolean {
  return args.includes(UNSEALED);
}

function asUnsealed(): ApplicationFailure {
  const message = 'This was not sealed for this workflow by Tocsin. Use the tocsin command or the API.';
  return ApplicationFailure.nonRetryable(message, 'forbidden');
}
