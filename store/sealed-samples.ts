import type { mongo } from 'mongoose';
import type { SealedEvent } from '../domain/audit/chain.ts';
import { TocsinError } from '../domain/errors.ts';
import { indexOf, openRow } from './auth/rows.ts';
import type { Keyring } from './crypto/keyring.ts';
import { open } from './crypto/seal.ts';
import { openWords } from './sealing.ts';

/** What the rows of a database tell of the keys that they were sealed with. */

/** A sealed text as `seal` writes it: version, key id, and at least iv and tag. */
const SEALED = /^s1\.([A-Za-z][\w-]{0,31})\.[\w-]{38}/;
/** Their bytes are large, and each came with a row that was sealed at the same time. */
const WITHOUT = ['files', 'alertParts'];
/** Rows looked at for each key and collection: one that was changed by hand must not lock everybody out. */
const SAMPLES = 3;

/** Ids of all keys that a seal in a row names. Reads the whole database once. */
export async function keysNamed(db: mongo.Db): Promise<Set<string>> {
  const named = new Set<string>();
  for (const { name } of await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray()) {
    if (name.startsWith('system.') || WITHOUT.includes(name)) continue;
    const isText = { $eq: [{ $type: '$fields.v' }, 'string'] };
    const found = db
      .collection(name)
      .aggregate<{ _id: string }>([
        { $project: { _id: 0, fields: { $objectToArray: '$$ROOT' } } },
        { $unwind: '$fields' },
        { $match: { 'fields.v': SEALED, $expr: isText } },
        { $group: { _id: { $arrayElemAt: [{ $split: ['$fields.v', '.'] }, 1] } } },
      ]);
    for await (const { _id } of found) named.add(_id);
  }
  return named;
}

/** Whether a key opens one of the rows that name it; null where there is none of a kind that is tried. */
export async function opensItsRows(db: mongo.Db, keyring: Keyring, id: string): Promise<boolean | null> {
  const attempts: (() => unknown)[] = [];
  for (const { collection, field, attempt } of KINDS) {
    const rows = db.collection<Row>(collection).find({ [field]: new RegExp(`^s1\\.${id}\\.`) });
    for (const row of await rows.limit(SAMPLES).toArray()) attempts.push(() => attempt(keyring, row));
  }
  return attempts.length === 0 ? null : attempts.some(succeeds);
}

/** Whether the first key of a keyring is the one by which users are found; null where no user can be opened. */
export async function findsUsers(db: mongo.Db, keyring: Keyring): Promise<boolean | null> {
  const users = await db.collection<Row>('users').find().limit(SAMPLES).toArray();
  const indexes = users.flatMap(({ _id, email, emailIndex }) => {
    const opened = attempted(() => openRow(keyring, 'user', { _id, email }));
    return opened === null ? [] : [indexOf(keyring, 'user', 'email', opened.email) === emailIndex];
  });
  return indexes.length === 0 ? null : indexes.includes(true);
}

type Row = { _id: string } & Record<string, unknown>;
type Kind = { collection: string; field: string; attempt: (keyring: Keyring, row: Row) => unknown };

const KINDS: readonly Kind[] = [
  {
    ...{ collection: 'events', field: 'personal' },
    attempt: (keyring, row) => openWords(keyring, row as unknown as SealedEvent),
  },
  {
    ...{ collection: 'users', field: 'email' },
    attempt: (keyring, { _id, email }) => openRow(keyring, 'user', { _id, email }),
  },
  ...['intake', 'counterparties', 'dataflowChanges'].map((collection): Kind => {
    const attempt: Kind['attempt'] = (keyring, { _id, sealed }) =>
      open(keyring, String(sealed), `${collection}/${_id}`);
    return { collection, field: 'sealed', attempt };
  }),
];

function succeeds(attempt: () => unknown): boolean {
  return attempted(() => [attempt()]) !== null;
}

/** What an attempt gives; null where a seal does not open. */
function attempted<T>(attempt: () => T): T | null {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof TocsinError) return null;
    throw error;
  }
}
