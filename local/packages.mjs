// @ts-check
/** Installs the npm packages when the lock file changed or `node_modules` is not this machine's. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { platform, root, SetupError } from './find.mjs';
import { progress } from './progress.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.tocsin-lock');

/** Names the lock file's content and the kind of machine the native packages were chosen for. */
function stamp() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${platform}\n`;
}

/** True when `node_modules` holds what the lock file asks for, whoever ran npm. */
export function packagesAreCurrent() {
  const wanted = stamp();
  const found = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
  if (found === wanted) return true;
  const otherMachine = found !== undefined && !found.endsWith(` ${platform}\n`);
  if (otherMachine || !existsSync(pinnedNode) || !installedByHand()) return false;
  writeFileSync(stampFile, wanted);
  return true;
}

/** Where the npm package `node` puts Node 24. */
export const pinnedNode = join(modules, 'node', 'bin', 'node');

/** Somebody ran npm without this script: npm's own record then lists exactly the lock file's versions. */
function installedByHand() {
  try {
    const [lock, installed] = ['package-lock.json', join('node_modules', '.package-lock.json')].map(
      (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages,
    );
    return Object.entries(lock).every(
      ([path, entry]) => !path || entry.optional || installed[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/** Runs `npm ci`; npm is heard only when it fails. */
export async function installPackages() {
  const bar = progress('Installing packages (npm ci; about a minute)');
  const { code, output } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress']);
  bar.stop();
  if (code !== 0) {
    throw new SetupError(
      `npm ci failed (exit ${code}). What npm said:\n\n${output.trim()}\n\nNothing else was started.`,
    );
  }
  writeFileSync(stampFile, stamp());
  bar.done('Packages installed');
}

/**
 * The npm that started us, on the Node that runs it: never the Node inside `node_modules`, which `npm ci` deletes.
 * @param {string[]} args
 * @returns {Promise<{ code: number | string, output: string }>}
 */
function npm(args) {
  const { npm_node_execpath: node, npm_execpath: script, PATH = '' } = process.env;
  const path = PATH.split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const [command, first] = node && script && !node.startsWith(modules) ? [node, [script]] : ['npm', []];
  return new Promise((resolve) => {
    let output = '';
    const env = { ...process.env, PATH: path.join(delimiter) };
    const child = spawn(command, [...first, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.on('error', (error) => resolve({ code: 'not started', output: `${command}: ${error.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? signal ?? 'unknown', output }));
  });
}
