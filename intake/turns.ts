import type { Ticker } from './relay.ts';

/** Work that is looked for again and again, in one turn at a time. */
export type Turns = {
  /** One turn over everything due; resolves when it is done. */
  turn(): Promise<void>;
  /** No more turns; resolves when a running one is done. */
  stop(): Promise<void>;
};

/** @param away is told of a turn that broke off, as where the database does not answer; the next one goes on */
export function createTurns(
  { every }: { every: Ticker },
  ms: number,
  work: () => Promise<unknown>,
  away: (error: unknown) => void,
): Turns {
  let running: Promise<void> | null = null;
  const turn = (): Promise<void> => {
    running ??= work()
      .then(() => undefined, away)
      .finally(() => {
        running = null;
      });
    return running;
  };
  const cancel = every(ms, () => void turn());
  return {
    turn,
    async stop() {
      cancel();
      await running;
    },
  };
}
