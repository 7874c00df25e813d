import type { Instant } from '../domain/time.ts';
import { countsOf } from './alert-counts.ts';
import { findingsOf, hourOf } from './alert-findings.ts';
import { alertMarksOf } from './alert-marks.ts';
import { alertsOf } from './alert-record.ts';
import { eraseRuleDays } from './detection-rules.ts';
import { answerOf } from './driver.ts';
import type { Store } from './store.ts';

/**
 * Erases alerts that came in before an instant (UTC), with their findings and numbers: those that belong to no breach.
 * What belongs to one stays as its evidence, what waits is judged first, and a dead letter stays until somebody has
 * looked at it. What rules decided stays a year longer than that.
 *
 * @returns how many alerts are gone
 */
export async function eraseAlerts(store: Store, before: Instant): Promise<number> {
  const old = { receivedAt: { $lt: before }, breachIds: { $exists: false } };
  const settled = [{ status: { $in: ['judged', 'aside'] as const } }, { status: 'dead', seenAt: { $exists: true } }];
  const { deletedCount } = await answerOf(alertsOf(store).deleteMany({ ...old, $or: settled } as never));
  await answerOf(findingsOf(store).deleteMany({ lastAt: { $lt: before }, breachId: null }));
  await answerOf(alertMarksOf(store).deleteMany({ lastAt: { $lt: before } }));
  await eraseRuleDays(store, before);
  await answerOf(countsOf(store).deleteMany({ hour: { $lt: hourOf(before) } }));
  return deletedCount;
}
