import { once } from 'node:events';

/**
 * What the JavaScript of each thread of a process holds once all garbage is collected, in bytes: objects, and the
 * buffers beside them. The process as a whole keeps more, as V8 gives back few of the pages that it once had.
 */

const CHANNEL = 'memory of a thread';

/** @throws Error where the process was not started with `--expose-gc` */
function held(): number {
  if (globalThis.gc === undefined) throw new Error('Start it with --expose-gc.');
  // The second run collects what finalizers of the first let go.
  for (let run = 0; run < 2; run += 1) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Within a thread: answers {@link heldByAll}, and keeps the thread from nothing. */
export function tellHeld(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => {
    const answer = new BroadcastChannel(`${CHANNEL}, answered`);
    answer.postMessage(held());
    answer.close();
  };
  channel.unref();
}

/** Of this thread and the one that tells. */
export async function heldByAll(): Promise<number> {
  const asked = new BroadcastChannel(CHANNEL);
  const answers = new BroadcastChannel(`${CHANNEL}, answered`);
  const answered = once(answers, 'message') as Promise<[MessageEvent]>;
  asked.postMessage(null);
  const [{ data }] = await answered;
  for (const each of [asked, answers]) each.close();
  return Number(data) + held();
}
