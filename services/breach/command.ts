import { setTimeout as delay } from 'node:timers/promises';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { isLate } from '../../domain/breach/decide/work.ts';
import { onTheRecord } from '../../domain/breach/on-the-record.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { type ErrorCode, TocsinError } from '../../domain/errors.ts';
import { readBreach } from '../../store/breaches.ts';
import { type DoneCommand, findCommandsUnder } from '../../store/commands.ts';
import { blindIndexes, sha256Hex } from '../../store/crypto/digest.ts';
import type { Keyring } from '../../store/crypto/keyring.ts';
import type { CommandOutcome, CommandRequest } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import type { ServiceDeps } from '../deps.ts';
import { sendToClosed } from './late.ts';
import { requireWholeRecord } from './whole-record.ts';

/** The breach as last recorded, or TocsinError('not-found'). */
export async function findBreach(deps: Pick<ServiceDeps, 'store'>, breachId: string): Promise<BreachState> {
  const state = await readBreach(deps.store, breachId);
  if (state !== null) return state;
  throw new TocsinError(
    'not-found',
    'There is no breach of this id. One reported a moment ago appears within seconds.',
    'breachId',
  );
}

/** What every command can be refused with; each adds its own. */
export const COMMAND_REFUSALS = [
  'not-found',
  'stale',
  'key-reused',
  'conflict',
  'breach-closed',
  'record-broken',
  'record-behind',
] as const satisfies readonly ErrorCode[];

/** Whether what a form was shown still holds. It is asked again whenever something else came in between. */
export type StillSeen = (state: BreachState) => boolean | Promise<boolean>;

/** Tries at an unmoved breach. One that moves on oftener than this is being written to by a storm. */
const MOST_TRIES = 8;
const READ_AGAIN_MS = 20;
const MOST_READS = 100;

/** What else a command is bound to. */
export type Binding = {
  stillSeen?: StillSeen | undefined;
  /**
   * Done once nothing speaks against the command, before it is sent; done again where the breach has moved meanwhile.
   */
  prepare?: () => Promise<void>;
  /** What of the command is counted on the very state that it is done on; counted anew where the breach has moved. */
  measure?: (state: BreachState) => Promise<Partial<CommandBody>>;
  /** How it reaches the breach; by an update to its workflow, begun anew where it has ended, where nothing is said. */
  send?: ServiceDeps['temporal']['command'];
};

/** As {@link sendCommand}, for a breach that nothing was read of yet. @throws TocsinError `not-found` too */
export async function runCommand(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  body: CommandBody,
  stillSeen?: StillSeen,
): Promise<CommandOutcome> {
  return sendCommand(deps, asked, await findBreach(deps, breachId), body, { stillSeen });
}

/**
 * Sends a person's command to the breach and waits until it is recorded. Its key holds the caller, the idempotency key
 * (hashed: it is the caller's own text) and what was asked, so that a repeated call is done once, and answered as the
 * first time, and another call under the same key is told apart. What rests on the record is done only on one that
 * verifies.
 *
 * With `If-Match`, `stillSeen` or `measure` it is done on exactly the state that was looked at: the breach refuses it
 * once it has moved, and it is looked at anew.
 *
 * @param read the breach as it was read for this call
 * @throws TocsinError `stale` for another version than `If-Match` names, and, with field `seen`, where `stillSeen`
 *   does not hold any more, or the breach does not stand still; `record-behind` where the database was restored to a
 *   state that is older than the breach
 */
