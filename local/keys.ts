/** The keys `npm start` makes for itself when the environment brings none: for one machine, on loopback only. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TocsinError } from '../domain/errors.ts';
import { parseKeyring } from '../store/crypto/keyring.ts';
import { asStoreError } from '../store/failures.ts';
import { hasDatabase } from './mongod-command.ts';
import { temporalFile } from './temporal.ts';

/** Bytes of a root key. */
const keyBytes = 32;

/** How long a database that was named is looked for, in milliseconds. */
const selectionMs = 5_000;

/**
 * Reads `keys.json`, or makes it at the first start, readable by its owner alone.
 * @param mongodbUri the database where it is not the data directory's own
 * @returns the value of TOCSIN_KEYRING
 * @throws where data is there already: a new key would open none of it
 */
export async function readOrCreateKeyring(dataDir: string, mongodbUri: string | null): Promise<string> {
  const path = join(dataDir, 'keys.json');
  const existing = readIfThere(path);
  if (existing === undefined) {
    await requireNoData(dataDir, mongodbUri);
    createOnce(path);
  }
  if (statSync(path).mode & 0o077) chmodSync(path, 0o600);
  const keyring = existing ?? readFileSync(path, 'utf8');
  try {
    parseKeyring(keyring);
    return JSON.stringify(JSON.parse(keyring));
  } catch (error) {
    throw new Error(
      `${path} does not do. ${error instanceof TocsinError ? error.message : ''} It holds the keys of everything ` +
        `encrypted in ${dataDir}: bring it back from a backup. Only if nothing there is worth keeping, delete the ` +
        'whole folder and start again.',
    );
  }
}

async function requireNoData(dataDir: string, mongodbUri: string | null): Promise<void> {
  const hasFiles = hasDatabase(dataDir) || existsSync(temporalFile(dataDir));
  if (!hasFiles && (mongodbUri === null || (await isEmpty(mongodbUri)))) return;
  throw new Error(
    `${hasFiles ? dataDir : 'The database of MONGODB_URI'} holds data, and its keys are missing: ` +
      `there is no ${join(dataDir, 'keys.json')}, and TOCSIN_KEYRING is not set. Nothing was changed. Bring the keys ` +
      'back from a backup and start again. Only if nothing there is worth keeping, delete the data and start again.',
  );
}

/** Whether a database has no collection yet. The driver is loaded here, since most starts need no such question. */
async function isEmpty(uri: string): Promise<boolean> {
  const { default: mongoose } = await import('mongoose');
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: selectionMs });
  try {
    return !(await client.db().listCollections({}, { nameOnly: true }).hasNext());
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await client.close();
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole before it gets its name, so that no half-written key is ever used, and never over another. */
function createOnce(path: string): void {
  const own = `${path}.${process.pid}`;
  const keyring = { current: 'k1', keys: { k1: randomBytes(keyBytes).toString('base64') } };
  try {
    writeFileSync(own, `${JSON.stringify(keyring)}\n`, { mode: 0o600, flush: true });
    linkSync(own, path);
  } finally {
    rmSync(own, { force: true });
  }
}
