import { z } from 'zod';
import { type Instant, MINUTE_MS, plusMs } from '../time.ts';
import { type ChainHead, canonicalJson, parseHead, sha256Of } from './chain.ts';

/**
 * What is known outside the database of the journal of heads: each append to a breach, a ledger or the looks moves the
 * journal's own head, and that is time-stamped by an authority and kept in second places.
 */

/** Second places where a head is kept, in the order in which they are written. */
export const ANCHOR_PLACES = ['directory', 'mail', 'object-store'] as const;
export type AnchorPlaceName = (typeof ANCHOR_PLACES)[number];
/** All ways by which a head gets outside: the authority's time-stamp, and each place. */
export const ANCHOR_WAYS = ['authority', ...ANCHOR_PLACES] as const;
export type AnchorWay = (typeof ANCHOR_WAYS)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');

/** One entry of the journal: which chains had become longer, and where they ended. All else in it is hashed too. */
export const JournalEntry = z.looseObject({
  seq: z.int().min(1),
  heads: z.array(z.strictObject({ of: z.string(), seq: z.int(), hash: z.string() })),
  prev: sha256,
  hash: sha256,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** Entries of the journal without a gap: from one that names an event of a breach to the one that is anchored. */
export const JournalPath = z.array(JournalEntry).min(1);
export type JournalPath = z.infer<typeof JournalPath>;

/** What an evidence pack carries of the anchor that covers its breach. */
export const PackedAnchor = z.strictObject({
  /** The journal's head as it was time-stamped and kept: {@link headText}. */
  head: z.string().refine((text) => parseHead(text) !== null, 'a head such as 42:5f2c…'),
  /** The time-stamp token of RFC 3161 over the bytes of `head`; null where no authority gave one. */
  timestampToken: z.base64().nullable(),
  /** Where else that head is kept, and since when. */
  kept: z.array(z.strictObject({ place: z.enum(ANCHOR_PLACES), at: z.string() })),
  /** Number of the last event of the breach that it covers; later ones were not anchored yet. */
  covers: z.int().min(1),
  path: JournalPath,
});
export type PackedAnchor = z.infer<typeof PackedAnchor>;

/** The hash of an entry of the journal: SHA-256 over the canonical JSON of everything in it but the hash itself. */
export function hashEntry({ hash: _, ...content }: Record<string, unknown>): string {
  return sha256Of(canonicalJson(content));
}

/** The name of a breach's chain in the journal. */
export function breachChain(breachId: string): string {
  return `breach/${breachId}`;
}

/** Which event of a breach an entry of the journal names; null where it names none. */
export function namedEvent({ heads }: JournalEntry, breachId: string): ChainHead | null {
  const named = heads.find(({ of }) => of === breachChain(breachId));
  return named === undefined ? null : { seq: named.seq, hash: named.hash };
}

/**
 * What is wrong with the way from an event of a breach, which the first entry has to name, to an anchored head; null
 * where nothing is. Pure.
 */
export function pathProblem(path: JournalPath, breachId: string, event: ChainHead, anchored: ChainHead): string | null {
  let before: JournalEntry | null = null;
  for (const entry of path) {
    if (hashEntry(entry) !== entry.hash) return `entry ${entry.seq} of the journal was edited`;
    if (before !== null && entry.seq !== before.seq + 1) return `entry ${entry.seq} follows entry ${before.seq}`;
    if (before !== null && entry.prev !== before.hash)
      return `entry ${entry.seq} does not continue entry ${before.seq}`;
    before = entry;
  }
  if (before?.seq !== anchored.seq || before.hash !== anchored.hash) return 'the journal does not lead to its head';
  const named = path[0] === undefined ? null : namedEvent(path[0], breachId);
  const isNamed = named?.seq === event.seq && named.hash === event.hash;
  return isNamed ? null : 'the journal does not name the event that it is to cover';
}

/** By how much the authority's clock and ours may differ. */
const SKEW_MS = 5 * MINUTE_MS;

/** Whether a time-stamp is older than what it is over, by more than two clocks differ: it would count against that. */
export function isStampedBefore(stampedAt: Instant, at: Instant): boolean {
  return stampedAt < plusMs(at, -SKEW_MS);
}

/** How one way outside stands. */
export type AnchorWayStatus = {
  way: AnchorWay;
  /** The head that it took last, and when; null before the first. */
  seq: number | null;
  at: Instant | null;
  /** Since when it takes none, with the error code of the last try; null while it works. */
  failingSince: Instant | null;
  code: string | null;
};

/**
 * How anchoring stands. `never`: no worker has asked for it. `off`: no way is configured. `stale`: nothing was done for
 * hours. `failing`: a way takes no head. `contradicted`: what is kept outside is not in the journal any more.
 * `changed`: the note of all this was changed or removed past Tocsin.
 */
export const ANCHOR_STATES = ['never', 'off', 'ok', 'stale', 'failing', 'contradicted', 'changed'] as const;
export type AnchorState = (typeof ANCHOR_STATES)[number];
export type AnchorStatus = {
  state: AnchorState;
  /** Since when it is so; while all is well or off, when that was last looked at; null where nobody knows. */
  since: Instant | null;
  /** Whether somebody has to look: a way that is away is tried again for an hour first. */
  isAlarm: boolean;
  ways: AnchorWayStatus[];
};
