import type { Model } from 'mongoose';
import type { NoticeAnswers } from '../domain/breach/events.ts';
import { COUNTERPARTY_KINDS } from '../domain/dataflow.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { defineSchema, flag, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/** What a counterparty reads. It names people, so it is sealed. */
export type NoticeContent = { company: string; counterpartyName: string; subject: string; text: string; phone: string };
/** One use of the link. The address is cut to its network prefix, which names no person. */
export type NoticeUse = { at: Instant; addressPrefix: string; what: 'opened' | 'acknowledged' };

export type NoticeRecord = {
  /** `<breach>~<counterparty>`, and from the second round on `~<round>` */
  id: string;
  breachId: string;
  counterparty: string;
  /** The counterparty is told anew when more of its systems turn out to be touched: one record a round. */
  round: number;
  kind: 'supplier' | 'customer';
  /** Links of an earlier generation no longer open. From 1. */
  generation: number;
  revoked: boolean;
  expiresAt: Instant;
  answerBy: Instant;
  exercise: boolean;
  content: NoticeContent;
  /** The newest {@link USES_KEPT}, oldest first. */
  uses: NoticeUse[];
  acknowledgedAt: Instant | null;
  answers: NoticeAnswers | null;
};
export type NewNotice = Omit<NoticeRecord, 'uses' | 'acknowledgedAt' | 'answers' | 'generation' | 'revoked'>;

/** A mail scanner that opens a link all day must not fill the record. */
const USES_KEPT = 500;

type NoticeDoc = Omit<NoticeRecord, 'id' | 'content' | 'answers' | 'acknowledgedAt'> & {
  _id: string;
  content: string;
  answers: string | null;
  acknowledgedAt?: Instant;
};

export const noticeSchema = defineSchema<NoticeDoc>({
  _id: text,
  breachId: text,
  counterparty: text,
  round: integer,
  kind: { type: String, required: true, enum: COUNTERPARTY_KINDS },
  generation: integer,
  revoked: flag,
  expiresAt: text,
  answerBy: text,
  exercise: flag,
  /** Sealed. */
  content: text,
  uses: [{ _id: false, at: String, addressPrefix: String, what: { type: String, enum: ['opened', 'acknowledged'] } }],
  acknowledgedAt: String,
  /** Sealed. */
  answers: optionalText,
})
  .index({ breachId: 1 })
  .index({ counterparty: 1, answerBy: -1 });

/** Keeps a notice as it is first sent. A second save under its id changes nothing and gives the first. */
export async function saveNotice(store: Store, notice: NewNotice): Promise<NoticeRecord> {
  const { id, content, ...rest } = notice;
  const fresh = {
    ...rest,
    content: sealJson(store.keyring, content, contentContext(id)),
    generation: 1,
    revoked: false,
  };
  await model(store).updateOne({ _id: id }, { $setOnInsert: { ...fresh, answers: null, uses: [] } }, { upsert: true });
  return required(store, id);
}

/** A notice, opened; null for an unknown one. */
export async function readNotice(store: Store, id: string): Promise<NoticeRecord | null> {
  const doc = await model(store).findById(id).lean();
  return doc === null ? null : openDoc(store, doc);
}

/** Every notice of a breach that was sent, opened, by id. */
export async function listNotices(store: Store, breachId: string): Promise<NoticeRecord[]> {
  const docs = await model(store).find({ breachId }).sort({ _id: 1 }).lean();
  return docs.map((doc) => openDoc(store, doc));
}

/** Notices to one counterparty over all breaches, newest first. */
export async function listNoticesTo(store: Store, counterparty: string, limit: number): Promise<NoticeRecord[]> {
  const docs = await model(store).find({ counterparty }).sort({ answerBy: -1, _id: 1 }).limit(limit).lean();
  return docs.map((doc) => openDoc(store, doc));
}

/** The newest notice to each of these counterparties, without what it says. */
export async function lastNoticesTo(
  store: Store,
  counterparties: readonly string[],
): Promise<Map<string, Pick<NoticeRecord, 'breachId' | 'answerBy' | 'expiresAt' | 'exercise' | 'acknowledgedAt'>>> {
  const docs = await model(store).aggregate<NoticeDoc>([
    { $match: { counterparty: { $in: [...counterparties] } } },
    { $sort: { counterparty: 1, answerBy: -1 } },
    { $group: { _id: '$counterparty', first: { $first: '$$ROOT' } } },
    { $replaceRoot: { newRoot: '$first' } },
  ]);
  return new Map(
    docs.map(({ counterparty, breachId, answerBy, expiresAt, exercise, acknowledgedAt }) => [
      counterparty,
      { breachId, answerBy, expiresAt, exercise, acknowledgedAt: acknowledgedAt ?? null },
    ]),
  );
}

/** Notes that a notice's link was used. */
export async function recordNoticeUse(store: Store, id: string, use: NoticeUse): Promise<void> {
  await model(store).updateOne({ _id: id }, { $push: { uses: { $each: [use], $slice: -USES_KEPT } } });
}

/**
 * Records an acknowledgement with its answers. The earliest instant and the newest answers stay.
 *
 * @throws TocsinError `not-found`
 */
export async function acknowledgeNotice(
  store: Store,
  id: string,
  at: Instant,
  answers: NoticeAnswers,
): Promise<NoticeRecord> {
  const sealed = sealJson(store.keyring, answers, answersContext(id));
  await model(store).updateOne({ _id: id }, { $min: { acknowledgedAt: at }, $set: { answers: sealed } });
  return required(store, id);
}

/** Ends every link given out so far and makes room for a new one. @throws TocsinError `not-found` */
export async function reissueNotice(store: Store, id: string): Promise<NoticeRecord> {
  await model(store).updateOne({ _id: id }, { $inc: { generation: 1 }, $set: { revoked: false } });
  return required(store, id);
}

/** Ends every link given out so far. @throws TocsinError `not-found` */
export async function revokeNotice(store: Store, id: string): Promise<NoticeRecord> {
  await model(store).updateOne({ _id: id }, { $set: { revoked: true } });
  return required(store, id);
}

function model(store: Store): Model<NoticeDoc> {
  return store.connection.model<NoticeDoc>('notices');
}

async function required(store: Store, id: string): Promise<NoticeRecord> {
  const notice = await readNotice(store, id);
  if (notice === null) throw new TocsinError('not-found', `There is no notice '${id}'.`);
  return notice;
}

function openDoc(store: Store, { _id: id, content, answers, acknowledgedAt, ...doc }: NoticeDoc): NoticeRecord {
  return {
    ...doc,
    id,
    content: openJson<NoticeContent>(store.keyring, content, contentContext(id)),
    acknowledgedAt: acknowledgedAt ?? null,
    answers: answers === null ? null : openJson<NoticeAnswers>(store.keyring, answers, answersContext(id)),
  };
}

function contentContext(id: string): string {
  return `notices/${id}/content`;
}

function answersContext(id: string): string {
  return `notices/${id}/answers`;
}
