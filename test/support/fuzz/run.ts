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

/**
 * What never ends is ended after so many ms of this process's own time: a busy machine takes longer, and makes no
 * fault.
 * `worker.ts` reports what ends, but late.
 */
const ENDLESS_MS = 5_000;
/** And what waits for what never comes, after so many ms in which its thread had nothing to do. */
const IDLE_MS = 30_000;
const LOOK_MS = 100;
/** To load the parser and to make ready what it needs. */
const LOAD = -1_000_000;
const MEMORY_MB = 1_024;
/** Inputs of one thread: what a library keeps of each must not add up to more than that. */
const MOST_INPUTS = 100_000;

/**
 * Gives a parser the inputs that it once failed on, and so many new ones. One that hangs or runs out of memory ends it.
 */
export async function fuzz(name: string, { seed, inputs }: { seed: number; inputs: number }): Promise<Outcome> {
  const began = performance.now();
  const at = new Int32Array(new SharedArrayBuffer(4)).fill(LOAD);
  const sum = { inputs: 0, accepted: 0, faults: [] as Fault[] };
  const outcome = () => ({ name, seed, seconds: (performance.now() - began) / 1_000, ...sum });
  for (let from = 0; from < inputs && sum.faults.length === 0; from += MOST_INPUTS) {
    const part = { name, seed, from, inputs: Math.min(inputs, from + MOST_INPUTS), at };
    const ended = await work(part).catch((error: Error) => error);
    if (!(ended instanceof Error) && 'faults' in ended) {
      sum.inputs += ended.inputs;
      sum.accepted += ended.accepted;
      sum.faults.push(...ended.faults);
      continue;
    }
    const index = Atomics.load(at, 0);
    if (index === LOAD || !(ended instanceof Error)) throw ended;
    const shown = await work({ ...part, isShown: true });
    sum.inputs += Math.max(0, index - from);
    const problem = ended.stack ?? ended.message;
    sum.faults.push({ index, input: 'input' in shown ? shown.input : '', problem });
  }
  return outcome();
}

function work(data: Work): Promise<Done> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Done>();
  let index = LOAD;
  let usage = process.cpuUsage();
  let { idle } = worker.performance.eventLoopUtilization();
  const watch = setInterval(() => {
    const now = Atomics.load(data.at, 0);
    const { idle: idleNow } = worker.performance.eventLoopUtilization();
    if (now !== index) [index, usage, idle] = [now, process.cpuUsage(), idleNow];
    if (index === LOAD || data.isShown) return;
    const { user, system } = process.cpuUsage(usage);
    const workedMs = (user + system) / 1_000;
    if (workedMs >= ENDLESS_MS) reject(new Error(`It hangs: no end after ${Math.round(workedMs)} ms of work.`));
    if (idleNow - idle >= IDLE_MS) reject(new Error(`It hangs: it waits, and nothing comes in ${IDLE_MS} ms.`));
  }, LOOK_MS);
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('The thread ended without an answer.')));
  return promise.finally(async () => {
    clearInterval(watch);
    await worker.terminate();
  });
}
