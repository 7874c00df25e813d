import { type Model, trusted } from 'mongoose';
import type { Exercise } from '../domain/breach/events.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndex } from './crypto/digest.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { assignBreaches } from './references.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';
import { createTurns } from './turns.ts';

const INTAKE_KINDS = ['alert', 'report', 'acknowledgement'] as const;
export type IntakeKind = (typeof INTAKE_KINDS)[number];

/** What came in from outside, before anything is done with it. */
export type NewIntake = {
  kind: IntakeKind;
  /** The name of the token or source under which `key` is unique. */
  scope: string;
  /** The sender's idempotency key. */
  key: string;
  bodySha256: string;
  receivedAt: Instant;
  /** Alerts with the same correlation belong to one breach while it is open. */
  correlation: string | null;
  exercise: Exercise | null;
  payload: unknown;
};

export type Intake = Omit<NewIntake, 'bodySha256'> & {
  id: string;
  /** Null where it starts or joins no breach. */
  breachId: string | null;
  /** `pending`: the relay has to hand it to a workflow. `kept`: there is nothing to start. */
  status: 'pending' | 'relayed' | 'kept';
  attempts: number;
};

type Sealed = Pick<NewIntake, 'key' | 'correlation' | 'payload'>;
export type IntakeDoc = Omit<Intake, 'id' | keyof Sealed> & {
  _id: string;
  bodySha256: string;
  sealed: string;
  relayedAt?: Instant;
  lastFailure?: string;
  /** The relay that works on it, and how long it may; see `intake-leases.ts`. */
  leaseOwner?: string;
  /** With an owner, when the lease runs out; without, not to be tried before. */
  leaseUntil?: Instant;
  /** How often it was leased. */
  claims?: number;
  /** The reference it was taken in under, where that turned out to be another breach's; see `intake-references.ts`. */
  formerly?: string;
};

export const intakeSchema = defineSchema<IntakeDoc>({
  /** Blind index of kind, scope and key: the primary key decides which of two equal calls was first. */
  _id: text,
  kind: { type: String, required: true, enum: INTAKE_KINDS },
  scope: text,
  bodySha256: text,
  receivedAt: text,
  breachId: optionalText,
  /** Null for what is real. */
  exercise: { type: { scale: { type: Number, required: true } }, _id: false, default: null },
  status: { type: String, required: true, enum: ['pending', 'relayed', 'kept'] },
  attempts: integer,
  /** Key, correlation and payload, sealed. */
  sealed: text,
  relayedAt: String,
  lastFailure: String,
  leaseOwner: String,
  leaseUntil: String,
  claims: Number,
  formerly: String,
})
  // The relay asks for what is pending only, which is little beside all that was ever taken in.
  .index({ attempts: 1, receivedAt: 1, _id: 1 }, { partialFilterExpression: { status: 'pending' } })
  .index({ breachId: 1, attempts: 1, receivedAt: 1, _id: 1 }, { partialFilterExpression: { status: 'pending' } })
  .index({ leaseUntil: 1 }, { partialFilterExpression: { status: 'pending' } })
  .index({ kind: 1, scope: 1, receivedAt: -1, _id: -1 })
  .index({ breachId: 1 })
  .index({ formerly: 1 }, { sparse: true });

/**
 * Keeps what came in, before it is answered. Idempotent on kind, scope and key: the same body again gives the first
 * record with `repeated`. With `opens` it belongs to the still-open breach of its correlation or else to a new
 * reference; without, it joins that breach or is only kept. An acknowledgement belongs to the breach its payload names.
 * All in one transaction, shared with others that come in at the same moment: no reference is taken in vain.
 *
 * @throws TocsinError `key-reused` when the key came with another body before
 */
export async function acceptIntake(
  store: Store,
  intake: NewIntake,
  opens: boolean,
): Promise<{ intake: Intake; repeated: boolean }> {
  const _id = blindIndex(store.keyring, 'intake', JSON.stringify([intake.kind, intake.scope, intake.key]));
  const { doc, isRepeated } = await acceptInTurn(store, { _id, intake, opens });
  if (doc.bodySha256 !== intake.bodySha256) {
    throw new TocsinError(
      'key-reused',
      'This idempotency key came with another body before. Send new content under a new key.',
    );
  }
  return { intake: openDoc(store, doc), repeated: isRepeated };
}

