import { createHash } from 'node:crypto';
import { Schema } from 'mongoose';
import type { NoticeAnswers } from '../domain/breach/events.ts';
import type { ContactPlace, DeliveryResult, NoticeStep } from '../domain/communication/follow-ups.ts';
import type { Look, Notice, Openings, OtherAnswer } from '../domain/communication/notice.ts';
import { NOTICE_STATUSES, type NoticeStatus } from '../domain/communication/standing.ts';
import { COUNTERPARTY_KINDS } from '../domain/dataflow.ts';
import type { Instant } from '../domain/time.ts';
import { open, openJson, openOr, seal, sealJson } from './crypto/seal.ts';
import { collectionOf, requireText } from './driver.ts';
import { anyText, defineSchema, flag, integer, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/**
 * The rows of the ledgers of notices: one per counterparty and round, with its schedule, its deliveries, its link and
 * its answers. What changes a row by the engine is in `ledger/notices.ts`; here rows are defined and read.
 */

/** What a counterparty reads. It names people, so it is sealed. */
export type NoticeContent = {
  company: string;
  counterpartyName: string;
  subject: string;
  text: string;
  /** In which it was written; absent in what versions until 0.11 wrote, which is English. */
  language?: string;
  phone: string;
  /** Number of the last event of the breach that it was written from; absent in what version 0.1 wrote. */
  writtenFrom?: number;
  /** Number of the release whose text it is; absent where it began before there were releases. */
  release?: number;
  /** What later letters corrected it to, oldest first; absent while none has. */
  corrections?: { release: number; subject: string; text: string; language?: string }[];
};
/** One use of the link. `prefetched`: by a program before anybody looked, or so it said. */
export type NoticeUse = Look & { what: 'opened' | 'prefetched' | 'acknowledged' };

export type NoticeRecord = Notice & {
  /** `<breach>~<counterparty>`, and from the second round on `~<round>` */
  id: string;
  /** Links of an earlier generation no longer open. From 1. */
  generation: number;
  /** No link opens. */
  revoked: boolean;
  exercise: boolean;
  /** Of the release whose text the content is; absent until then, and where it began before there were releases. */
  release?: number;
  /** As it was first sent; null until then. */
  content: NoticeContent | null;
  /** The newest {@link USES_KEPT}, oldest first. */
  uses: NoticeUse[];
  /** Looks by a person, all of them counted; null where there was none. */
  opened: Openings | null;
  prefetched: Openings | null;
  /** Oldest first. */
  others: OtherAnswer[];
};

/** A mail scanner that opens a link all day must not fill the record. */
export const USES_KEPT = 500;

/** One delivery as it is stored; `detail` is sealed, since a mail server's answer may quote the address. */
export type DeliveryDoc = {
  number: number;
  step: NoticeStep;
  contact: ContactPlace;
  result: DeliveryResult;
  at: Instant;
  messageId: string;
  detail: string | null;
};

export type NoticeDoc = {
  _id: string;
  breachId: string;
  counterparty: string;
  round: number;
  kind: Notice['kind'];
  systems: string[];
  exercise: boolean;
  status: NoticeStatus;
  /** The worst come first where they are listed. */
  rank: number;
  /** Rows of one slot are worked by one activity at a time. */
  slot: number;
  sendAt: Instant;
  answerBy: Instant;
  reminders: Instant[];
  escalateAt: Instant;
  expiresAt: Instant;
  /** When the first letter left that asks for an answer. Absent until then, and in rows of before version 0.9. */
  countsFrom?: Instant;
  done: number[];
  deliveries: DeliveryDoc[];
  /** When to look at it again; while it is claimed, when the lock runs out. */
  nextAt: Instant | null;
  /** Tries in a row that surely handed nothing over. */
  tries: number;
  claim: string | null;
  generation: number;
  revoked: boolean;
  /** Of the release whose text the content is, and whose correction is to be told; absent where there is none. */
  release?: number;
  correction?: number;
  /** Sealed. */
  content: string | null;
  uses: NoticeUse[];
  /** What no flood of uses can push out. Absent where there was none, and in rows of version 0.4. */
  opened?: Openings;
  prefetched?: Openings;
  openedAt: Instant | null;
  acknowledgedAt: Instant | null;
  /** Sealed. */
  answers: string | null;
  /** The answer by which it is acknowledged was given by telephone or in person; absent where not. */
  isSpoken?: boolean;
  /** Sealed: those recorded after it, also where they were said before it. Absent in rows of version 0.4. */
  others?: string | null;
  /** One of the answers speaks of misuse, be it an earlier one. */
  misuse: boolean;
  /** How many of them do. Absent where none does, and in rows of before version 0.9, in which it counts as one. */
  misuseSigns?: number;
  /** DPO and deputy were told of each of these. */
  misuseTold: boolean;
  /** Somebody answered after the breach was closed, and nobody has opened it again since; absent where not. */
  isLate?: boolean;
  /** One of these answers speaks of misuse. Absent where there are none, and in rows of before version 0.9. */
  isLateMisuse?: boolean;
  /** Begun by a version without ledgers, whose workflow may still be sending: its delivery ledger is asked too. */
  isEarlier: boolean;
  /** How it stood when it was carried over: as long as it still does, it can be carried over anew. */
  carried?: string;
};

/** Answers over all breaches, the one due last first; see `audit-notices.ts`. */
export const OF_ANSWERS = {
  ...({ kind: 1, exercise: 1, answerBy: -1, _id: -1, status: 1, acknowledgedAt: 1 } as const),
  ...({ counterparty: 1, breachId: 1 } as const),
};

export const noticeSchema = defineSchema<NoticeDoc>({
  _id: text,
  breachId: text,
  counterparty: text,
  round: integer,
  kind: { type: String, required: true, enum: COUNTERPARTY_KINDS },
  systems: { type: [String], required: true },
  exercise: flag,
  status: { type: String, required: true, enum: NOTICE_STATUSES },
  rank: integer,
  slot: integer,
  sendAt: text,
  answerBy: text,
  reminders: { type: [String], required: true },
  escalateAt: text,
  expiresAt: text,
  countsFrom: String,
  done: { type: [Number], required: true },
  deliveries: { type: [Schema.Types.Mixed as never], required: true },
  nextAt: optionalText,
  tries: integer,
  claim: optionalText,
  generation: integer,
  revoked: flag,
  release: Number,
  correction: Number,
  content: anyText,
  uses: { type: [Schema.Types.Mixed as never], required: true },
  opened: Schema.Types.Mixed as never,
  prefetched: Schema.Types.Mixed as never,
  openedAt: optionalText,
  acknowledgedAt: optionalText,
  answers: optionalText,
  isSpoken: Boolean,
  others: optionalText,
  misuse: flag,
  misuseSigns: Number,
  misuseTold: flag,
  isLate: Boolean,
  isLateMisuse: Boolean,
  isEarlier: flag,
  carried: String,
})
  .index({ breachId: 1, slot: 1, nextAt: 1 })
  .index({ breachId: 1, status: 1, nextAt: 1 })
  .index({ breachId: 1, rank: 1, _id: 1 })
  .index({ breachId: 1, status: 1, answerBy: 1 })
  .index({ breachId: 1, misuse: 1 }, { partialFilterExpression: { misuse: true } })
  .index({ breachId: 1, isSpoken: 1 }, { partialFilterExpression: { isSpoken: true } })
  .index({ breachId: 1, kind: 1, status: 1, acknowledgedAt: 1 })
  .index({ isLate: 1, breachId: 1 }, { partialFilterExpression: { isLate: true } })
  .index({ counterparty: 1, answerBy: -1 })
  .index(OF_ANSWERS);

export const SLOTS = 16;

export function noticeId(breachId: string, counterparty: string, round: number): string {
  return `${breachId}~${counterparty}${round > 1 ? `~${round}` : ''}`;
}

/** Names one delivery of one step, the same in every version and at every try. */
export function deliveryKey(
  { breachId, counterparty, round }: Pick<NoticeDoc, 'breachId' | 'counterparty' | 'round'>,
  { number, contact }: Pick<DeliveryDoc, 'number' | 'contact'>,
): string {
  return `notice/${breachId}/${counterparty}/${round}/${number}/${contact}`;
}

/** Stable per receiver and step, so that a mail seen twice can be told by its Message-ID. */
export function messageIdOf(key: string): string {
  return key.replaceAll(/[^\w.-]+/g, '.');
}

/** The row's name in the ledger's entries. */
export function rowName({ counterparty, round }: Pick<NoticeDoc, 'counterparty' | 'round'>): string {
  return `${counterparty}~${round}`;
}

export function slotOf(row: string): number {
  return (createHash('sha256').update(row).digest()[0] ?? 0) % SLOTS;
}

/** From the worst on. */
export const ORDER: readonly NoticeStatus[] = [
  'refused',
  'expired',
  'failed',
  'uncertain',
  'escalated',
  'reminded',
  'deferred',
  'planned',
  'sent',
  'acknowledged',
  'withdrawn',
  'superseded',
];

/** A sign of misuse comes before everything. */
export function rankOf({ status, misuse }: Pick<NoticeDoc, 'status' | 'misuse'>): number {
  return misuse ? 0 : ORDER.indexOf(status) + 1;
}

/** A notice, opened; null for an unknown one. */
export async function readNotice(store: Store, id: string): Promise<NoticeRecord | null> {
  requireText(id);
  const doc = await noticesOf(store).findOne({ _id: id });
  return doc === null ? null : openNotice(store, doc);
}

export function noticesOf(store: Store) {
  return collectionOf<NoticeDoc>(store, 'notices');
}

export function openNotice(store: Store, doc: NoticeDoc): NoticeRecord {
  const {
    _id: id,
    rank: _,
    slot: __,
    nextAt: ___,
    tries: ____,
    claim: _____,
    misuse,
    misuseSigns,
    misuseTold,
    isEarlier,
    carried,
    ...rest
  } = doc;
  const { content, answers, opened = null, prefetched = null } = doc;
  return {
    ...rest,
    id,
    deliveries: doc.deliveries.map(({ detail: _, messageId: __, ...delivery }) => delivery),
    content: content === null ? null : openJson<NoticeContent>(store.keyring, content, contentContext(id)),
    answers: answers === null ? null : openAnswers(store, id, answers),
    others: openOthers(store, doc),
    ...{ opened, prefetched },
  };
}

/** A notice as a list shows it: text or answers that do not open are marked, and the row stays. */
export function showNotice(store: Store, doc: NoticeDoc): NoticeRecord {
  type Part = 'content' | 'answers' | 'others';
  const without = { ...doc, content: null, answers: null, others: null };
  const opened = <P extends Part>(part: P, marked: (mark: string) => NoticeRecord[P]) =>
    openOr(doc[part], () => openNotice(store, { ...without, [part]: doc[part] })[part], marked);
  return {
    ...openNotice(store, without),
    content: opened('content', (mark) => ({ ...NO_CONTENT, counterpartyName: mark, subject: mark, text: mark })),
    answers: opened('answers', markedAnswers),
    others: opened('others', (mark) => [{ at: doc.acknowledgedAt ?? doc.sendAt, answers: markedAnswers(mark) }]),
  };
}

const NO_CONTENT = { company: '', phone: '' };

function markedAnswers(mark: string): NoticeAnswers {
  return { holdsData: 'unknown', misuse: 'unknown', answeredBy: mark };
}

export function sealContent(store: Store, id: string, content: NoticeContent): string {
  return sealJson(store.keyring, content, contentContext(id));
}

export function sealAnswers(store: Store, id: string, answers: NoticeAnswers): string {
  return sealJson(store.keyring, answers, answersContext(id));
}

export function openAnswers(store: Store, id: string, sealed: string): NoticeAnswers {
  return openJson<NoticeAnswers>(store.keyring, sealed, answersContext(id));
}

export function sealOthers(store: Store, id: string, others: readonly OtherAnswer[]): string {
  return sealJson(store.keyring, others, othersContext(id));
}

export function openOthers(store: Store, { _id, others = null }: Pick<NoticeDoc, '_id' | 'others'>): OtherAnswer[] {
  return others === null ? [] : openJson<OtherAnswer[]>(store.keyring, others, othersContext(_id));
}

export function sealDetail(store: Store, messageId: string, detail: string): string {
  return seal(store.keyring, detail, detailContext(messageId));
}

export function openDetail(
  store: Store,
  { messageId, detail }: Pick<DeliveryDoc, 'messageId' | 'detail'>,
): string | null {
  return detail === null ? null : open(store.keyring, detail, detailContext(messageId));
}

export const noticeSeals: Seals = {
  content: ({ _id }) => contentContext(_id),
  answers: ({ _id }) => answersContext(_id),
  others: ({ _id }) => othersContext(_id),
  'deliveries.detail': (_, { messageId }) => detailContext(String(messageId)),
};

function contentContext(id: string): string {
  return `notices/${id}/content`;
}

function answersContext(id: string): string {
  return `notices/${id}/answers`;
}

function othersContext(id: string): string {
  return `notices/${id}/others`;
}

function detailContext(messageId: string): string {
  return `notices/${messageId}/detail`;
}
