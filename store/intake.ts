import { type ClientSession, trusted } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { createBatches } from './batches.ts';
import { blindIndexes } from './crypto/digest.ts';
import {
  type Intake,
  type IntakeDoc,
  intakeModel,
  isOfBody,
  type NewIntake,
  newIntakeDoc,
  openIntakeDoc,
  showIntakeDoc,
} from './intake-record.ts';
import { assignBreaches, type Storm } from './references.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/**
 * Keeps what came in, before it is answered. Idempotent on kind, scope and key: the same body again gives the first
 * record with `repeated`; `opened` where it began its breach. With `opens` it belongs to the still-open breach of its
 * correlation or else to a new reference; without, it joins that breach or is only kept. `joins` is the breach of a
 * relative, which it joins where none of its own correlation is open; `storm` what it is beyond so many openings. An
 * acknowledgement belongs to the breach its payload names.
 * All in one transaction, shared with others that come in at the same moment: no reference is taken in vain.
 *
 * @throws TocsinError `key-reused` when the key came with another body before
 */
export async function acceptIntake(
  store: Store,
  intake: NewIntake,
  opens: boolean,
  joins: string | null = null,
  storm: StormToJoin | null = null,
): Promise<{ intake: Intake; opened: boolean; repeated: boolean }> {
  const { doc, isRepeated } = await acceptInTurn(store, 'references', {
    _id: await idOf(store, intake),
    intake,
    opens,
    joins,
    storm,
  });
  if (!isOfBody(store, doc, intake.bodySha256)) {
    throw new TocsinError(
      'key-reused',
      'This idempotency key came with another body before. Send new content under a new key.',
    );
  }
  return { intake: openIntakeDoc(store, doc), opened: doc.opened === true, repeated: isRepeated };
}

/** The id under which it came before, by whichever key; else the one that today's key gives. */
async function idOf(store: Store, { kind, scope, key }: NewIntake): Promise<string> {
  const [today = '', ...others] = blindIndexes(store.keyring, 'intake', JSON.stringify([kind, scope, key]));
  if (others.length === 0) return today;
  const known = await intakeModel(store)
    .findOne({ _id: trusted({ $in: others }) }, { _id: 1 })
    .lean();
  return known?._id ?? today;
}

/** `joined`: what its payload says besides where it opens no breach. */
export type StormToJoin = Storm & { joined: object };

type Asked = { _id: string; intake: NewIntake; opens: boolean; joins: string | null; storm?: StormToJoin | null };
type Accepted = { doc: IntakeDoc; isRepeated: boolean };

/** So many share a transaction that it stays short. */
const MOST_TOGETHER = 50;

/** All count the references of a series. */
const acceptInTurn = createBatches<Asked, Accepted>((store, _, asked) => {
  return inTransaction(store, (session) => acceptAll(store, session, asked));
}, MOST_TOGETHER);

/** The same within a transaction, for what follows from what is stored there: it joins an open breach, or opens one. */
export async function acceptWithin(
  store: Store,
  session: ClientSession,
  intake: NewIntake,
  { joins, opens }: { joins: string; opens: boolean },
): Promise<void> {
  await acceptAll(store, session, [{ _id: await idOf(store, intake), intake, opens, joins }]);
}

/** Of two that ask under one id the first is kept, and the other is told of it. */
async function acceptAll(store: Store, session: ClientSession, asked: readonly Asked[]): Promise<Accepted[]> {
  const _id = trusted({ $in: asked.map((one) => one._id) });
  const found = await intakeModel(store).find({ _id }, null, { session }).lean();
  const known = new Map<string, IntakeDoc>(found.map((doc) => [doc._id, doc]));
  const byId = new Map(asked.toReversed().map((one) => [one._id, one]));
  const fresh = asked.filter((one) => byId.get(one._id) === one && !known.has(one._id));
  const assignable = fresh.map(({ intake, opens, joins, storm }) => ({
    ...intake,
    opens,
    joins,
    storm: storm ?? null,
  }));
  const assigned = await assignBreaches(store, session, assignable);
  const docs = fresh.map((one, index) => {
    const to = assigned[index] ?? null;
    return newIntakeDoc(store, one._id, to?.isNew === false ? joining(one) : one.intake, to);
  });
  if (docs.length > 0) await intakeModel(store).insertMany(docs, { session });
  for (const doc of docs) known.set(doc._id, doc);
  return asked.map((one) => ({ doc: known.get(one._id) as IntakeDoc, isRepeated: !fresh.includes(one) }));
}

function joining({ intake, storm }: Asked): NewIntake {
  return storm ? { ...intake, payload: { ...(intake.payload as object), ...storm.joined } } : intake;
}

/** One record, opened. @throws TocsinError `not-found`, or `internal` where it does not open */
export async function readIntake(store: Store, id: string): Promise<Intake> {
  const doc = await intakeModel(store).findById(id).lean();
  if (doc === null) throw new TocsinError('not-found', 'There is no such intake record.');
  return openIntakeDoc(store, doc);
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
  return docs.map((doc) => showIntakeDoc(store, doc));
}

/**
 * The report of a caller that goes by this reference: its own, or of the breach that it opened. Null where it has none.
 */
export async function findReport(store: Store, scope: string, reference: string): Promise<Intake | null> {
  const doc = await intakeModel(store)
    .findOne({ kind: 'report', scope, $or: [{ _id: reference }, { breachId: reference }, { formerly: reference }] })
    .lean();
  return doc === null ? null : showIntakeDoc(store, doc);
}
