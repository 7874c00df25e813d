import { createHash, type Hash, randomUUID } from 'node:crypto';
import type { Role } from '../domain/roles.ts';
import type { Instant } from '../domain/time.ts';
import { createLinkCheck } from './chain-links.ts';
import { keyOfMac, macOf } from './crypto/mac.ts';
import { answerOf, collectionOf } from './driver.ts';
import { chainOf, headsOf, noteHeads } from './heads.ts';
import type { Store } from './store.ts';

/**
 * How looks are written: each process numbers its own, in a lane of its own, and writes one batch after the other, so
 * that no number is left out, whenever it ends. A number that is missing in a lane is a look that was removed.
 */

/**
 * One look. `route` as `api/route-access.ts` names it, or what happened at sign-in as `sign-in/…`; `breachId` is null
 * where several breaches were shown at once.
 */
export type ContentView = {
  /** The name of a token or role, or `user:<id>`. Never a person's name. */
  who: string;
  role: Role;
  route: string;
  breachId: string | null;
  /** Beside breaches: the id of what was to be changed, with what was asked of it. Ids and words of ours alone. */
  about: string | null;
  at: Instant;
};
/** Without a place and a MAC: one that a version before 0.5 wrote, until it is migrated. */
export type ViewDoc = ContentView & { _id: string; mac?: string | null } & Partial<LanePlace>;

/** The place of a look: the writing process's lane, and its number there from 1. */
type LanePlace = { lane: string; n: number };

type Waiting = { view: ContentView; resolve: () => void; reject: (error: unknown) => void };
type Lane = LanePlace & { waiting: Waiting[]; isWriting: boolean };
const lanes = new WeakMap<Store, Lane>();

/** Looks written at once, at most. */
const MOST_TOGETHER = 200;

/** Writes a look to this process's lane. What comes while a batch is written goes with the next. */
export function writeView(store: Store, view: ContentView): Promise<void> {
  const lane = lanes.get(store) ?? { lane: randomUUID(), n: 0, waiting: [], isWriting: false };
  lanes.set(store, lane);
  return new Promise((resolve, reject) => {
    lane.waiting.push({ view, resolve, reject });
    if (!lane.isWriting) void drain(store, lane);
  });
}

async function drain(store: Store, lane: Lane): Promise<void> {
  lane.isWriting = true;
  while (lane.waiting.length > 0) {
    const batch = lane.waiting.splice(0, MOST_TOGETHER);
    const docs = batch.map(({ view }, index) => newViewDoc(store, view, { lane: lane.lane, n: lane.n + index + 1 }));
    try {
      // In their order: what is stored of a batch that breaks off is its beginning.
      await answerOf(viewsOf(store).insertMany(docs, { ordered: true }));
      lane.n += docs.length;
      await noteLane(store, docs.at(-1));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      // How much of it arrived is not known, so that its numbers are not used again.
      Object.assign(lane, { lane: randomUUID(), n: 0 });
      for (const { reject } of batch) reject(error);
    }
  }
  lane.isWriting = false;
}

/**
 * Notes where a lane ends now. Of a process that dies just before this, the next check of the whole record does it.
 */
async function noteLane(store: Store, last: ViewDoc | undefined): Promise<void> {
  const { lane, n, mac } = last ?? {};
  if (lane === undefined || n === undefined || mac == null) return;
  await answerOf(noteHeads(store, [{ of: chainOf.views(lane), seq: n, hash: mac }]));
}

/** Notes where every lane ends of which a note is missing, whose process died just before it. */
export async function noteLanes(store: Store): Promise<void> {
  const ends = viewsOf(store).aggregate<{ _id: string; n: number }>([
    { $match: { lane: { $type: 'string' } } },
    { $group: { _id: '$lane', n: { $max: '$n' } } },
  ]);
  for await (const { _id: lane, n } of ends) {
    const note = await headsOf(store).findOne({ _id: chainOf.views(lane) });
    if ((note?.seq ?? 0) < n) await noteLane(store, (await viewsOf(store).findOne({ lane, n })) ?? undefined);
  }
}

function newViewDoc({ keyring }: Store, view: ContentView, place: LanePlace): ViewDoc {
  const doc = { _id: randomUUID(), ...view, ...place };
  return { ...doc, mac: viewMac(keyring, doc) };
}

