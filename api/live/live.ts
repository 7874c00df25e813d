import { setTimeout as delay } from 'node:timers/promises';
import { type Instant, SECOND_MS } from '../../domain/time.ts';
import { type Change, changesSince, watchChanges } from '../../store/changes.ts';
import { countDesk, type DeskCounts } from '../../store/desk.ts';
import type { ApiDeps } from '../deps.ts';

/**
 * What an open desk is told: that something happened, and the counters as they are now. No word of what a breach is.
 */
export type LiveMessage = { changes: Omit<Change, 'seq'>[]; counters: DeskCounts };

/** One source of news for every open desk of this process. */
export type Live = {
  /** `tell` hears every message until the function it gave is called. The first listener starts the source. */
  listen(tell: (message: LiveMessage) => void): () => void;
  /** The counters now, with what happened after `since`. */
  catchUp(since: Instant | null): Promise<LiveMessage>;
  stop(): Promise<void>;
};

/** Events of one command are told together. */
const GATHER_MS = 25;
/** So long the polling stands in for a change stream before that is tried again. */
const POLLS = 30;
const MOST_TOLD = 200;

/** The source reads a change stream and, while there is none to be had, asks each second. */
export function createLive({ store, clock, log }: Pick<ApiDeps, 'store' | 'clock' | 'log'>): Live {
  const listeners = new Set<(message: LiveMessage) => void>();
  const end = new AbortController();
  let running: Promise<void> | null = null;
  let told = clock();
  let gathered: Change[] = [];
  let isGathering = false;

  const message = async (changes: Change[]): Promise<LiveMessage> => ({
    changes: changes.map(({ seq: _, ...change }) => change),
    counters: await countDesk(store, clock(), false),
  });

  const flush = async () => {
    await delay(GATHER_MS, undefined, { ref: false });
    isGathering = false;
    const changes = gathered;
    gathered = [];
    const news = await message(changes);
    for (const tell of listeners) tell(news);
  };

  const take = (change: Change) => {
    if (change.at > told) told = change.at;
    gathered.push(change);
    if (isGathering) return;
    isGathering = true;
    flush().catch((error: unknown) => log.warn({ error }, 'open desks were not told of a change'));
  };

  const poll = async () => {
    for (let i = 0; i < POLLS && !end.signal.aborted; i += 1) {
      await delay(SECOND_MS, undefined, { ref: false, signal: end.signal }).catch(() => undefined);
      const changes = await changesSince(store, told, MOST_TOLD).catch(() => []);
      for (const change of changes) take(change);
    }
  };

  const run = async () => {
    while (!end.signal.aborted) {
      try {
        await watchChanges(store, end.signal, take);
      } catch (error) {
        if (end.signal.aborted) return;
        log.warn({ error }, 'no change stream; open desks are told by asking each second');
        await poll();
      }
    }
  };

  return {
    listen(tell) {
      listeners.add(tell);
      if (running === null) {
        told = clock();
        running = run();
      }
      return () => void listeners.delete(tell);
    },
    catchUp: async (since) => message(since === null ? [] : await changesSince(store, since, MOST_TOLD)),
    async stop() {
      end.abort();
      await running;
    },
  };
}
