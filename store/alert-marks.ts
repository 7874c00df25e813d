import type { ClientSession, mongo } from 'mongoose';
import { type Mark, marksIn } from '../domain/alerts/marks.ts';
import type { Instant } from '../domain/time.ts';
import type { AlertFinding } from './alert-findings.ts';
import { blindIndex, blindIndexes } from './crypto/digest.ts';
import { answerOf, collectionOf } from './driver.ts';
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

/** Findings that are kept for one value, the newest. */
const MOST_FINDINGS = 20;

/** The findings of breaches that have any of these values in common, by their names in the store. */
export async function findMarked(store: Store, marks: readonly Mark[]): Promise<string[]> {
  const ids = new Set(marks.flatMap((mark) => blindIndexes(store.keyring, PURPOSE, nameOf(mark))));
  if (ids.size === 0) return [];
  const found = alertMarksOf(store).find({ _id: { $in: [...ids] } });
  return [...new Set((await answerOf(found.toArray())).flatMap(({ findings }) => findings))];
}

/** Notes what findings name since they belong to their breach, within a transaction. Repeats write nothing. */
export async function writeMarks(
  store: Store,
  changes: readonly { before: AlertFinding | null; after: AlertFinding }[],
  session: ClientSession,
): Promise<void> {
  const writes = changes.flatMap(({ before, after }) =>
    newMarks(before, after).map((mark) => ({
      updateOne: {
        filter: { _id: blindIndex(store.keyring, PURPOSE, nameOf(mark)) },
        update: {
          $push: { findings: { $each: [after.id], $slice: -MOST_FINDINGS } },
          $max: { lastAt: after.lastAt },
        },
        upsert: true,
      },
    })),
  );
  if (writes.length > 0) await alertMarksOf(store).bulkWrite(writes, { session });
}

function newMarks(before: AlertFinding | null, { breachId, marks }: AlertFinding): Mark[] {
  if (breachId === null || marks === undefined) return [];
  const isSame = before !== null && before.breachId === breachId;
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
