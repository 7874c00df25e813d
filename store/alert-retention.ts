import type { mongo } from 'mongoose';
import { ALL_SOURCES, type Hold } from '../domain/policy/holds.ts';
import type { Instant } from '../domain/time.ts';
import { countsOf } from './alert-counts.ts';
import { findingsOf, hourOf } from './alert-findings.ts';
import { groupsOf } from './alert-groups.ts';
import { alertMarksOf } from './alert-marks.ts';
import { eraseLooseParts } from './alert-parts.ts';
import { type AlertDoc, alertsOf } from './alert-record.ts';
import { toldOf } from './alert-told.ts';
import { unknownOf } from './alert-unknown.ts';
import { eraseRuleDays } from './detection-rules.ts';
import { answerOf } from './driver.ts';
import type { Store } from './store.ts';

/**
 * Erases alerts that came in before an instant (UTC), with their findings and numbers: those that belong to no breach.
 * What belongs to one stays as its evidence, what waits is judged first, and a dead letter stays until somebody has
 * looked at it. What is under a hold stays, and so does what was kept of findings while it was. What rules decided
 * stays a year longer.
 *
 * @returns how many alerts are gone
 */
export async function eraseAlerts(store: Store, before: Instant, holds: readonly Hold[]): Promise<number> {
  const { deletedCount } = await answerOf(alertsOf(store).deleteMany(erasable(before, holds)));
  await eraseLooseParts(store, before);
  const times = { first: 'firstAt', last: 'lastAt' };
  const ended = { lastAt: { $lt: before } };
  const findings = { ...ended, breachId: null, ...unheld(holds, { source: 'source', ...times }) };
  await answerOf(findingsOf(store).deleteMany(findings as never));
  // A mark does not say of which source it is, nor since when.
  await answerOf(alertMarksOf(store).deleteMany({ ...ended, ...unheld(holds, { last: 'lastAt' }) } as never));
  const unknown = { ...ended, ...unheld(holds, { source: 'sources', ...times }) };
  await answerOf(unknownOf(store).deleteMany(unknown as never));
  await answerOf(toldOf(store).deleteMany(ended));
  await eraseRuleDays(store, before);
  const hours = holds.map((hold) => ({ ...hold, from: hourOf(hold.from) }));
  const counts = { hour: { $lt: hourOf(before) }, ...unheld(hours, { source: 'of', first: 'hour', last: 'hour' }) };
  await answerOf(countsOf(store).deleteMany(counts as never));
  return deletedCount;
}

/** How many alerts {@link eraseAlerts} would erase. */
export async function countErasable(store: Store, before: Instant, holds: readonly Hold[]): Promise<number> {
  return answerOf(alertsOf(store).countDocuments(erasable(before, holds)));
}

function erasable(before: Instant, holds: readonly Hold[]): mongo.Filter<AlertDoc> {
  const old = { receivedAt: { $lt: before }, breachIds: { $exists: false } };
  const settled = [{ status: { $in: ['judged', 'aside'] } }, { status: 'dead', seenAt: { $exists: true } }];
  const held = unheld(holds, { source: 'source', first: 'receivedAt', last: 'receivedAt' });
  return { ...old, ...held, $or: settled } as never;
}

/** Which of the fields of a row say of which source it is, and when it began and ended; without one, all are held. */
type Fields = { source?: string; first?: string; last: string };

/** Rows that no hold keeps. */
function unheld(holds: readonly Hold[], { source, first, last }: Fields): mongo.Filter<mongo.Document> {
  if (holds.length === 0) return {};
  const held = holds.map((hold) => ({
    [last]: { $gte: hold.from },
    ...(source !== undefined && hold.source !== ALL_SOURCES && { [source]: hold.source }),
    // One field may be both, and takes both bounds.
    ...(first !== undefined &&
      hold.until !== undefined && {
        [first]: { ...(first === last && { $gte: hold.from }), $lt: hold.until },
      }),
  }));
  return { $nor: held };
}

/** Erases what correlations have counted once it counts no more: an instant (UTC) after all that is judged late. */
export async function eraseGroups(store: Store, before: Instant): Promise<void> {
  await answerOf(groupsOf(store).deleteMany({ endsAt: { $lt: before } }));
}