export async function sendCommand(
  deps: ServiceDeps,
  asked: Asked,
  read: BreachState,
  body: CommandBody,
  { stillSeen, prepare, measure, send: ownWay }: Binding = {},
): Promise<CommandOutcome> {
  const { breachId } = read;
  const keys = keysOf(deps.store.keyring, asked, body.type);
  const { by, role, isPerson, requestId, language } = asked;
  const command: CommandRequest = {
    ...body,
    by,
    role,
    isPerson,
    key: keys.key,
    askedAt: deps.clock(),
    requestId,
    ...(language !== undefined && { language }),
  };
  const isBound = stillSeen !== undefined || measure !== undefined || asked.condition.namesVersion;
  // A closed breach's workflow has ended; what it takes all the same opens nothing again.
  const send = (to: string, request: CommandRequest) => {
    if (ownWay !== undefined) return ownWay(to, request);
    return isLate(state, body) ? sendToClosed(deps, to, request) : deps.temporal.command(to, request);
  };
  let state = read;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const done = await findCommandsUnder(deps.store, breachId, keys.prefix);
    const before = done.find(({ key }) => key === keys.key || keys.earlier.includes(key));
    if (before !== undefined) return { seq: before.seq };
    await requireSendable(deps, asked, state, { body, done, stillSeen });
    await prepare?.();
    const measured = (await measure?.(state)) as Partial<CommandRequest> | undefined;
    const known = { ...command, ...measured, recordedSeq: state.seq } as CommandRequest;
    if (!isBound) return send(breachId, known);
    try {
      return await send(breachId, { ...known, ifSeq: state.seq });
    } catch (error) {
      if (!(error instanceof TocsinError) || error.code !== 'stale') throw error;
      state = await readUpTo(deps, breachId, error.members.seq ?? state.seq);
    }
  }
  const message = 'Others write to this breach without a pause just now, so nothing was done. Send it once more.';
  throw new TocsinError('stale', message, 'seen', { why: 'busy' });
}

type Sending = { body: CommandBody; done: readonly DoneCommand[]; stillSeen: StillSeen | undefined };

/** All that is asked of the state a command is sent on. `done`: other commands under the same Idempotency-Key. */
async function requireSendable(
  deps: ServiceDeps,
  asked: Asked,
  state: BreachState,
  { body, done, stillSeen = () => true }: Sending,
): Promise<void> {
  asked.condition.require(state.seq);
  if (done.length > 0) {
    throw new TocsinError(
      'key-reused',
      'This Idempotency-Key was used for another command; take a new one.',
      'idempotency-key',
    );
  }
  if (!(await stillSeen(state))) {
    throw new TocsinError('stale', 'Somebody else changed this meanwhile; look at it again.', 'seen');
  }
  const resting = onTheRecord(state, body);
  if (resting !== null) await requireWholeRecord(deps, state, resting);
}

/**
 * The breach once what the workflow has decided already is stored too, which takes a moment.
 * @throws TocsinError `record-behind` where it is not stored within 2 s
 */
async function readUpTo(deps: Pick<ServiceDeps, 'store'>, breachId: string, seq: number): Promise<BreachState> {
  let state = await findBreach(deps, breachId);
  for (let reads = 1; state.seq < seq && reads < MOST_READS; reads += 1) {
    await delay(READ_AGAIN_MS);
    state = await findBreach(deps, breachId);
  }
  if (state.seq >= seq) return state;
  throw new TocsinError(
    'record-behind',
    `${breachId} is at event ${seq}, and the database holds ${state.seq}; nothing was done. Try again in a moment. ` +
      'If it stays so, MongoDB was restored from an older copy: tell the administrator.',
    'breach',
    { seq },
  );
}

/** `earlier`: as an earlier key of the keyring made it, and version 0.4, for whoever repeats what was done then. */
type Keys = { prefix: string; key: string; earlier: string[] };

/**
 * The key of a command stands in clear beside its event, so what it holds of the content is keyed: a bare digest would
 * give away short reasons and small numbers to whoever tries them.
 */
function keysOf(keyring: Keyring, { by, idempotencyKey, content }: Asked, type: CommandBody['type']): Keys {
  const prefix = `${by}:${sha256Hex(idempotencyKey).slice(0, 32)}:`;
  const text = JSON.stringify([type, content]);
  const keyOf = (digest: string) => `${prefix}${digest.slice(0, 16)}`;
  const [today = '', ...others] = blindIndexes(keyring, 'command', text);
  return { prefix, key: keyOf(today), earlier: [...others, sha256Hex(text)].map(keyOf) };
}
