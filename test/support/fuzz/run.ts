import { Worker } from 'node:worker_threads';
import type { Done, Fault, Work } from './worker.ts';

/** How it went: how many inputs, how many of them were read and not refused, and what broke the contract. */
export type Outcome = {
  name: string;
  seed: number;
  inputs: number;
  accepted: number;
  seconds: number;
  faults: Fault[];
};

/** One input may take this long, in ms of this process's own time, so that a busy machine is no fault of the parser. */
const MOST_MS = 1_000;
/** And so long by the clock, for one that waits for what never comes. */
const MOST_WAITED_MS = 60_000;
const LOOK_MS = 100;
/** To load the parser and to make ready what it needs. */
const LOAD = -1_000_000;
const MEMORY_MB = 1_024;

/**
 * Gives a parser the inputs that it once failed on, and so many new ones. One that hangs or runs out of memory ends it.
 */
export async function fuzz(name: string, { seed, inputs }: { seed: number; inputs: number }): Promise<Outcome> {
  const began = performance.now();
  const at = new Int32Array(new SharedArrayBuffer(4)).fill(LOAD);
  const ended = await work({ name, seed, inputs, at }).catch((error: Error) => error);
  const seconds = (performance.now() - began) / 1_000;
  if (!(ended instanceof Error) && 'faults' in ended) return { name, seed, seconds, ...ended };
  const index = Atomics.load(at, 0);
  if (index === LOAD || !(ended instanceof Error)) throw ended;
  const shown = await work({ name, seed, inputs, at, isShown: true });
  const fault = { index, input: 'input' in shown ? shown.input : '', problem: ended.stack ?? ended.message };
  return { name, seed, inputs: Math.max(0, index), accepted: 0, seconds, faults: [fault] };
}

function work(data: Work): Promise<Done> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Done>();
  let index = LOAD;
  let since = Date.now();
  let usage = process.cpuUsage();
  const watch = setInterval(() => {
    const now = Atomics.load(data.at, 0);
    if (now !== index) [index, since, usage] = [now, Date.now(), process.cpuUsage()];
    if (index === LOAD || data.isShown) return;
    const { user, system } = process.cpuUsage(usage);
    const waitedMs = Date.now() - since;
    if (waitedMs < MOST_WAITED_MS && (waitedMs < MOST_MS || (user + system) / 1_000 < MOST_MS)) return;
    reject(new Error(`It hung: ${Math.round((user + system) / 1_000)} ms of work, ${waitedMs} ms by the clock.`));
  }, LOOK_MS);
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('The thread ended without an answer.')));
  return promise.finally(async () => {
    clearInterval(watch);
    await worker.terminate();
  });
}
