/** The keys `npm start` makes for itself when the environment brings none: for one machine, on loopback only. */
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of a root key. */
const keyBytes = 32;

/**
 * Reads `keys.json`, or makes it at the first start, readable by its owner alone.
 * @returns the value of TOCSIN_KEYRING
 */
export function readOrCreateKeyring(dataDir: string): string {
  const path = join(dataDir, 'keys.json');
  const existing = readIfThere(path);
  if (existing === undefined) createOnce(path);
  else if (statSync(path).mode & 0o077) chmodSync(path, 0o600);
  const keyring = existing ?? readFileSync(path, 'utf8');
  try {
    return JSON.stringify(JSON.parse(keyring));
  } catch {
    throw new Error(
      `${path} is not JSON. It holds the keys of everything encrypted in ${dataDir}: bring it back from a backup. ` +
        'Only if nothing there is worth keeping, delete the whole folder and start again.',
    );
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
  writeFileSync(own, `${JSON.stringify(keyring)}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(own, path);
  } finally {
    unlinkSync(own);
  }
}