type Asked = { _id: string; intake: NewIntake; opens: boolean };
type Accepted = { doc: IntakeDoc; isRepeated: boolean };

/** Of two that ask under one id the first is kept, and the other is told of it. */
const acceptInTurn = createTurns<Asked, Accepted>(async (store, session, asked) => {
  const _id = trusted({ $in: asked.map((one) => one._id) });
  const found = await intakeModel(store).find({ _id }, null, { session }).lean();
  const known = new Map<string, IntakeDoc>(found.map((doc) => [doc._id, doc]));
  const byId = new Map(asked.toReversed().map((one) => [one._id, one]));
  const fresh = asked.filter((one) => byId.get(one._id) === one && !known.has(one._id));
  const assignable = fresh.map(({ intake, opens }) => ({ ...intake, opens }));
  const breachIds = await assignBreaches(store, session, assignable);
  const docs = fresh.map((one, index) => newDoc(store, one._id, one.intake, breachIds[index] ?? null));
  if (docs.length > 0) await intakeModel(store).insertMany(docs, { session });
  for (const doc of docs) known.set(doc._id, doc);
  return asked.map((one) => ({ doc: known.get(one._id) as IntakeDoc, isRepeated: !fresh.includes(one) }));
});

/** One record, opened. @throws TocsinError `not-found`, or `internal` where it does not open */
export async function readIntake(store: Store, id: string): Promise<Intake> {
  const doc = await intakeModel(store).findById(id).lean();
  if (doc === null) throw new TocsinError('not-found', 'There is no such intake record.');
  return openDoc(store, doc);
}

/** Reports of one caller, newest first; `after` is the place where the page before ended. */
export async function listReports(
  store: Store,
  scope: string,
  { limit, after }: { limit: number; after?: { at: Instant; id: string } },
): Promise<Intake[]> {
  const older =
    after === undefined
      ? {}
      : {
          $or: [{ receivedAt: trusted({ $lt: after.at }) }, { receivedAt: after.at, _id: trusted({ $lt: after.id }) }],
        };
  const docs = await intakeModel(store)
    .find({ kind: 'report', scope, ...older })
    .sort({ receivedAt: -1, _id: -1 })
    .limit(limit)
    .lean();
  return docs.map((doc) => openDoc(store, doc));
}

/** The report of a caller that goes by this reference: its own, or of the breach that it opened. Null where it has none. */
export async function findReport(store: Store, scope: string, reference: string): Promise<Intake | null> {
  const doc = await intakeModel(store)
    .findOne({ kind: 'report', scope, $or: [{ _id: reference }, { breachId: reference }, { formerly: reference }] })
    .lean();
  return doc === null ? null : openDoc(store, doc);
}

export function intakeModel(store: Store): Model<IntakeDoc> {
  return store.connection.model<IntakeDoc>('intake');
}

function newDoc(store: Store, _id: string, intake: NewIntake, breachId: string | null): IntakeDoc {
  const { kind, scope, bodySha256, receivedAt, exercise, key, correlation, payload } = intake;
  const sealed = sealJson(store.keyring, { key, correlation, payload } satisfies Sealed, context(_id));
  const status = breachId === null ? 'kept' : 'pending';
  return { _id, kind, scope, bodySha256, receivedAt, exercise, breachId, status, attempts: 0, sealed };
}

function openDoc(store: Store, doc: IntakeDoc): Intake {
  const { _id: id, kind, scope, receivedAt, breachId, exercise, status, attempts } = doc;
  const opened = openJson<Sealed>(store.keyring, doc.sealed, context(id));
  return { id, kind, scope, receivedAt, breachId, exercise, status, attempts, ...opened };
}

function context(id: string): string {
  return `intake/${id}`;
}
