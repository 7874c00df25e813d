import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type MessagePort, Worker } from 'node:worker_threads';
import type { Log } from '../config/logger.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { AlertJudge } from './alert-judge.ts';
import type { Relay } from './relay.ts';

/**
 * Alerts are judged in a thread of their own: reading and judging many takes the processor for longer than whoever
 * sends the next one should wait for an answer.
 */

type ToThread = 'kick' | 'stop';
/** The thread has handed something to the intake. */
type FromThread = 'handed-over';

/** A thread that ended by itself is started again after so long. */
const RESTART_MS = SECOND_MS;
/** The judge has 1.5 s for the batch under way; then the connections of the thread are closed. */
const STOP_MS = 2.5 * SECOND_MS;

type Deps = {
  relay: Pick<Relay, 'kick'>;
  log: Pick<Log, 'error'>;
};

/**
 * Starts the thread of an entry file, and starts it again when it ends: what it had leased is taken up when its lease
 * has run out, as after the end of a process.
 *
 * @param data what {@link serveJudge} of the entry is made from; it is copied
 */
export function startJudgeThread(entry: URL, data: unknown, { relay, log }: Deps): Pick<AlertJudge, 'kick' | 'stop'> {
  let isStopped = false;
  let thread = start();

  function start(): Worker {
    const worker = new Worker(entry, { workerData: data });
    worker.on('message', (_: FromThread) => relay.kick());
    worker.on('error', (error) => log.error({ error }, 'the thread that judges alerts ended by an error'));
    worker.once('exit', () => {
      if (isStopped) return;
      setTimeout(() => {
        if (!isStopped) thread = start();
      }, RESTART_MS).unref();
    });
    return worker;
  }
  const tell = (what: ToThread) => thread.postMessage(what);
  return {
    kick: () => tell('kick'),
    async stop() {
      isStopped = true;
      tell('stop');
      await Promise.race([once(thread, 'exit'), delay(STOP_MS, undefined, { ref: false })]);
      await thread.terminate();
    },
  };
}

/** What {@link AlertJudge} hands on through, within the thread. */
export const relayOver = (port: MessagePort): Pick<Relay, 'kick'> => ({
  kick: () => port.postMessage('handed-over' satisfies FromThread),
});

/** Judges until it is told to stop; then the thread ends, once nothing else keeps it. */
export async function serveJudge(port: MessagePort, judge: AlertJudge): Promise<void> {
  // On Linux it is of the calling thread alone: where the cores do not suffice, whoever sends is answered first.
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const stopped = new Promise<void>((resolve) => {
    port.on('message', (what: ToThread) => (what === 'kick' ? judge.kick() : resolve()));
  });
  judge.kick();
  await stopped;
  await judge.stop();
  port.close();
}
