// @ts-check
/** One set-up at a time per checkout: `npm ci` must not run twice in the same folder. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @template T
 * @param {string} path the lock file; it holds the owner's process id
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let said = false; !take(path); ) {
    const owner = ownerOf(path);
    if (owner === undefined) continue;
    if (!isAlive(owner)) discard(path, owner);
    else {
      if (!said) console.log(`  Another set-up is running here (process ${owner}, says ${path}); waiting for it …`);
      said = true;
      await sleep(200);
    }
  }
  const release = () => ownerOf(path) === process.pid && rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.removeListener('exit', release);
  }
}

/**
 * A link appears whole or not at all, so the lock is never seen without its owner.
 * @param {string} path
 */
function take(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(own);
  }
}

/**
 * Removes a dead owner's lock. Renaming first lets only one waiter do it; a lock taken in between is put back.
 * @param {string} path
 * @param {number} owner
 */
function discard(path, owner) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (ownerOf(aside) !== owner) linkSync(aside, path);
  } catch {
    // Another waiter was faster.
  }
  rmSync(aside, { force: true });
}

/** @param {string} path @returns {number | undefined} */
function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
