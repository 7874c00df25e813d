import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import { mayHaveLeft } from '../../domain/communication/link.ts';
import type { CounterpartyKind } from '../../domain/dataflow.ts';
import { newestRelease, type ReleaseEvent } from '../../domain/notices/said.ts';
import { readsAlike } from '../../domain/notices/since.ts';
import type { Instant } from '../../domain/time.ts';
import { noticesOf, rowName } from '../notices.ts';
import type { Store } from '../store.ts';
import { commitToLedger } from './commit.ts';
import { ENGINE, noticesLedger } from './notices.ts';

/** Rows changed in one transaction. */
const TOGETHER = 500;

/**
 * Has all who were told an earlier text told of the one that a person released since, by a letter of its own, once.
 * What the policy releases corrects nothing.
 *
 * @param isLeftOut whether the release leaves a counterparty out
 */
export async function planCorrections(
  store: Store,
  breachId: string,
  releases: readonly ReleaseEvent[],
  kind: CounterpartyKind,
  { isLeftOut, at }: { isLeftOut: (counterparty: string) => boolean; at: Instant },
): Promise<void> {
  const newest = newestRelease(releases, kind);
  if (newest === undefined || newest.data.basis !== 'person') return;
  const { release } = newest.data;
  const same = releases.filter((each) => readsAlike(each, newest, kind)).map(({ data }) => data.release);
  const told = { breachId, kind, release: { $lt: release }, status: { $ne: 'superseded' as const } };
  const found = await noticesOf(store)
    .find({ ...told, correction: { $ne: release } }, { projection: { counterparty: 1, release: 1, correction: 1 } })
    .toArray();
  const behind = found.filter(
    (row) => !same.includes(row.correction ?? row.release ?? 0) && !isLeftOut(row.counterparty),
  );
  for (let start = 0; start < behind.length; start += TOGETHER) {
    const ids = behind.slice(start, start + TOGETHER).map(({ _id }) => _id);
    await commitToLedger(store, noticesLedger(breachId), async (session): Promise<LedgerEntry[]> => {
      const rows = await noticesOf(store)
        .find({ ...told, _id: { $in: ids }, correction: { $ne: release } }, { session, projection: { content: 0 } })
        .toArray();
      const open = rows.filter(mayHaveLeft);
      // A letter that is just leaving is settled first; the correction comes after it.
      const writes = open.map(({ _id, claim }) => ({
        updateOne: {
          filter: { _id },
          update: { $set: { correction: release, ...(claim === null && { nextAt: at, tries: 0 }) } },
        },
      }));
      if (writes.length > 0) await noticesOf(store).bulkWrite(writes, { session, ordered: false });
      return open.map((row) => ({ row: rowName(row), at, by: ENGINE, what: 'correction-planned', data: { release } }));
    });
  }
}
