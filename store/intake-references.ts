import { TocsinError } from '../domain/errors.ts';
import { moveFindings } from './alert-findings.ts';
import { moveStorms } from './alert-storms.ts';
import { moveBreachRules } from './detection-rules.ts';
import { intakeModel } from './intake-record.ts';
import { moveCorrelations, nextReferences } from './references.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** Reports whose reference was given to another breach, before the database was restored to an earlier state. */

/** Whether this intake record is here, and goes by this reference. */
export async function isReportOf(store: Store, id: string, breachId: string): Promise<boolean> {
  return (await intakeModel(store).exists({ _id: id, breachId })) !== null;
}

/**
 * Gives everything that waits to be relayed under a reference another one of the same series, and what correlates with
 * it too. Whoever was told the first one still finds the report by it.
 *
 * @returns the reference they have now
 * @throws TocsinError `conflict` where nothing waits under this reference any more
 */
export async function giveOtherReference(store: Store, breachId: string): Promise<string> {
  return inTransaction(store, async (session) => {
    const [series = ''] = /^[A-Z]+-\d{4}/.exec(breachId) ?? [];
    const [fresh = ''] = await nextReferences(store, series, 1, session);
    const waiting = { breachId, status: 'pending' as const };
    const moved = { $set: { breachId: fresh, formerly: breachId } };
    const { modifiedCount } = await intakeModel(store).updateMany(waiting, moved, { session });
    if (modifiedCount === 0) throw new TocsinError('conflict', `Nothing waits under ${breachId} any more.`);
    await moveCorrelations(store, session, { from: breachId, to: fresh });
    await moveFindings(store, session, { from: breachId, to: fresh });
    await moveBreachRules(store, session, { from: breachId, to: fresh });
    await moveStorms(store, session, { from: breachId, to: fresh });
    return fresh;
  });
}
