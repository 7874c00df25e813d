import { parentPort, workerData } from 'node:worker_threads';
import { type Address, finding, send } from './alert-sending.ts';
import { timed } from './at-once.ts';

/** A thread that sends one alert every `every` ms, and says how long each took to be answered, in ms. */

const { alerts, every, ...to }: Address & { alerts: number; every: number } = workerData;
const waits = Array.from({ length: alerts }, async (_, n) => {
  await new Promise((resolve) => setTimeout(resolve, n * every));
  return timed(() => send(to, finding(`half-${n}`, n)));
});
parentPort?.postMessage(await Promise.all(waits));
