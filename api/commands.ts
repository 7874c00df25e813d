import type { FastifyRequest } from 'fastify';
import type { CommandBody } from '../domain/breach/commands.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import { readBreach } from '../store/breaches.ts';
import { sha256Hex } from '../store/crypto/digest.ts';
import type { CommandOutcome } from '../workflows/messages.ts';
import { principalOf } from './authentication.ts';
import type { ApiDeps } from './deps.ts';
import { requireMatch } from './etags.ts';
import { idempotencyKey } from './idempotency.ts';

/** The breach as last recorded, or TocsinError('not-found'). */
export async function findBreach(deps: Pick<ApiDeps, 'store'>, breachId: string): Promise<BreachState> {
  const state = await readBreach(deps.store, breachId);
  if (state !== null) return state;
  throw new TocsinError(
    'not-found',
    'There is no breach of this id. One reported a moment ago appears within seconds.',
    'breachId',
  );
}

/**
 * Sends a person's command to the breach and waits until it is recorded. Its key holds the caller, the idempotency key
 * (hashed: it is the caller's own text) and what was asked, so that a repeated call is done once and another call under the same key is told apart.
 */
export async function runCommand(
  deps: ApiDeps,
  request: FastifyRequest,
  breachId: string,
  body: CommandBody,
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  requireMatch(request, state.seq);
  const by = principalOf(request).name;
  const { prefix, key } = keyOf(request, body.type);
  const other = state.doneKeys.find((done) => done.startsWith(prefix) && done !== key);
  if (other !== undefined) {
    throw new TocsinError(
      'key-reused',
      'This Idempotency-Key was used for another command; take a new one.',
      'idempotency-key',
    );
  }
  return deps.temporal.command(breachId, { ...body, by, key, askedAt: deps.clock() });
}

/** Whether this very call was done before: a form that is sent twice must not find its own doing in its way. */
export function wasDone({ doneKeys }: BreachState, request: FastifyRequest, type: CommandBody['type']): boolean {
  return doneKeys.includes(keyOf(request, type).key);
}

function keyOf(request: FastifyRequest, type: CommandBody['type']): { prefix: string; key: string } {
  const prefix = `${principalOf(request).name}:${sha256Hex(idempotencyKey(request)).slice(0, 32)}:`;
  return { prefix, key: `${prefix}${sha256Hex(JSON.stringify([type, request.body ?? null])).slice(0, 16)}` };
}
