/** One parser under one seed, in a thread of its own: `run.ts` watches it from outside. */
import { parentPort, workerData } from 'node:worker_threads';
import { CORPUS } from './corpus.ts';
import { randomOf } from './random.ts';
import { FAULTY, TARGETS } from './targets/registry.ts';

/** What the thread is given: which inputs, `from` one to before another, and where to note which of them it is at. */
export type Work = { name: string; seed: number; from: number; inputs: number; at: Int32Array; isShown?: boolean };
/** One input that broke the contract. `index` is below zero for one that is kept. */
export type Fault = { index: number; input: string; problem: string };
export type Done = { inputs: number; accepted: number; faults: Fault[] } | { input: string };

/** One input may take this long, in ms of this thread's own time, so that a busy machine is no fault of the parser. */
const MOST_MS = 1_000;
/** Kinds of faults. More of one kind tell nothing new. */
const MOST_FAULTS = 8;

const { name, seed, from, inputs, at, isShown = false }: Work = workerData;
const load = TARGETS[name] ?? FAULTY[name];
if (load === undefined)
  throw new Error(`There is no parser '${name}' here; there are ${Object.keys(TARGETS).join(', ')}.`);
const { target } = await load();
const kept = CORPUS[name] ?? [];
const inputOf = (index: number) => (index < 0 ? (kept[-1 - index] ?? '') : target.make(randomOf(seed, index)));

/** What everybody inherits from: an input that changes it changes all that is read afterwards. */
const inherited = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const namesOfAll = () => inherited.map((each) => Reflect.ownKeys(each).length).join();
const untouched = namesOfAll();

async function look(index: number): Promise<{ input: string; problem?: string; isAccepted?: boolean }> {
  let input = '';
  try {
    input = inputOf(index);
    const since = process.threadCpuUsage();
    const verdict = await target.check(input);
    const { user, system } = process.threadCpuUsage(since);
    const tookMs = (user + system) / 1_000;
    if (tookMs > MOST_MS) return { input, problem: `It hung: it took ${Math.round(tookMs)} ms of work.` };
    if (namesOfAll() === untouched) return { input, isAccepted: verdict === 'accepted' };
    return { input, problem: 'It changed what every object inherits.' };
  } catch (error) {
    return { input, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function run(): Promise<Done> {
  const faults: Fault[] = [];
  const kinds = new Set<string>();
  let accepted = 0;
  let done = 0;
  // What it once failed on comes first.
  for (let index = from === 0 ? 0 - kept.length : from; index < inputs && faults.length < MOST_FAULTS; index += 1) {
    Atomics.store(at, 0, index);
    const { input, problem, isAccepted } = await look(index);
    done += 1;
    if (isAccepted) accepted += 1;
    if (problem === undefined || kinds.has(kindOf(problem))) continue;
    kinds.add(kindOf(problem));
    faults.push({ index, input, problem });
  }
  return { inputs: done, accepted, faults };
}

/** The first line, without what is of this input alone. */
function kindOf(problem: string): string {
  return (problem.split('\n')[0] ?? '').replaceAll(/['"`].*['"`]|\d+/g, '');
}

parentPort?.postMessage(isShown ? { input: inputOf(Atomics.load(at, 0)) } : await run());
