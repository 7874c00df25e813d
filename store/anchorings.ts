import type { Model } from 'mongoose';
import { ANCHOR_WAYS, type AnchorStatus, type AnchorWay, type AnchorWayStatus } from '../domain/audit/anchor.ts';
import { HOUR_MS, type Instant, plusMs } from '../domain/time.ts';
import { readLastAnchor } from './anchors.ts';
import type { Keyring } from './crypto/keyring.ts';
import { isMacOf, macOf } from './crypto/mac.ts';
import { defineSchema, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/** How it goes to take the journal's head outside. One document. */

type Anchoring = {
  /** When a worker first asked for it. */
  since: Instant;
  /** When it was last tried, whatever came of it; null before the first time. */
  triedAt: Instant | null;
  ways: AnchorWayStatus[];
  /** When it was first seen that a head known outside is not in the journal, and its number; null while all are. */
  contradictedAt: Instant | null;
  contradictedSeq: number | null;
};
export type AnchoringDoc = Anchoring & { _id: string; mac: string };

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
  mac: text,
});

const LAST = 'last';
/** Two turns and a half of the schedule: by then somebody should look why nothing is done. */
const STALE_MS = 2.5 * HOUR_MS;
/** How long a way that is away is tried again before somebody is asked to look. */
const PATIENCE_MS = HOUR_MS;

/** By which ways heads are to go from now on: those that are new start, those left out end. Safe to repeat. */
export async function expectAnchors(store: Store, ways: readonly AnchorWay[], at: Instant): Promise<void> {
  const { anchoring } = await read(store);
  if (anchoring !== null && anchoring.ways.map(({ way }) => way).join() === ways.join()) return;
  const known = new Map(anchoring?.ways.map((each) => [each.way, each]));
  const wanted = ways.map((way) => known.get(way) ?? { way, seq: null, at: null, failingSince: null, code: null });
  const none = { since: at, triedAt: null, contradictedAt: null, contradictedSeq: null };
  await write(store, { ...none, ...anchoring, ways: wanted });
}

/** What came of one way for one head. `code`: why it did not take it; null where it did. */
export type AnchorTry = { way: AnchorWay; seq: number; code: string | null };

/** Records one turn. `contradicted`: the number of a head known outside that is not in the journal. */
export async function recordAnchoring(
  store: Store,
  { at, tries, contradicted }: { at: Instant; tries: readonly AnchorTry[]; contradicted: number | null },
): Promise<void> {
  const { anchoring } = await read(store);
  if (anchoring === null) return;
  const byWay = new Map(tries.map((each) => [each.way, each]));
  const ways = anchoring.ways.map((known): AnchorWayStatus => {
    const tried = byWay.get(known.way);
    if (tried === undefined) return known;
    if (tried.code !== null) return { ...known, failingSince: known.failingSince ?? at, code: tried.code };
    return { way: known.way, seq: tried.seq, at, failingSince: null, code: null };
  });
  const contradictedAt = contradicted === null ? null : (anchoring.contradictedAt ?? at);
  await write(store, { since: anchoring.since, triedAt: at, ways, contradictedAt, contradictedSeq: contradicted });
}

/** How anchoring stands. */
export async function readAnchorStatus(store: Store, now: Instant): Promise<AnchorStatus> {
  const { anchoring, isChanged } = await read(store);
  if (isChanged) return { state: 'changed', since: null, isAlarm: true, ways: [] };
  if (anchoring === null) return { state: 'never', since: null, isAlarm: false, ways: [] };
  const { ways, triedAt, contradictedAt } = anchoring;
  const lastLooked = triedAt ?? anchoring.since;
  if (contradictedAt !== null) return { state: 'contradicted', since: contradictedAt, isAlarm: true, ways };
  if (ways.length === 0) return { state: 'off', since: lastLooked, isAlarm: false, ways };
  if (lastLooked < plusMs(now, -STALE_MS)) return { state: 'stale', since: lastLooked, isAlarm: true, ways };
  const [failingSince] = ways.flatMap((way) => way.failingSince ?? []).sort();
  if (failingSince === undefined) return { state: 'ok', since: lastLooked, isAlarm: false, ways };
  // What is away comes back; what answers as it should not, or keeps another head, is for a person to look at.
  const isWrong = ways.some(({ code }) => code !== null && code !== 'unavailable');
  const isAlarm = isWrong || failingSince <= plusMs(now, -PATIENCE_MS);
  return { state: 'failing', since: failingSince, isAlarm, ways };
}

/** What the note of it says that Tocsin did not write so, and the number of the head that is not in the journal. */
export async function checkAnchoring(store: Store): Promise<{ isChanged: boolean; contradicted: number | null }> {
  const { anchoring, isChanged } = await read(store);
  return { isChanged, contradicted: anchoring?.contradictedSeq ?? null };
}

/**
 * Null where there is none that Tocsin wrote: then it begins anew. `isChanged`: there was one, since heads were taken
 * outside, or what is there is another.
 */
async function read(store: Store): Promise<{ anchoring: Anchoring | null; isChanged: boolean }> {
  const doc = await model(store).findById(LAST).lean();
  if (doc === null) return { anchoring: null, isChanged: (await readLastAnchor(store)) !== null };
  const isGenuine = isMacOf(store.keyring, 'anchoring', guardedOf(doc), doc.mac);
  return { anchoring: isGenuine ? guardedOf(doc) : null, isChanged: !isGenuine };
}

async function write(store: Store, anchoring: Anchoring): Promise<void> {
  const mac = macOf(store.keyring, 'anchoring', guardedOf(anchoring));
  await model(store).replaceOne({ _id: LAST }, { ...anchoring, mac }, { upsert: true });
}

/** The MAC by today's key; null where Tocsin did not write it. */
export function anchoringMac(keyring: Keyring, doc: AnchoringDoc): string | null {
  const guarded = guardedOf(doc);
  return isMacOf(keyring, 'anchoring', guarded, doc.mac) ? macOf(keyring, 'anchoring', guarded) : null;
}

function guardedOf({ since, triedAt, ways, contradictedAt, contradictedSeq }: Anchoring): Anchoring {
  return { since, triedAt, ways, contradictedAt, contradictedSeq };
}

function model(store: Store): Model<AnchoringDoc> {
  return store.connection.model<AnchoringDoc>('anchorings');
}
