import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SECOND_MS } from '../domain/time.ts';
import { countWaiting } from '../store/alerts.ts';
import type { Store } from '../store/store.ts';
import { until } from '../test/support/until.ts';
import { type Address, finding, send } from './alert-sending.ts';
import { many, timed } from './at-once.ts';
import { SOURCE } from './judge.ts';
import type { JudgingData } from './judging.ts';
import type { Answer, Question } from './storm-server.ts';

/** The same finding with another time of update each time, and what that takes of the memory of the API. */

const SENDERS = 32;
const MIB = 1_048_576;
/** What it may add to the most that the process had during the first tenth of it. */
const MOST_GROWTH = 150 * MIB;
/** The same in its second half, beside its first: V8 has the pages by then that it takes for garbage. */
const MOST_LATER = 24 * MIB;
/** What JavaScript may hold more of after another 10,000: a hundred bytes of each that stay behind are a leak. */
const MOST_HELD = 1 * MIB;
const HELD_PER = 10_000;
/** Where more could wait than the inbox takes, each tenth is judged before the next. */
const MOST_WAITING = 60_000;

/**
 * The most memory of the process, and what its JavaScript holds once all garbage is collected: neither tells all. V8
 * lets the process grow for a while though nothing is kept, and never gives most of it back; what is kept outside of
 * JavaScript, it does not count.
 *
 * @param opening the store, of which no alert waits
 * @param repeats deliveries that are looked at; half as many follow, to see what is held with them
 */
export async function benchStorm(store: Store, opening: JudgingData, repeats: number): Promise<boolean> {
  const server = await startServer(opening);
  const before = await countIntake(store);
  await send(server, finding('storm', 0));
  // The thread has read the register, which is no part of what a storm costs.
  await untilJudged(store);
  await server.ask('most');
  const mosts: number[] = [];
  const took = await timed(async () => {
    for (let tenth = 0; tenth < 10; tenth += 1) {
      await repeat(server, (tenth * repeats) / 10, repeats / 10);
      if (repeats > MOST_WAITING || tenth === 9) await untilJudged(store);
      mosts.push(await server.ask('most'));
    }
  });
  const held = await server.ask('held');
  await repeat(server, repeats, repeats / 2);
  await untilJudged(store);
  const heldMore = ((await server.ask('held')) - held) * (HELD_PER / (repeats / 2));
  await server.stop();

  const opened = (await countIntake(store)) - before;
  const grown = Math.max(...mosts) - (mosts[0] ?? 0);
  const later = Math.max(...mosts.slice(5)) - Math.max(...mosts.slice(0, 5));
  console.log(`${repeats} deliveries of one finding in ${(took / SECOND_MS).toFixed(1)} s, until judged`);
  console.log(
    `  handed over ${opened} times; the most memory in each tenth of them: ${mosts.map(inMib).join(', ')} MiB`,
  );
  console.log(
    `  after the first tenth ${inMib(grown)} MiB more (at most ${inMib(MOST_GROWTH)}), ` +
      `in the second half ${inMib(later)} MiB more than in the first (at most ${inMib(MOST_LATER)})`,
  );
  console.log(
    `  held without garbage: ${inMib(held)} MiB, and ${(heldMore / MIB).toFixed(2)} MiB more per ${HELD_PER} ` +
      `(at most ${inMib(MOST_HELD)})`,
  );
  return opened === 1 && grown <= MOST_GROWTH && later <= MOST_LATER && heldMore <= MOST_HELD;
}

function inMib(bytes: number): number {
  return Math.round(bytes / MIB);
}

async function repeat(to: Address, from: number, count: number): Promise<void> {
  await many(SENDERS, count, (n) => send(to, finding('storm', 0, from + n + 1)));
}

type Server = Address & { ask: (question: Exclude<Question, 'stop'>) => Promise<number>; stop: () => Promise<void> };

async function startServer(opening: JudgingData): Promise<Server> {
  const file = fileURLToPath(new URL('./storm-server.ts', import.meta.url));
  const child = fork(file, { serialization: 'advanced', execArgv: ['--expose-gc'] });
  const answer = async (): Promise<Answer> => ((await once(child, 'message')) as [Answer])[0];
  child.send(opening);
  const address = await answer();
  if (!('url' in address)) throw new Error('The server of the bench answered before it was asked.');
  return {
    ...address,
    async ask(question) {
      child.send(question);
      const said = await answer();
      return 'bytes' in said ? said.bytes : 0;
    },
    async stop() {
      child.send('stop' satisfies Question);
      await once(child, 'exit');
    },
  };
}

async function untilJudged(store: Store): Promise<void> {
  await until(async () => (await countWaiting(store, SOURCE, 1)) === 0, 'all alerts to be judged');
}

function countIntake(store: Store): Promise<number> {
  return store.connection.collection('intake').countDocuments();
}
