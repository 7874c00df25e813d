import { rebuildOutdated } from '../breaches.ts';
import { databaseOf } from '../driver.ts';
import { openUnmigrated, type StoreAddress } from '../open.ts';
import { rotateKeys } from '../rotate.ts';
import { closeStore, type Store } from '../store.ts';
import { recordDone } from './done.ts';
import { keyEarlierRows } from './key-earlier.ts';
import { MIGRATIONS, NEWEST } from './list.ts';
import { type Held, withLock } from './lock.ts';
import { applyShapes, fingerprintOf, wantedShapes } from './validators-and-indexes.ts';
import { readVersion } from './version.ts';

/**
 * What was done: from which migration to which (0: none ever ran), the names of those, the breaches read anew, and the
 * rows of an earlier version that were keyed.
 */
export type Migrated = { from: number; to: number; ran: string[]; rebuilt: number; keyed: number };

/**
 * Brings a database, empty or of any earlier version, to what this version needs: what `list.ts` changes, then
 * collections, validators and indexes, then the read models and what is keyed. Safe to repeat, and one process does it
 * at a time: a second one waits, says so by `say`, and finds it done.
 *
 * @throws TocsinError `unavailable` when MongoDB does not answer; `conflict` where a newer version has brought it on
 */
export async function migrate(address: StoreAddress, say: (line: string) => void): Promise<Migrated> {
  const store = await openUnmigrated(address);
  try {
    return await withLock(databaseOf(store), 'migrate', {
      work: (held) => bringOn(store, held, say),
      waiting: () => say('Another process migrates this database; waiting for it, or until its lock of 30 s runs out.'),
    });
  } finally {
    await closeStore(store);
  }
}

async function bringOn(store: Store, held: Held, say: (line: string) => void): Promise<Migrated> {
  const db = databaseOf(store);
  const { number: from, shape: before } = await readVersion(db);
  const pending = MIGRATIONS.filter(({ number }) => number > from);
  for (const { change } of pending) {
    await held.renew();
    await change?.(db);
  }
  const shapes = wantedShapes();
  const shape = fingerprintOf(shapes);
  if (pending.length > 0 || shape !== before) {
    await held.renew();
    await applyShapes(db, shapes);
  }
  for (const { changeKeyed } of pending) await changeKeyed?.(store, held.renew);
  const rebuilt = await rebuildOutdated(store);
  await held.renew();
  const keyed = await keyEarlierRows(store);
  await held.renew();
  await endTakenOut(store, say);
  await held.renew();
  const done = pending.length > 0 ? pending : MIGRATIONS.filter(({ number }) => number === from && shape !== before);
  for (const { number: _id, name } of done) await recordDone(db, { _id, name, shape });
  return { from, to: NEWEST, ran: done.map(({ name }) => name), rebuilt, keyed };
}

/**
 * Version 0.5.0 let all that a key had signed hold on after it was taken out, rows that grant rights among it. What is
 * left of that is made anew, and an end is noted of the key's part of the record.
 */
async function endTakenOut(store: Store, say: (line: string) => void): Promise<void> {
  const hasEndless = [...(store.keyring.takenOut?.values() ?? [])].some(({ journal }) => journal === null);
  if (hasEndless) await rotateKeys(store, say);
}
