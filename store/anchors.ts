import { type Model, trusted } from 'mongoose';
import {
  ANCHOR_PLACES,
  ANCHOR_WAYS,
  type AnchorPlaceName,
  type AnchorStatus,
  type AnchorWay,
  type AnchorWayStatus,
  namedEvent,
  type PackedAnchor,
} from '../domain/audit/anchor.ts';
import { type ChainHead, headText } from '../domain/audit/chain.ts';
import { HOUR_MS, type Instant, plusMs } from '../domain/time.ts';
import { readJournalEntries, readLastEntryOf } from './journal-entries.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/** Which heads of the journal are known outside this database, and how that goes. */

/** A head of the journal that was taken outside. */
export type Anchor = ChainHead & {
  /** The token of RFC 3161 over its text, base64, with what it says; null where no authority gave one yet. */
  token: string | null;
  stampedAt: Instant | null;
  authority: string | null;
  /** Where it is kept, since when, and whether with its token. */
  kept: { place: AnchorPlaceName; at: Instant; withToken: boolean }[];
};
type AnchorDoc = Anchor & { _id: string };

export const anchorSchema = defineSchema<AnchorDoc>({
  /** `headText` of it: a journal that was rewritten makes another one of the same number. */
  _id: text,
  seq: integer,
  hash: text,
  token: optionalText,
  stampedAt: optionalText,
  authority: optionalText,
  kept: {
    type: [
      {
        _id: false,
        place: { type: String, required: true, enum: ANCHOR_PLACES },
        at: text,
        withToken: { type: Boolean, required: true },
      },
    ],
    required: true,
  },
}).index({ seq: 1 });

type AnchoringDoc = {
  _id: string;
  /** When a worker first asked for it. */
  since: Instant;
  /** When it was last tried, whatever came of it; null before the first time. */
  triedAt: Instant | null;
  ways: AnchorWayStatus[];
  /** When it was first seen that a head known outside is not in the journal, and its number; null while all are. */
  contradictedAt: Instant | null;
  contradictedSeq: number | null;
};

export const anchoringSchema = defineSchema<AnchoringDoc>({
  _id: text,
  since: text,
  triedAt: optionalText,
  ways: {
    type: [
      {
        _id: false,
        way: { type: String, required: true, enum: ANCHOR_WAYS },
        seq: { type: Number, default: null },
        at: optionalText,
        failingSince: optionalText,
        code: optionalText,
      },
    ],
    required: true,
  },
  contradictedAt: optionalText,
  contradictedSeq: { type: Number, default: null },
});

/** The one document of its collection. */
const LAST = { _id: 'last' };
/** Two turns and a half of the schedule: by then somebody should look why nothing is done. */
const STALE_MS = 2.5 * HOUR_MS;
/** How long a way that fails is tried again before somebody is asked to look. */
const PATIENCE_MS = HOUR_MS;

/** By which ways heads are to go from now on: those that are new start, those left out end. Safe to repeat. */
export async function expectAnchors(store: Store, ways: readonly AnchorWay[], at: Instant): Promise<void> {
  const doc = await anchorings(store).findById(LAST._id).lean();
  const known = new Map(doc?.ways.map((each) => [each.way, each]));
  const wanted = ways.map((way) => known.get(way) ?? { way, seq: null, at: null, failingSince: null, code: null });
  const none = { triedAt: null, contradictedAt: null, contradictedSeq: null };
  await anchorings(store).updateOne(
    LAST,
    { $set: { ways: wanted }, $setOnInsert: { since: at, ...none } },
    { upsert: true },
  );
}

/** The head that was last taken outside by any way; null before the first. */
export async function readLastAnchor(store: Store): Promise<Anchor | null> {
  const doc = await anchors(store).findOne().sort({ seq: -1 }).lean();
  return doc === null ? null : withoutId(doc);
}

/** What is known outside of this head. */
export async function readAnchor(store: Store, head: ChainHead): Promise<Anchor> {
  const doc = await anchors(store).findById(headText(head)).lean();
  const { seq, hash } = head;
  return doc === null ? { seq, hash, token: null, stampedAt: null, authority: null, kept: [] } : withoutId(doc);
}