/** The MAC of a look with its place. */
export function viewMac(keyring: Store['keyring'], doc: Omit<ViewDoc, 'mac'>): string {
  return macOf(keyring, 'view', guardedOf(doc));
}

function guardedOf({ _id, who, role, route, breachId = null, about = null, at, lane, n }: Omit<ViewDoc, 'mac'>) {
  return { _id, who, role, route, breachId, about, at, lane, n };
}

/** What was found of the looks. */
type ViewsCheck = { views: number; problems: string[] };

/**
 * Reads all looks, and finds those that were changed, added or removed past Tocsin.
 *
 * @param journaled the furthest number of each lane that the journal names
 * @param mayEarlierWrite whether looks without a place may be an earlier version's
 */
export async function checkViews(
  store: Store,
  journaled: ReadonlyMap<string, { seq: number; hash: string }>,
  mayEarlierWrite: boolean,
): Promise<ViewsCheck> {
  const ends = new Map<string, ViewDoc>();
  const keyOf = createLinkCheck(store, 'view');
  const signed = new Digests();
  const check: ViewsCheck = { views: 0, problems: [] };
  for await (const doc of viewsOf(store).find().sort({ lane: 1, n: 1 })) {
    check.views += 1;
    const { lane, n } = doc;
    const place = lane === undefined || n === undefined ? null : { lane, n };
    if (place === null && mayEarlierWrite) continue;
    const key = place === null ? null : await keyOf({ ...linkOf(place), fields: guardedOf(doc), mac: doc.mac });
    if (key === null) {
      check.problems.push(`The look of ${doc.who} at ${doc.at} was not written by Tocsin, or was changed.`);
    } else signed.add(key, doc.mac);
    if (place === null) continue;
    const before = ends.get(place.lane)?.n ?? 0;
    if (place.n !== before + 1) check.problems.push(missing(place.lane, before + 1, place.n - 1));
    ends.set(place.lane, doc);
  }
  for (const [lane, { seq, hash }] of journaled) {
    const end = ends.get(lane)?.n ?? 0;
    if (end < seq) check.problems.push(missing(lane, end + 1, seq));
    else if (end === seq && ends.get(lane)?.mac !== hash) {
      check.problems.push(`The look number ${seq} of lane ${lane} is not the one that the journal names.`);
    }
  }
  for (const [id, { looks }] of store.keyring.takenOut ?? []) {
    if (looks === null || looks === signed.of(id)) continue;
    check.problems.push(`Looks that key "${id}" signed are not those that it had signed when it was taken out.`);
  }
  const unnoted = [...ends].filter(([lane, { n = 0 }]) => (journaled.get(lane)?.seq ?? 0) < n);
  for (const [, last] of unnoted) await noteLane(store, last);
  return check;
}

/** The SHA-256 over the MACs of looks in the order of their lanes, by the key that signed them. */
class Digests {
  readonly #hashes = new Map<string, Hash>();

  add(key: string, mac: string | null | undefined): void {
    const hash = this.#hashes.get(key) ?? createHash('sha256');
    this.#hashes.set(key, hash.update(`${mac}\n`));
  }

  of(key: string): string {
    return (this.#hashes.get(key) ?? createHash('sha256')).copy().digest('hex');
  }
}

/**
 * Of the looks that each key of the ring signed, a digest, by the key's id. Looks are in no chain, so that whoever kept
 * a key could change one that it signed, and it would hold.
 */
export async function digestLooks(store: Store): Promise<(key: string) => string> {
  const signed = new Digests();
  for await (const doc of viewsOf(store).find().sort({ lane: 1, n: 1 })) {
    const key = keyOfMac(store.keyring, 'view', guardedOf(doc), doc.mac);
    if (key !== null) signed.add(key, doc.mac);
  }
  return (key) => signed.of(key);
}

function linkOf({ lane, n }: LanePlace) {
  return { of: chainOf.views(lane), seq: n };
}

function missing(lane: string, from: number, to: number): string {
  const which = from === to ? `number ${from}` : `numbers ${from} to ${to}`;
  return `Looks were removed: ${which} of lane ${lane}.`;
}

export function viewsOf(store: Store) {
  return collectionOf<ViewDoc>(store, 'views');
}
