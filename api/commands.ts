import type { FastifyRequest } from 'fastify';
import type { CommandBody } from '../domain/breach/commands.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import { readBreach } from '../store/breaches.ts';
import { readCheckedStream } from '../store/chain.ts';
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

/** What leaves the house on the strength of the record. */
const ON_THE_RECORD: readonly CommandBody['type'][] = ['approve-filing', 'file', 'approve-campaign'];

/** Refuses to act on a record that was changed from outside. @throws TocsinError `record-broken` */
export async function requireWholeRecord({ store }: Pick<ApiDeps, 'store'>, state: BreachState): Promise<void> {
  const { breachId, seq } = state;
  const { findings, verifiedTo } = await readCheckedStream(store, breachId, seq);
  if (findings.length === 0) return;
  const message = `The record of breach ${breachId} does not verify from event ${verifiedTo + 1} on: it was changed from outside. Nothing was filed or approved. Restore it first; until then file by the authority's own form.`;
  throw new TocsinError('record-broken', message);
}

/**
 * Sends a person's command to the breach and waits until it is recorded. Its key holds the caller, the idempotency key
 * (hashed: it is the caller's own text) and what was asked, so that a repeated call is done once and another call under the same key is told apart.
 * What is filed or approved rests on the record, which is verified first.
 */
export async function runCommand(
  deps: ApiDeps,
  request: FastifyRequest,
  breachId: string,
  body: CommandBody,
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  const by = principalOf(request).name;
  const { prefix, key } = keyOf(request, body.type);
  // Sent again because its answer was lost, it finds its own doing: that is no change by somebody else.
  if (!state.doneKeys.includes(key)) requireMatch(request, state.seq);
  const other = state.doneKeys.find((done) => done.startsWith(prefix) && done !== key);
  if (other !== undefined) {
    throw new TocsinError(
      'key-reused',
      'This Idempotency-Key was used for another command; take a new one.',
      'idempotency-key',
    );
  }
  if (ON_THE_RECORD.includes(body.type)) await requireWholeRecord(deps, state);
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
