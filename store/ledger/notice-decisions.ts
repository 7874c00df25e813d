import { statusAfter } from '../../domain/communication/notice.ts';
import type { UncertainDecision } from '../../domain/communication/standing.ts';
import type { Instant } from '../../domain/time.ts';
import { requireText } from '../driver.ts';
import { type NoticeDoc, noticesOf, rowName } from '../notices.ts';
import type { Store } from '../store.ts';
import { commitToLedger } from './commit.ts';
import { noticesLedger, patchOf } from './notices.ts';
import type { UncertainRequest } from './uncertain.ts';
import { sealedWords } from './words.ts';

/** Rows decided in one transaction. */
const DECIDED_TOGETHER = 200;

/**
 * Decides on notices that are `uncertain`: those named, or all. The reasons stand, sealed, in every row's entry.
 * @returns how many were decided
 */
export async function decideUncertainNotices(
  store: Store,
  breachId: string,
  { decision, counterparties, by, at, reasons }: UncertainRequest & { counterparties: readonly string[] | null },
): Promise<number> {
  requireText(breachId, ...(counterparties ?? []));
  const which = {
    breachId,
    status: 'uncertain' as const,
    ...(counterparties && { counterparty: { $in: [...counterparties] } }),
  };
  const ids = (
    await noticesOf(store)
      .find(which, { projection: { _id: 1 } })
      .toArray()
  ).map(({ _id }) => _id);
  let decided = 0;
  for (let start = 0; start < ids.length; start += DECIDED_TOGETHER) {
    const page = ids.slice(start, start + DECIDED_TOGETHER);
    let changed = 0;
    await commitToLedger(
      store,
      noticesLedger(breachId),
      async (session) => {
        const rows = await noticesOf(store)
          .find({ _id: { $in: page }, status: 'uncertain' }, { session })
          .toArray();
        changed = rows.length;
        const writes = rows.map((row) => ({
          updateOne: { filter: { _id: row._id }, update: { $set: decidedPatch(row, decision, at) } },
        }));
        if (writes.length > 0) await noticesOf(store).bulkWrite(writes, { session, ordered: false });
        return rows.map((row) => ({
          row: rowName(row),
          at,
          by,
          what: decision,
          ...sealedWords(store, row._id, { reasons }),
        }));
      },
      true,
    );
    decided += changed;
  }
  return decided;
}

function decidedPatch(row: NoticeDoc, decision: UncertainDecision, at: Instant): Partial<NoticeDoc> {
  const last = row.deliveries.findLast(({ result }) => result === 'uncertain');
  if (last === undefined) return {};
  if (decision === 'arrived') {
    const deliveries = row.deliveries.map((delivery) =>
      delivery === last ? { ...delivery, result: 'sent' as const } : delivery,
    );
    const status = statusAfter(row, last.step);
    return { ...patchOf({ ...row, status }), deliveries };
  }
  const deliveries = row.deliveries.filter((delivery) => delivery !== last);
  const done = row.done.filter((number) => number !== last.number);
  const status = deliveries.length === 0 ? ('planned' as const) : ('sent' as const);
  return { ...patchOf({ ...row, status }), deliveries, done, nextAt: at, tries: 0 };
}
