/** Waiting for a server that just started to answer. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time between two questions, in milliseconds. */
const pause = 25;

/**
 * Asks until the answer is yes. Rejects with its reason when `stopped` is aborted, and after `limitMs` milliseconds.
 * @param what named in the error, for example `mongod to become primary`
 */
export async function until(
  what: string,
  ask: () => Promise<boolean>,
  { stopped, limitMs = 60_000 }: { stopped: AbortSignal; limitMs?: number },
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
    await sleep(pause, undefined, { signal: stopped }).catch(() => {});
    stopped.throwIfAborted();
  }
}

/** Whether something accepts connections on a socket, given by its path. */
export function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const answer = (yes: boolean) => () => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}
