import { randomUUID } from 'node:crypto';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { TocsinError } from '../domain/errors.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { AlertTurnDeps } from './alert-taken.ts';
import { giveBack, judgeBatch } from './alert-turn.ts';
import type { Ticker } from './relay.ts';

/** Reads and judges what is in the inbox, beside requests and the relay: in batches, one after the other. */
export type AlertJudge = {
  /** Something was kept: do not wait for the next second. */
  kick(): void;
  /** Judges until nothing waits, or the database is away. */
  turn(): Promise<void>;
  /** Begins no other batch; resolves when the one under way is done, or after 1.5 s. */
  stop(): Promise<void>;
};

const STOP_MS = 1.5 * SECOND_MS;
/** Alerts that are judged together: while none come in, and while some do. */
const BATCH = 200;
const BATCH_BESIDE = 50;
/** While alerts come in, it rests after each batch for as long as that took, and no longer than this. */
const MOST_REST_MS = SECOND_MS / 2;
/** The longest pause while the database is away, in seconds. */
const MOST_SKIPPED = 10;

/** Any number of processes may judge on one database: each alert is leased to one of them. */
export function createAlertJudge(deps: AlertTurnDeps & { every: Ticker }): AlertJudge {
  const { log, every } = deps;
  const owner = randomUUID();
  let running: Promise<void> | null = null;
  let isKicked = false;
  let isStopped = false;
  let failures = 0;
  let skips = 0;

  const turn = (): Promise<void> => {
    isKicked = true;
    running ??= turns().finally(() => {
      running = null;
    });
    return running;
  };
  async function turns(): Promise<void> {
    let limit = BATCH;
    while (!isStopped) {
      isKicked = false;
      const from = performance.now();
      let count: number;
      try {
        // Before the first since the database was away: what could not be given back then.
        if (failures > 0) await giveBack(deps, owner);
        count = await judgeBatch(deps, owner, limit);
        failures = 0;
      } catch (error) {
        failures += 1;
        skips = Math.min(2 ** failures, MOST_SKIPPED);
        log.warn({ code: error instanceof TocsinError ? error.code : 'internal', error }, 'alerts not judged yet');
        await giveBack(deps, owner).catch(() => undefined);
        return;
      }
      if (count === 0 && !isKicked) return;
      // Whoever sends alerts is answered first: while they come in, half of the time is left to that.
      limit = isKicked ? BATCH_BESIDE : BATCH;
      const rest = isKicked ? Math.min(performance.now() - from, MOST_REST_MS) : 0;
      await (rest > 0 ? delay(rest) : nextTurn());
    }
  }
  const cancel = every(SECOND_MS, () => {
    if (skips > 0) skips -= 1;
    else void turn();
  });
  return {
    kick: () => void (isStopped || failures > 0 ? undefined : turn()),
    turn,
    async stop() {
      isStopped = true;
      cancel();
      await Promise.race([running, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}
