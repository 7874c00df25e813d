import type { ClientSession } from 'mongoose';
import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Store } from '../store.ts';
import { inTransaction } from '../transaction.ts';
import { appendEntries, awaitTurn, takeTurn } from './pages.ts';

/**
 * Changes rows in a transaction and gives their entries; none where it finds nothing to change. It may run more than
 * once, so it must do nothing beside its reads and writes in the session.
 */
export type LedgerChange = (session: ClientSession) => Promise<LedgerEntry[]>;
export type LedgerRef = { ledger: string; breachId: string };

type Job = { change: LedgerChange; isNews: boolean; resolve: () => void; reject: (error: unknown) => void };
const queues = new WeakMap<Store, Map<string, Job[]>>();

/** Changes committed in one transaction, at most. */
const MOST_TOGETHER = 200;

/**
 * Commits a change of rows with its entries, whole or not at all. Changes of one ledger that come while another is
 * being committed wait and go together: all write the same chain, and one transaction each would get in the others'
 * way.
 *
 * @param isNews whether the workflow must be told, as it is not the one that writes
 * @throws TocsinError `unavailable`, and whatever `change` throws; the changes that went with it are committed
 *   without it
 */
export function commitToLedger(store: Store, ref: LedgerRef, change: LedgerChange, isNews = false): Promise<void> {
  return new Promise((resolve, reject) => {
    const ofStore = queues.get(store) ?? new Map<string, Job[]>();
    queues.set(store, ofStore);
    const waiting = ofStore.get(ref.ledger);
    const job = { change, isNews, resolve, reject };
    if (waiting !== undefined) waiting.push(job);
    else {
      ofStore.set(ref.ledger, [job]);
      void drain(store, ref, ofStore);
    }
  });
}

async function drain(store: Store, ref: LedgerRef, ofStore: Map<string, Job[]>): Promise<void> {
  for (;;) {
    const jobs = ofStore.get(ref.ledger)?.splice(0, MOST_TOGETHER) ?? [];
    if (jobs.length === 0) break;
    try {
      await commitJobs(store, ref, jobs);
      for (const { resolve } of jobs) resolve();
    } catch (error) {
      await commitEach(store, ref, jobs, error);
    }
  }
  ofStore.delete(ref.ledger);
}

async function commitJobs(store: Store, ref: LedgerRef, jobs: readonly Job[]): Promise<void> {
  let tries = 0;
  await inTransaction(store, async (session) => {
    tries += 1;
    if (tries > 1) await awaitTurn(store, ref.ledger);
    await takeTurn(store, ref.ledger, session);
    const entries: LedgerEntry[] = [];
    for (const { change } of jobs) entries.push(...(await change(session)));
    const isNews = jobs.some((job) => job.isNews);
    await appendEntries(store, session, ref, entries, isNews);
  });
}

/** After a failure: each by itself, so that only the one that failed fails; none where the database is away. */
async function commitEach(store: Store, ref: LedgerRef, jobs: readonly Job[], error: unknown): Promise<void> {
  const isAway = error instanceof TocsinError && error.code === 'unavailable';
  for (const job of jobs) {
    try {
      if (isAway || jobs.length === 1) throw error;
      await commitJobs(store, ref, [job]);
      job.resolve();
    } catch (reason) {
      job.reject(reason);
    }
  }
}
