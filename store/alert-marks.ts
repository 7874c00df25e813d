import type { ClientSession, mongo } from 'mongoose';
import { type Mark, MOST_OF_VALUE, marksIn } from '../domain/alerts/marks.ts';
import type { Instant } from '../domain/time.ts';
import type { AlertFinding } from './alert-findings.ts';
import { blindIndex, blindIndexes } from './crypto/digest.ts';
import { answerOf, collectionOf, inChunks } from './driver.ts';
import { defineSchema, text } from './schema.ts';
import type { Store } from './store.ts';

/** By what findings of breaches are found again: one small row for each value, however many findings name it. */

type MarkDoc = {
  /** Blind index of the value and what it is. */
  _id: string;
  /** The findings that name it and belong to a breach, the newest last. */
  findings: string[];
  lastAt: Instant;
};

export const alertMarkSchema = defineSchema<MarkDoc>({
  _id: text,
  findings: { type: [String], required: true },
  lastAt: text,
}).index({ lastAt: 1 });

/** The findings of breaches that have any of these values in common, by their names in the store. */
export async function findMarked(store: Store, marks: readonly Mark[]): Promise<string[]> {
  const names = new Set(marks.map(nameOf));
  const ids = [...names].flatMap((name) => blindIndexes(store.keyring, PURPOSE, name));
  const findings = new Set<string>();
  for (const some of inChunks(ids)) {
    const found = alertMarksOf(store).find({ _id: { $in: some } });
    for (const doc of await answerOf(found.toArray())) for (const id of doc.findings) findings.add(id);
  }
  return [...findings];
}

/** The findings of a value with this one as the newest, once. */
function withNewest(id: string) {
  const others = { $filter: { input: { $ifNull: ['$findings', []] }, cond: { $ne: ['$$this', id] } } };
  return { $slice: [{ $concatArrays: [others, [id]] }, -MOST_OF_VALUE] };
}

/** Notes what findings name since they belong to their breach, in a transaction. A repeat on one day is none. */
export async function writeMarks(
  store: Store,
  changes: readonly { before: AlertFinding | null; after: AlertFinding }[],
  session: ClientSession,
): Promise<void> {
  const writes = changes.flatMap(({ before, after }) =>
    newMarks(before, after).map((mark) => ({
      updateOne: {
        filter: { _id: blindIndex(store.keyring, PURPOSE, nameOf(mark)) },
        update: [{ $set: { findings: withNewest(after.id), lastAt: { $max: ['$lastAt', after.lastAt] } } }],
        upsert: true,
      },
    })),
  );
  if (writes.length > 0) await alertMarksOf(store).bulkWrite(writes, { session });
}

function newMarks(before: AlertFinding | null, { breachId, marks, lastAt }: AlertFinding): Mark[] {
  if (breachId === null || marks === undefined) return [];
  // Once a day it is noted that they still come, so that none is forgotten before its finding.
  const isSame = before !== null && before.breachId === breachId && dayOf(before.lastAt) === dayOf(lastAt);
  const known = new Set(isSame && before.marks !== undefined ? marksIn(before.marks).map(nameOf) : []);
  return marksIn(marks).filter((mark) => !known.has(nameOf(mark)));
}

export function alertMarksOf(store: Store): mongo.Collection<MarkDoc> {
  return collectionOf<MarkDoc>(store, 'alertMarks');
}

const PURPOSE = 'alerts/mark';

function nameOf({ field, value }: Mark): string {
  return JSON.stringify([field, value]);
}

function dayOf(instant: Instant): string {
  return instant.slice(0, 'YYYY-MM-DD'.length);
}
