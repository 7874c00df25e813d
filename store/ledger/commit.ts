import type { ClientSession } from 'mongoose';
import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import { createBatches } from '../batches.ts';
import type { Store } from '../store.ts';
import { inTransaction } from '../transaction.ts';
import { appendEntries, awaitTurn, takeTurn } from './pages.ts';

/**
 * Changes rows in a transaction and gives their entries; none where it finds nothing to change. It may run more than
 * once, so it must do nothing beside its reads and writes in the session.
 */
export type LedgerChange = (session: ClientSession) => Promise<LedgerEntry[]>;
export type LedgerRef = { ledger: string; breachId: string };

type Job = { ref: LedgerRef; change: LedgerChange; isNews: boolean };

/** Changes committed in one transaction, at most. */
const MOST_TOGETHER = 200;

/** All changes of one ledger write the same chain. */
const commitInTurn = createBatches<Job, undefined>(commitJobs, MOST_TOGETHER);

/**
 * Commits a change of rows with its entries, whole or not at all. Changes of one ledger that come while another is
 * being committed go together.
 *
 * @param isNews whether the workflow must be told, as it is not the one that writes
 * @throws TocsinError `unavailable`, and whatever `change` throws; the changes that went with it are committed
 *   without it
 */
export async function commitToLedger(
  store: Store,
  ref: LedgerRef,
  change: LedgerChange,
  isNews = false,
): Promise<void> {
  await commitInTurn(store, ref.ledger, { ref, change, isNews });
}

async function commitJobs(store: Store, ledger: string, jobs: readonly Job[]): Promise<undefined[]> {
  const [first] = jobs;
  if (first === undefined) return [];
  let tries = 0;
  await inTransaction(store, async (session) => {
    tries += 1;
    if (tries > 1) await awaitTurn(store, ledger);
    const head = await takeTurn(store, ledger, session);
    const entries: LedgerEntry[] = [];
    for (const { change } of jobs) entries.push(...(await change(session)));
    const isNews = jobs.some((job) => job.isNews);
    await appendEntries(store, session, first.ref, head, entries, isNews);
  });
  return [];
}
