import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SECOND_MS } from '../domain/time.ts';
import { releaseIntake } from '../store/intake-leases.ts';
import { beginTurn, type RelayTurn, type RelayTurnDeps } from './relay-turn.ts';

/** Hands accepted intake to the workflows: at once when all is well, as soon as Temporal is back when not. */
export type Relay = {
  /** Something was accepted: do not wait for the next turn. */
  kick(): void;
  /** One turn over everything pending; resolves when it is done. */
  turn(): Promise<void>;
  /**
   * Begins nothing more; resolves when what is under way is done, or after 1.5 s. What is not done by then keeps its
   * lease, and another relay takes it when that has run out.
   */
  stop(): Promise<void>;
};

/** `every(ms, turn)` runs turn every ms milliseconds until the function it gave is called. */
export type Ticker = (ms: number, turn: () => void) => () => void;

const STOP_MS = 1.5 * SECOND_MS;
/** The longest wait between turns, in turns: a Temporal that is back is noticed within this many seconds. */
const MAX_SKIPPED_TURNS = 10;

/** Any number of relays may work on one database: each record is leased to one of them. */
export function createRelay(deps: RelayTurnDeps & { every: Ticker }): Relay {
  const { store, every } = deps;
  const owner = randomUUID();
  let failures = 0;
  let skips = 0;
  let current: RelayTurn | null = null;
  let running: Promise<void> | null = null;
  let isKicked = false;
  let isStopped = false;

  const turn = async (): Promise<void> => {
    isKicked = true;
    current?.wake();
    running ??= turns();
    return running;
  };

  const turns = async (): Promise<void> => {
    do {
      isKicked = false;
      // What could not be given back while the database was away.
      if (failures > 0) await giveAllBack();
      if (isStopped) break;
      current = beginTurn(deps, owner);
      const isWell = await current.done;
      current = null;
      failures = isWell ? 0 : failures + 1;
      skips = isWell ? 0 : Math.min(2 ** failures, MAX_SKIPPED_TURNS);
      if (!isWell) await giveAllBack();
    } while (isKicked && !isStopped && failures === 0);
    running = null;
  };

  const giveAllBack = (): Promise<void> => releaseIntake(store, owner).catch(() => undefined);

  const cancel = every(SECOND_MS, () => {
    if (skips > 0) skips -= 1;
    else void turn();
  });

  return {
    kick: () => void (isStopped ? undefined : turn()),
    turn,
    async stop() {
      isStopped = true;
      cancel();
      current?.end();
      await Promise.race([running, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}
