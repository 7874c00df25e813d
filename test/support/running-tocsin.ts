import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '../../cli/client.ts';
import { TocsinError } from '../../domain/errors.ts';
import { rememberFreePorts } from '../local/fixtures/running-up.ts';
import { until } from './until.ts';

/** A whole Tocsin, started as a user starts it, on real servers in a data directory of its own. */
export type RunningTocsin = {
  dataDir: string;
  url: string;
  inbox: string;
  tokens: { dpo: string; responder: string; 'alert-source': string };
  /** What `up` printed so far. */
  printed(): string;
  pidOf(process: TocsinProcess): number;
  /** `kill -9`; resolves when the supervisor has started a successor. */
  kill(process: TocsinProcess): Promise<void>;
  /** Stops everything as Ctrl-C does. */
  halt(): Promise<void>;
  /** The same where it still runs, and starts it again on the same data, perhaps with another version's code. */
  restart(checkout?: string): Promise<void>;
  stop(): Promise<void>;
};
export type TocsinProcess = 'api' | 'worker' | 'temporal' | 'mongod';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export async function startTocsin(
  options: { checkout?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<RunningTocsin> {
  const { env = {} } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-house-'));
  // Several houses stand at once: on the usual ports one could take another's while that one starts again.
  await rememberFreePorts(dataDir);
  let output = '';
  const hear = (text: string) => {
    output += text;
  };
  let child = await startUp(options.checkout ?? root, dataDir, env, hear);
  const credentials = () => JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8'));
  const { url } = credentials();
  const pidOf = (name: TocsinProcess) => JSON.parse(readFileSync(join(dataDir, 'run', `${name}.json`), 'utf8')).pid;
  return {
    ...{ dataDir, url, pidOf },
    // A start may issue them anew, as the first one after an upgrade.
    get tokens() {
      return credentials().tokens;
    },
    // Another version may have another address for it.
    get inbox() {
      return credentials().inbox;
    },
    printed: () => output,
    async kill(name) {
      // One that has just ended for another's death is not there to be killed until it is started anew.
      await until(() => pidOrNull(pidOf, name) !== null, `a ${name} that runs`);
      const pid = pidOf(name);
      process.kill(pid, 'SIGKILL');
      await until(() => pidOrNull(pidOf, name) !== pid && pidOrNull(pidOf, name) !== null, `a successor of ${name}`);
    },
    halt: () => end(child),
    async restart(checkout = root) {
      await end(child);
      child = await startUp(checkout, dataDir, env, hear);
    },
    async stop() {
      await end(child);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** `tocsin up`; resolves when it is ready. */
async function startUp(
  checkout: string,
  dataDir: string,
  more: NodeJS.ProcessEnv,
  hear: (text: string) => void,
): Promise<ChildProcess> {
  const env = { ...process.env, ...more, TOCSIN_DATA_DIR: dataDir, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, ['cli/main.ts', 'up', '--empty'], { cwd: checkout, env });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk;
      hear(String(chunk));
      if (output.includes('Ready in')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`up ended with ${code}:\n${output}`)));
  });
  return child;
}

function pidOrNull(pidOf: (name: TocsinProcess) => number, name: TocsinProcess): number | null {
  try {
    return pidOf(name);
  } catch {
    return null;
  }
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** A client that waits out an outage: the same request, under the same idempotency key, until somebody answers. */
export function steadyClient(url: string, token: string): Client {
  const patiently = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let i = 0; ; i += 1) {
      try {
        return await ask();
      } catch (error) {
        const isOutage = error instanceof TocsinError && (error.code === 'unavailable' || error.code === 'internal');
        if (!isOutage || i > 300) throw error;
        await delay(200);
      }
    }
  };
  return {
    url,
    get: (path) => patiently(() => createClient({ url, token }).get(path)),
    send(method, path, body, mediaType) {
      const key = crypto.randomUUID();
      const client = createClient({ url, token, newKey: () => key });
      return patiently(() => client.send(method, path, body, mediaType));
    },
    download: (path) => patiently(() => createClient({ url, token }).download(path)),
    withToken: (other) => steadyClient(url, other),
  };
}
