import type { Model } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { Answers } from '../domain/filing/context.ts';
import { STAGES, type Stage } from '../domain/filing/stages.ts';
import type { Instant } from '../domain/time.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** Which filing a draft is of. */
export type DraftRef = { breachId: string; obligation: string; stage: Stage };

/** What people typed for one filing, and the exact bytes that were approved last. What was filed is in the events. */
export type SavedDraft = DraftRef & {
  /** By field; only what differs from the record. An empty text empties the field. */
  answers: Answers;
  /** Who saved it last: name of a token or `user:<id>`. */
  by: string;
  at: Instant;
  /** 1, and one more at each save. */
  revision: number;
  /** Nobody saved it: it was kept by the approval of what stood there. */
  isOfApproval: boolean;
  /** The approved file and its SHA-256 in hex; null until somebody approves, and again once the answers change. */
  approved: { content: string; sha256: string } | null;
};

type DraftDoc = Omit<SavedDraft, 'answers' | 'approved' | 'isOfApproval'> & {
  _id: string;
  answers: string;
  isOfApproval?: boolean;
  approved: string | null;
  approvedSha256: string | null;
};

export const filingDraftSchema = defineSchema<DraftDoc>({
  /** `<breach>~<obligation>~<stage>` */
  _id: text,
  breachId: text,
  obligation: text,
  stage: { type: String, required: true, enum: STAGES },
  /** Sealed. */
  answers: text,
  by: text,
  at: text,
  revision: integer,
  isOfApproval: { type: Boolean },
  /** Sealed. */
  approved: optionalText,
  approvedSha256: optionalText,
}).index({ breachId: 1, obligation: 1 });

/** All drafts of one duty's filings, opened, the one saved last first. */
export async function readDrafts(store: Store, breachId: string, obligation: string): Promise<SavedDraft[]> {
  const docs = await model(store).find({ breachId, obligation }).sort({ at: -1, _id: 1 }).lean();
  return docs.map(({ _id, answers, approved, approvedSha256, isOfApproval = false, ...rest }) => ({
    ...{ ...rest, isOfApproval },
    answers: openJson<Answers>(store.keyring, answers, context(_id, 'answers')),
    approved:
      approved === null || approvedSha256 === null
        ? null
        : { content: openJson<string>(store.keyring, approved, context(_id, 'approved')), sha256: approvedSha256 },
  }));
}

/**
 * Saves answers over the given revision (0: there is none yet). An earlier approval was of other bytes and is void.
 * @returns the draft as it is kept now
 * @throws TocsinError `conflict` where somebody saved meanwhile
 */
export async function saveDraft(
  store: Store,
  { breachId, obligation, stage }: DraftRef,
  save: { answers: Answers; by: string; at: Instant; over: number; isOfApproval?: boolean },
): Promise<SavedDraft> {
  const _id = idOf({ breachId, obligation, stage });
  const { by, at, over, isOfApproval = false } = save;
  const answers = sealJson(store.keyring, save.answers, context(_id, 'answers'));
  const saved = { by, at, revision: over + 1, isOfApproval };
  const fresh = { ...saved, answers, approved: null, approvedSha256: null };
  const kept = { ...{ breachId, obligation, stage, answers: save.answers }, ...saved, approved: null };
  if (over > 0) {
    const { matchedCount } = await model(store).updateOne({ _id, revision: over }, { $set: fresh });
    if (matchedCount === 0) throw savedMeanwhile();
    return kept;
  }
  try {
    await model(store).create({ _id, breachId, obligation, stage, ...fresh });
    return kept;
  } catch (error) {
    throw isDuplicate(error) ? savedMeanwhile() : error;
  }
}

/**
 * Keeps the exact bytes that are being approved beside the answers of this revision, before the breach hears of the
 * approval.
 * @throws TocsinError `conflict` where the draft was saved since
 */
export async function keepApproved(
  store: Store,
  ref: DraftRef,
  { content, sha256, revision }: { content: string; sha256: string; revision: number },
): Promise<void> {
  const _id = idOf(ref);
  const approved = sealJson(store.keyring, content, context(_id, 'approved'));
  const { matchedCount } = await model(store).updateOne(
    { _id, revision },
    { $set: { approved, approvedSha256: sha256 } },
  );
  if (matchedCount === 0) throw savedMeanwhile();
}

function savedMeanwhile(): TocsinError {
  const message = 'Somebody saved this draft a moment ago. Nothing was overwritten; look again.';
  return new TocsinError('conflict', message, undefined, { why: 'moved' });
}

function idOf({ breachId, obligation, stage }: DraftRef): string {
  return `${breachId}~${obligation}~${stage}`;
}

function model(store: Store): Model<DraftDoc> {
  return store.connection.model<DraftDoc>('drafts');
}

export const filingDraftSeals: Seals = {
  answers: ({ _id }) => context(_id, 'answers'),
  approved: ({ _id }) => context(_id, 'approved'),
};

function context(id: string, field: 'answers' | 'approved'): string {
  return `drafts/${id}/${field}`;
}
