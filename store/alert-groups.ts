import type { ClientSession, mongo } from 'mongoose';
import type { RuleHit } from '../domain/alerts/rule-hit.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndexes } from './crypto/digest.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** Findings that a correlation counts together: one row for each group, with no more findings than can count. */

type GroupDoc = {
  /** Blind index of the correlation and the values that its findings have in common. */
  _id: string;
  /** How often it was written: whoever read another number judges anew. */
  seq: number;
  /** The findings, sealed. */
  sealed: string;
  /** From when on none of them counts any more: it is erased with alerts of that time. */
  endsAt: Instant;
};

/** A group as it was read; `seq` is 0 where there is none. */
export type AlertGroup = { id: string; seq: number; hits: RuleHit[] };

export const alertGroupSchema = defineSchema<GroupDoc>({
  _id: text,
  seq: integer,
  sealed: text,
  endsAt: text,
}).index({ endsAt: 1 });

/** The groups of these names, by name. One that does not open counts as empty. */
export async function readGroups(store: Store, names: readonly string[]): Promise<Map<string, AlertGroup>> {
  if (names.length === 0) return new Map();
  const ids = new Map(names.map((name) => [name, blindIndexes(store.keyring, 'alerts/group', name)]));
  const found = groupsOf(store).find({ _id: { $in: [...ids.values()].flat() } });
  const docs = new Map((await answerOf(found.toArray())).map((doc) => [doc._id, doc]));
  return new Map(
    [...ids].map(([name, those]) => {
      const doc = those.map((id) => docs.get(id)).find((each) => each !== undefined);
      return [name, doc === undefined ? { id: those[0] ?? '', seq: 0, hits: [] } : openGroup(store, doc)];
    }),
  );
}

function openGroup({ keyring }: Store, { _id: id, seq, sealed }: GroupDoc): AlertGroup {
  const hits = openOr<RuleHit[]>(
    sealed,
    () => openJson<RuleHit[]>(keyring, sealed, place(id)),
    () => [],
  );
  return { id, seq, hits };
}

/**
 * Writes groups as they are with a batch, within a transaction.
 *
 * @throws TocsinError `conflict` where another has counted in one of them since it was read: a batch that did not see
 *   that may have missed what both come to
 */
export async function writeGroups(
  store: Store,
  groups: readonly (AlertGroup & { endsAt: Instant })[],
  session: ClientSession,
): Promise<void> {
  for (const { id: _id, seq, hits, endsAt } of groups) {
    const set = { seq: seq + 1, sealed: sealJson(store.keyring, hits, place(_id)), endsAt };
    const upsert = seq === 0;
    try {
      const { matchedCount, upsertedCount } = await groupsOf(store).updateOne(
        { _id, seq },
        { $set: set },
        { session, upsert },
      );
      if (matchedCount + upsertedCount === 1) continue;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    throw new TocsinError('conflict', 'Another process has counted findings of the same group.');
  }
}

export function groupsOf(store: Store): mongo.Collection<GroupDoc> {
  return collectionOf<GroupDoc>(store, 'alertGroups');
}

export const alertGroupSeals: Seals = { sealed: ({ _id }) => place(_id) };

function place(id: string): string {
  return `alertGroups/${id}`;
}
