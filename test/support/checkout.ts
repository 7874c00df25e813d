import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { yamlCacheFile } from '../../config/yaml-cache.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LEFT_OUT = /^(?:node_modules|docs|test|bench|\..*)$/;
/** Where a copy keeps what it compiles. */
const COMPILED = '.compiled';

/** Another version of this checkout: a copy in which texts of files were replaced. Throws where one is not there. */
export function copyCheckout(changes: { file: string; from: string; to: string }[]): string {
  const copy = mkdtempSync(join(tmpdir(), 'tocsin-checkout-'));
  cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_OUT.test(relative(ROOT, path)) });
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(copy, 'node_modules'));
  for (const { file, from, to } of changes) {
    const text = readFileSync(join(copy, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no '${from}' any more: name another text to replace.`);
    writeFileSync(join(copy, file), text.replace(from, to));
  }
  keepParsedPolicy(join(copy, COMPILED));
  return copy;
}

/** The policy of a copy is the one of this checkout, whose parsing takes longer than all else that a start does. */
function keepParsedPolicy(to: string): void {
  const [dir, file] = [process.env.NODE_COMPILE_CACHE, yamlCacheFile()];
  if (dir === undefined || file === null || !existsSync(file)) return;
  cpSync(file, join(to, relative(dir, file)));
}

export function removeCheckout(copy: string): void {
  rmSync(copy, { recursive: true, force: true });
}

/** A copy keeps what it compiles with itself: the bundle of its workflows is none of this checkout's. */
function envIn(checkout: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return checkout === ROOT ? env : { ...env, NODE_COMPILE_CACHE: join(checkout, COMPILED) };
}

/** Runs the `tocsin` of a checkout with `--json`. */
export async function runTocsin(
  checkout: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ exit: number | null; json: Record<string, unknown>; text: string }> {
  const child = spawn(process.execPath, ['cli/main.ts', ...args, '--json'], {
    ...{ cwd: checkout, env: envIn(checkout, env) },
  });
  let text = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const [exit] = await once(child, 'close');
  if (text === '') throw new Error(`tocsin ${args.join(' ')} printed nothing on stdout: ${errors}`);
  return { exit, json: JSON.parse(text), text };
}

/** The worker process of a checkout, once it says that it is ready. `hear` gets each line of its log. */
export async function startWorkerOf(
  checkout: string,
  env: NodeJS.ProcessEnv,
  hear?: (line: string) => void,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['worker/main.ts'], {
    ...{ cwd: checkout, env: envIn(checkout, env) },
    stdio: ['ignore', hear === undefined ? 'ignore' : 'pipe', 'inherit', 'ipc'],
  });
  if (hear !== undefined && child.stdout !== null) createInterface(child.stdout).on('line', hear);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The worker ended with ${code} while it started.`))),
  ]);
  return child;
}

/** Stops it as a supervisor does; resolves when it is gone. */
export async function stopWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null) return;
  worker.kill('SIGTERM');
  await once(worker, 'exit');
}
