import { mongo } from 'mongoose';
import { nameEarlierFindings } from '../alert-findings.ts';
import type { Store } from '../store.ts';

/**
 * What brought databases of earlier versions to today's shape, in order. Collections, validators, indexes and read
 * models need none of their own: `migrate.ts` sets them after these as today's schemas say. Add one where a schema
 * changes, with `change` where stored documents must change too; what was released is not edited any more.
 *
 * Processes of the version before write while one runs and for a while after it: a field that they do not know yet must
 * not be required.
 */
export type Migration = {
  number: number;
  /** What it is for, as the database remembers it. */
  name: string;
  /** Safe to repeat: a migration that was broken off is begun anew. */
  change?: (db: mongo.Db) => Promise<void>;
  /** What it changes by the keys, once collections are as today; it renews the lock as it goes. Safe to repeat. */
  changeKeyed?: (store: Store, renew: () => Promise<void>) => Promise<void>;
};

export const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: 'validators, and no indexes that only version 0.1 used', change: dropUnusedIndexes },
  { number: 2, name: 'looks at notices are counted', change: countLooks },
  { number: 3, name: 'what opens keys that were taken out of the keyring' },
  // What it changes in rows needs the keys, and today's validators: see `key-earlier.ts`.
  { number: 4, name: 'keyed digests, MACs on what grants rights and on every chain, and the journal of heads' },
  { number: 5, name: 'which heads of the journal are known outside' },
  { number: 6, name: 'passkeys' },
  { number: 7, name: 'releases of notices to suppliers and customers, and their answers to closed breaches' },
  { number: 8, name: 'mails to our own people wait in line; what incidents and open tasks are found by' },
  { number: 9, name: 'the inbox of alerts, their findings, and their numbers by the hour' },
  { number: 10, name: 'what alert sources are trusted by' },
  { number: 11, name: 'by what findings of alerts are relatives' },
  { number: 12, name: 'findings of alerts that rules count together' },
  { number: 13, name: 'what rules of detection decided, opened and joined, and what suspicions came to' },
  { number: 14, name: 'how it goes with alert sources that are asked' },
  { number: 15, name: 'how many people the lists of a breach hold, each once' },
  { number: 16, name: 'what alerts name and the register does not know' },
  { number: 17, name: 'by which merges findings of alerts came to a breach' },
  { number: 18, name: 'what breaches were told by findings, and how many a storm of them has opened' },
  { number: 19, name: 'by what an auditor asks: decisions, duties by whom they are towards, answers to notices' },
  { number: 20, name: 'links of calendars, and webhooks in the form of a tool' },
  { number: 21, name: 'what a company sets up from the pages' },
  { number: 22, name: 'alerts that are larger than one row holds, and what was too large to be kept' },
  { number: 23, name: 'why an alert could not be read, to be said in any language' },
  { number: 24, name: 'alerts that were never judged come before those judged again', change: dropOrderOfComing },
  { number: 25, name: 'by what all findings of alerts named are they found', changeKeyed: nameEarlierFindings },
];

/** The number of the last one: what this version needs. */
export const NEWEST = MIGRATIONS.at(-1)?.number ?? 0;

/** They slow every write, and no query of today takes them. */
const UNUSED = {
  intake: 'status_1_attempts_1_receivedAt_1',
  notices: 'breachId_1',
  recipients: 'listId_1_status_1',
};

async function dropUnusedIndexes(db: mongo.Db): Promise<void> {
  for (const [collection, index] of Object.entries(UNUSED)) await dropIndex(db, collection, index);
}

/** What waits stands in another order since. A process of the version before is served by the index of today. */
async function dropOrderOfComing(db: mongo.Db): Promise<void> {
  await dropIndex(db, 'alerts', 'source_1_receivedAt_1__id_1');
}

async function dropIndex(db: mongo.Db, collection: string, index: string): Promise<void> {
  try {
    await db.collection(collection).dropIndex(index);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Version 0.4 kept when the first look at a notice was, and others only among the newest uses of its link. */
async function countLooks(db: mongo.Db): Promise<void> {
  const looks = { $filter: { input: { $ifNull: ['$uses', []] }, cond: { $eq: ['$$this.what', 'opened'] } } };
  const [oldest, newest] = [{ $first: '$looks' }, { $last: '$looks' }];
  // The first one may have been pushed out: from where it was nobody knows then.
  const first = { $cond: [{ $eq: [{ $getField: { field: 'at', input: oldest } }, '$openedAt'] }, oldest, unknown()] };
  const lookOf = (use: mongo.Document) => ({
    $let: { vars: { use }, in: { at: '$$use.at', addressPrefix: '$$use.addressPrefix' } },
  });
  const count = { $max: [1, { $size: '$looks' }] };
  const opened = { count, first: lookOf(first), last: lookOf({ $ifNull: [newest, unknown()] }) };
  const unopened = { openedAt: { $type: 'string' as const }, opened: { $exists: false } };
  const steps = [{ $set: { looks } }, { $set: { opened } }, { $unset: 'looks' }];
  // The collection is checked by the schema of before until the one of today is set.
  await db.collection('notices').updateMany(unopened, steps, { bypassDocumentValidation: true });
}

function unknown(): mongo.Document {
  return { at: '$openedAt', addressPrefix: '' };
}

function isMissing(error: unknown): boolean {
  const { codeName = '' } = error instanceof mongo.MongoServerError ? error : {};
  return ['IndexNotFound', 'NamespaceNotFound'].includes(codeName);
}
