import type { Model } from 'mongoose';
import type { Exercise } from '../domain/breach/events.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndex, blindIndexes } from './crypto/digest.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

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
  /** Of the HTTP request that it came with, for the log. */
  requestId?: string | undefined;
  /** It joined its breach in a storm; decided when it is taken in. */
  isOfStorm?: true;
};

export type Intake = Omit<NewIntake, 'bodySha256'> & {
  id: string;
  /** Null where it starts or joins no breach. */
  breachId: string | null;
  /** `pending`: the relay has to hand it to a workflow. `kept`: there is nothing to start. */
  status: 'pending' | 'relayed' | 'kept';
  attempts: number;
};

type Sealed = Pick<NewIntake, 'key' | 'correlation' | 'payload' | 'isOfStorm'>;
export type IntakeDoc = Omit<Intake, 'id' | keyof Sealed> & {
  _id: string;
  /** It began its breach; absent otherwise, and until version 0.10. */
  opened?: true;
  /** {@link bodyDigest}. */
  bodyDigest?: string;
  /** What a version before 0.5 wrote in its place, until it is migrated. */
  bodySha256?: string;
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
  bodyDigest: String,
  bodySha256: String,
  receivedAt: text,
  breachId: optionalText,
  /** Null for what is real. */
  exercise: { type: { scale: { type: Number, required: true } }, _id: false, default: null },
  status: { type: String, required: true, enum: ['pending', 'relayed', 'kept'] },
  attempts: integer,
  requestId: String,
  /** Key, correlation and payload, sealed. */
  sealed: text,
  relayedAt: String,
  lastFailure: String,
  leaseOwner: String,
  leaseUntil: String,
  claims: Number,
  formerly: String,
  opened: Boolean,
})
  // The relay asks for what is pending only, which is little beside all that was ever taken in.
  .index({ attempts: 1, receivedAt: 1, _id: 1 }, { partialFilterExpression: { status: 'pending' } })
  .index({ breachId: 1, attempts: 1, receivedAt: 1, _id: 1 }, { partialFilterExpression: { status: 'pending' } })
  .index({ leaseUntil: 1 }, { partialFilterExpression: { status: 'pending' } })
  .index({ kind: 1, scope: 1, receivedAt: -1, _id: -1 })
  .index({ breachId: 1 })
  .index({ formerly: 1 }, { sparse: true });

export function intakeModel(store: Store): Model<IntakeDoc> {
  return store.connection.model<IntakeDoc>('intake');
}

/** The breach of a record, and whether it begins with it, or takes it in a storm. */
export type Assigned = { breachId: string; isNew: boolean; isOfStorm?: true };

/** A record to be written; without a breach there is nothing to start. */
export function newIntakeDoc(store: Store, _id: string, intake: NewIntake, assigned: Assigned | null): IntakeDoc {
  const { kind, scope, receivedAt, exercise, requestId, key, correlation, payload } = intake;
  const storm = assigned?.isOfStorm && { isOfStorm: true as const };
  const sealed = sealJson(store.keyring, { key, correlation, payload, ...storm } satisfies Sealed, context(_id));
  const breachId = assigned?.breachId ?? null;
  const status = breachId === null ? 'kept' : 'pending';
  const asked = { ...(requestId !== undefined && { requestId }), ...(assigned?.isNew && { opened: true as const }) };
  const digest = bodyDigest(store, intake.bodySha256);
  const head = { _id, kind, scope, bodyDigest: digest, receivedAt, exercise, breachId };
  return { ...head, status, attempts: 0, sealed, ...asked };
}

const BODY = 'intake/body';

/**
 * By what the body of a record is known again. Keyed: beside who sent it, the bare SHA-256 of a short body would give
 * away what it says to whoever tries all that it may say.
 */
export function bodyDigest({ keyring }: Pick<Store, 'keyring'>, sha256: string): string {
  return blindIndex(keyring, BODY, sha256);
}

/** Whether a stored record came with the body of this SHA-256. */
export function isOfBody(store: Store, doc: IntakeDoc, sha256: string): boolean {
  if (doc.bodyDigest === undefined) return doc.bodySha256 === sha256;
  return blindIndexes(store.keyring, BODY, sha256).includes(doc.bodyDigest);
}

/** A stored record, opened. @throws TocsinError `internal` where its seal does not open */
export function openIntakeDoc(store: Store, doc: IntakeDoc): Intake {
  return { ...headOf(doc), ...openJson<Sealed>(store.keyring, doc.sealed, context(doc._id)) };
}

/** The same as a list shows it: in place of a payload that does not open stands its mark. */
export function showIntakeDoc(store: Store, doc: IntakeDoc): Intake {
  const marked = (mark: string): Intake => ({ ...headOf(doc), key: mark, correlation: null, payload: mark });
  return openOr(doc.sealed, () => openIntakeDoc(store, doc), marked);
}

function headOf({ _id: id, ...doc }: IntakeDoc): Omit<Intake, keyof Sealed> {
  const { kind, scope, receivedAt, breachId, exercise, status, attempts, requestId } = doc;
  return { id, kind, scope, receivedAt, breachId, exercise, status, attempts, requestId };
}

export const intakeSeals: Seals = { sealed: ({ _id }) => context(_id) };

function context(id: string): string {
  return `intake/${id}`;
}
