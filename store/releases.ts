import { TocsinError } from '../domain/errors.ts';
import type { LeftOut, ReleasedList } from '../domain/notices/released-list.ts';
import type { ReleaseEvent } from '../domain/notices/said.ts';
import type { Statement } from '../domain/notices/statement.ts';
import { sha256Hex } from './crypto/digest.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { collectionOf, requireText } from './driver.ts';
import { readEventsOf } from './events.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/**
 * Whom a release names and whom it leaves out, by the digest that its event holds, and who is left out so far of what
 * is not released yet. Thousands of names stand here and not in an event; reasons are people's words, so it is sealed.
 */
type ReleaseDoc = {
  /** `<breach>~<sha256>` for what was released, `<breach>~draft` for what is to be. */
  _id: string;
  breachId: string;
  /** Of the draft, 1 and one more at each save; 0 for what never changes. */
  revision: number;
  /** Sealed. */
  content: string;
};

export const releaseSchema = defineSchema<ReleaseDoc>({
  _id: text,
  breachId: text,
  revision: integer,
  content: text,
}).index({ breachId: 1 });

/** Keeps a list, before the breach hears of it; gives the digest by which its release names it. */
export async function keepReleasedList(store: Store, breachId: string, list: ReleasedList): Promise<string> {
  const sha256 = digestOfList(list);
  const _id = `${breachId}~${sha256}`;
  const fresh = { breachId, revision: 0, content: sealJson(store.keyring, list, context(_id)) };
  await releases(store).updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true });
  return sha256;
}

/**
 * The list that a release names.
 * @throws TocsinError `internal` where it is gone, or is another one: then nobody is told by it
 */
export async function readReleasedList(store: Store, breachId: string, sha256: string): Promise<ReleasedList> {
  requireText(breachId, sha256);
  const _id = `${breachId}~${sha256}`;
  const doc = await releases(store).findOne({ _id });
  const list = doc === null ? null : openJson<ReleasedList>(store.keyring, doc.content, context(_id));
  if (list !== null && digestOfList(list) === sha256) return list;
  const message = `Whom the release of ${breachId} tells is not what was released: row ${_id} of the releases.`;
  throw new TocsinError('internal', message);
}

/** Who is left out so far, with the revision that the next save names; 0 where nobody ever was. */
export async function readLeftOut(
  store: Store,
  breachId: string,
): Promise<{ revision: number; salt: string; leftOut: LeftOut[] }> {
  requireText(breachId);
  const _id = `${breachId}~draft`;
  const doc = await releases(store).findOne({ _id });
  if (doc === null) return { revision: 0, salt: '', leftOut: [] };
  const { salt, leftOut } = openJson<{ salt: string; leftOut: LeftOut[] }>(store.keyring, doc.content, context(_id));
  return { revision: doc.revision, salt, leftOut };
}

/** Saves who is left out over the given revision. @throws TocsinError `stale` where somebody saved meanwhile */
export async function saveLeftOut(
  store: Store,
  breachId: string,
  { leftOut, salt, over }: { leftOut: readonly LeftOut[]; salt: string; over: number },
): Promise<void> {
  const _id = `${breachId}~draft`;
  const content = sealJson(store.keyring, { salt, leftOut }, context(_id));
  if (over > 0) {
    const { matchedCount } = await releases(store).updateOne(
      { _id, revision: over },
      { $set: { content, revision: over + 1 } },
    );
    if (matchedCount === 0) throw savedMeanwhile();
    return;
  }
  try {
    await releases(store).insertOne({ _id, breachId, revision: 1, content });
  } catch (error) {
    throw isDuplicate(error) ? savedMeanwhile() : error;
  }
}

/** All releases of a breach, oldest first. */
export async function readReleases(store: Store, breachId: string): Promise<ReleaseEvent[]> {
  return (await readEventsOf(store, breachId, ['notices-released'])) as ReleaseEvent[];
}

/**
 * The statement as it was last saved, and in which language, null where nobody said; null while nobody has saved one.
 */
export async function readStatement(
  store: Store,
  breachId: string,
): Promise<{ statement: Statement; written: string | null } | null> {
  const last = (await readEventsOf(store, breachId, ['statement-saved'])).at(-1);
  if (last?.type !== 'statement-saved') return null;
  const { statement } = last.personal;
  return { statement, written: statement.language ?? last.data.language ?? null };
}

function savedMeanwhile(): TocsinError {
  const message = 'Somebody changed who is left out a moment ago. Nothing was overwritten; look again.';
  return new TocsinError('stale', message, 'over', { why: 'moved' });
}

/** The digest by which a release names its list. */
export function digestOfList(list: ReleasedList): string {
  const { salt, told, leftOut, systems } = list;
  const parts = [salt, told, leftOut.map((one) => [one.counterparty, one.reasons])];
  return sha256Hex(JSON.stringify(systems === undefined ? parts : [...parts, systems]));
}

function releases(store: Store) {
  return collectionOf<ReleaseDoc>(store, 'releases');
}

export const releaseSeals: Seals = { content: ({ _id }) => context(_id) };

function context(id: string): string {
  return `releases/${id}/content`;
}
