import type { ClientSession, mongo } from 'mongoose';
import { HOUR_MS, type Instant, plusMs } from '../domain/time.ts';
import { hourOf } from './alert-findings.ts';
import { answerOf, collectionOf } from './driver.ts';
import { defineSchema, text } from './schema.ts';
import type { Store } from './store.ts';

/**
 * Numbers by the hour: how many alerts of a source came to what, how many were handed to a breach as evidence, and how
 * many suspicions the findings of a source have opened.
 */

const COUNTED = ['judged', 'dead', 'aside', 'handed'] as const;
type Counted = (typeof COUNTED)[number];
type CountDoc = { _id: string; what: 'source' | 'breach' | 'storm'; of: string; hour: string } & Partial<
  Record<Counted, number>
> & {
    /** Of `storm`: suspicions that were opened, and the newest of them. */
    opened?: number;
    newest?: string;
  };

export const alertCountSchema = defineSchema<CountDoc>({
  _id: text,
  what: { type: String, required: true, enum: ['source', 'breach', 'storm'] },
  /** The name of the source, or the breach. */
  of: text,
  hour: text,
  ...Object.fromEntries(COUNTED.map((name) => [name, Number])),
  opened: Number,
  newest: String,
}).index({ what: 1, hour: 1 });

/** One more of a source or breach at this instant. */
export type Count = { what: 'source' | 'breach'; of: string; at: Instant; counted: Counted };

/** Counts, within a transaction. */
export async function addCounts(store: Store, counts: readonly Count[], session: ClientSession): Promise<void> {
  const byId = Map.groupBy(counts, ({ what, of, at }) => idOf(what, of, hourOf(at)));
  const writes = [...byId].map(([_id, those]) => {
    const [first] = those;
    const $setOnInsert = { what: first?.what ?? 'source', of: first?.of ?? '', hour: hourOf(first?.at ?? '') };
    const $inc = Object.fromEntries(
      [...Map.groupBy(those, ({ counted }) => counted)].map(([name, each]) => [name, each.length]),
    );
    return { updateOne: { filter: { _id }, update: { $inc, $setOnInsert }, upsert: true } };
  });
  if (writes.length > 0) await countsOf(store).bulkWrite(writes, { session });
}

/** How many alerts were handed to each of these breaches within the hour of `at`. */
export async function handedWithin(
  store: Store,
  breachIds: readonly string[],
  at: Instant,
): Promise<Map<string, number>> {
  const ids = breachIds.map((breachId) => idOf('breach', breachId, hourOf(at)));
  const docs =
    ids.length === 0
      ? []
      : await answerOf(
          countsOf(store)
            .find({ _id: { $in: ids } })
            .toArray(),
        );
  return new Map(docs.map(({ of, handed = 0 }) => [of, handed]));
}

/** Numbers of the sources by hour, from `since` on, the newest hour first. */
export type SourceHour = { source: string; hour: string; judged: number; dead: number; aside: number };

export async function countsOfSources(store: Store, since: Instant): Promise<SourceHour[]> {
  const found = countsOf(store)
    .find({ what: 'source', hour: { $gte: hourOf(since) } })
    .sort({ hour: -1, of: 1 });
  return (await answerOf(found.toArray())).map(({ of: source, hour, judged = 0, dead = 0, aside = 0 }) => {
    return { source, hour, judged, dead, aside };
  });
}

/** The first instant of the hour after this one. */
export function nextHour(at: Instant): Instant {
  return `${hourOf(plusMs(at, HOUR_MS))}:00:00.000Z`;
}

export function countsOf(store: Store): mongo.Collection<CountDoc> {
  return collectionOf<CountDoc>(store, 'alertCounts');
}

function idOf(what: CountDoc['what'], of: string, hour: string): string {
  return `${what}/${of}/${hour}`;
}