/** Keeps what is now known outside of a head. Safe to repeat. */
export async function saveAnchor(store: Store, anchor: Anchor): Promise<void> {
  await anchors(store).updateOne({ _id: headText(anchor) }, { $set: anchor }, { upsert: true });
}

/** What came of one way for one head. `code`: why it did not take it; null where it did. */
export type AnchorTry = { way: AnchorWay; seq: number; code: string | null };

/** Records one turn. `contradicted`: the number of a head known outside that is not in the journal. */
export async function recordAnchoring(
  store: Store,
  { at, tries, contradicted }: { at: Instant; tries: readonly AnchorTry[]; contradicted: number | null },
): Promise<void> {
  const doc = await anchorings(store).findById(LAST._id).lean();
  if (doc === null) return;
  const byWay = new Map(tries.map((each) => [each.way, each]));
  const ways = doc.ways.map((known): AnchorWayStatus => {
    const tried = byWay.get(known.way);
    if (tried === undefined) return known;
    if (tried.code !== null) return { ...known, failingSince: known.failingSince ?? at, code: tried.code };
    return { way: known.way, seq: tried.seq, at, failingSince: null, code: null };
  });
  const contradiction = {
    contradictedAt: contradicted === null ? null : (doc.contradictedAt ?? at),
    contradictedSeq: contradicted,
  };
  await anchorings(store).updateOne(LAST, { $set: { triedAt: at, ways, ...contradiction } });
}

/** How anchoring stands. */
export async function readAnchorStatus(store: Store, now: Instant): Promise<AnchorStatus> {
  const doc = await anchorings(store).findById(LAST._id).lean();
  if (doc === null) return { state: 'never', since: null, isAlarm: false, ways: [] };
  const { ways, triedAt, contradictedAt } = doc;
  const lastLooked = triedAt ?? doc.since;
  if (contradictedAt !== null) return { state: 'contradicted', since: contradictedAt, isAlarm: true, ways };
  if (ways.length === 0) return { state: 'off', since: lastLooked, isAlarm: false, ways };
  if (lastLooked < plusMs(now, -STALE_MS)) return { state: 'stale', since: lastLooked, isAlarm: true, ways };
  const [failingSince] = ways.flatMap((way) => way.failingSince ?? []).sort();
  if (failingSince === undefined) return { state: 'ok', since: lastLooked, isAlarm: false, ways };
  return { state: 'failing', since: failingSince, isAlarm: failingSince <= plusMs(now, -PATIENCE_MS), ways };
}

/**
 * The anchor of a breach for its evidence pack: the first that covers its last event, with a time-stamp where there is
 * such a one, since that shows the earliest time and has the shortest path. While there is none, the first that covers
 * an event before. Null where no event is covered.
 */
export async function packAnchor(store: Store, breachId: string): Promise<PackedAnchor | null> {
  const newest = await readLastAnchor(store);
  const from = newest === null ? null : await readLastEntryOf(store, breachId, newest.seq);
  const event = from === null ? null : namedEvent(from, breachId);
  if (from === null || event === null) return null;
  const first = (more: object) =>
    anchors(store)
      .findOne({ seq: trusted({ $gte: from.seq }), ...more })
      .sort({ seq: 1 })
      .lean();
  const anchor = (await first({ token: trusted({ $ne: null }) })) ?? (await first({}));
  if (anchor === null) return null;
  return {
    head: headText(anchor),
    timestampToken: anchor.token,
    kept: anchor.kept.map(({ place, at }) => ({ place, at })),
    covers: event.seq,
    path: await readJournalEntries(store, from.seq, anchor.seq),
  };
}

function withoutId({ _id, ...anchor }: AnchorDoc): Anchor {
  return anchor;
}

function anchors(store: Store): Model<AnchorDoc> {
  return store.connection.model<AnchorDoc>('anchors');
}

function anchorings(store: Store): Model<AnchoringDoc> {
  return store.connection.model<AnchoringDoc>('anchorings');
}
