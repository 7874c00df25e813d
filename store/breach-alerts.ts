import type { ClientSession } from 'mongoose';
import type { Instant } from '../domain/time.ts';
import { type AlertFinding, findingsOf, type HourCount, readFindings } from './alert-findings.ts';
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

const SIBLINGS_READ = 2_000;

/** These findings of a breach, and all others of it that their source groups with them, however many there are. */
export async function withSiblings(
  store: Store,
  breachId: string,
  named: readonly AlertFinding[],
  session?: ClientSession,
): Promise<AlertFinding[]> {
  const groups = new Set(named.flatMap(({ correlation }) => correlation ?? []));
  const found = new Map(named.map((row) => [row.id, row]));
  if (groups.size === 0) return [...found.values()];
  for (let last = ''; ; ) {
    const which = { breachId, _id: { $gt: last } };
    const page = findingsOf(store)
      .find(which, { projection: { _id: 1 }, ...(session && { session }) })
      .sort({ _id: 1 })
      .limit(SIBLINGS_READ);
    const ids = (await (session ? page.toArray() : answerOf(page.toArray()))).map(({ _id }) => _id);
    // What they are grouped by is sealed, so each is opened.
    for (const row of (await readFindings(store, ids, session)).values()) {
      if (row.correlation !== undefined && groups.has(row.correlation)) found.set(row.id, row);
    }
    last = ids.at(-1) ?? '';
    if (ids.length < SIBLINGS_READ) return [...found.values()];
  }
}

/** That of which the first alert came first, which a storm of others does not push out; null where none opens. */
export async function firstFindingOf(store: Store, breachId: string): Promise<AlertFinding | null> {
  const found = findingsOf(store)
    .find({ breachId }, { projection: { _id: 1 } })
    .sort({ firstAt: 1, _id: 1 })
    .limit(1);
  const ids = (await answerOf(found.toArray())).map(({ _id }) => _id);
  return [...(await readFindings(store, ids)).values()][0] ?? null;
}

/** All alerts of a breach, and of these other findings. */
export async function countAlertsOf(
  store: Store,
  breachId: string,
  others: readonly string[],
): Promise<{ count: number; firstAt: Instant | null; lastAt: Instant | null }> {
  const summed = findingsOf(store).aggregate<{ count: number; firstAt: Instant; lastAt: Instant }>([
    { $match: ofBreach(breachId, others) },
    {
      $group: { _id: null, count: { $sum: '$count' }, firstAt: { $min: '$firstAt' }, lastAt: { $max: '$lastAt' } },
    },
    { $project: { _id: 0 } },
  ]);
  const [sum] = await answerOf(summed.toArray());
  return sum ?? { count: 0, firstAt: null, lastAt: null };
}

/** How many of them came in which hour, as far back as each finding keeps it. */
export async function hoursOfAlerts(store: Store, breachId: string, others: readonly string[]): Promise<HourCount[]> {
  const summed = findingsOf(store).aggregate<HourCount>([
    { $match: ofBreach(breachId, others) },
    { $unwind: '$hours' },
    { $group: { _id: '$hours.hour', count: { $sum: '$hours.count' } } },
    { $sort: { _id: 1 } },
    { $project: { _id: 0, hour: '$_id', count: 1 } },
  ]);
  return answerOf(summed.toArray());
}

function ofBreach(breachId: string, others: readonly string[]) {
  return others.length === 0 ? { breachId } : { $or: [{ breachId }, { _id: { $in: [...others] } }] };
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
