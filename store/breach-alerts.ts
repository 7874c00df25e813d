import { type AlertFinding, findingsOf, readFindings } from './alert-findings.ts';
import { type AlertDoc, alertsOf } from './alert-record.ts';
import { answerOf } from './driver.ts';
import type { Store } from './store.ts';

/** The alerts and findings of one breach. */

/** Findings that belong to it now, the newest alert first; and how many more there are, or do not open. */
export async function findingsOfBreach(
  store: Store,
  breachId: string,
  most: number,
): Promise<{ findings: AlertFinding[]; more: number }> {
  const [rows, all] = await Promise.all([
    answerOf(
      findingsOf(store)
        .find({ breachId }, { projection: { _id: 1 } })
        .sort({ lastAt: -1, _id: 1 })
        .limit(most)
        .toArray(),
    ),
    answerOf(findingsOf(store).countDocuments({ breachId })),
  ]);
  const opened = await readFindings(
    store,
    rows.map(({ _id }) => _id),
  );
  const findings = rows.flatMap(({ _id }) => opened.get(_id) ?? []);
  return { findings, more: all - findings.length };
}

/** Alerts that opened or joined it, the newest ones, by their ids, newest first. */
export async function alertIdsOfBreach(store: Store, breachId: string, most: number): Promise<string[]> {
  const found = alertsOf(store).aggregate<{ _id: string }>([
    { $match: { breachIds: breachId } },
    // Before they are sorted, so that their bytes are not held meanwhile.
    { $project: { receivedAt: 1 } },
    { $sort: { receivedAt: -1, _id: -1 } },
    { $limit: most },
  ]);
  return (await answerOf(found.toArray())).map(({ _id }) => _id);
}

/** What became of alerts, in the order of their ids as given; one that is gone is left out. */
export async function outcomesOf(
  store: Store,
  ids: readonly string[],
): Promise<Pick<AlertDoc, '_id' | 'outcome' | 'source' | 'size'>[]> {
  const fields = { outcome: 1, source: 1, size: 1 };
  const found = alertsOf(store).find({ _id: { $in: [...ids] } }, { projection: fields });
  const docs = new Map((await answerOf(found.toArray())).map((doc) => [doc._id, doc]));
  return ids.flatMap((id) => docs.get(id) ?? []);
}
