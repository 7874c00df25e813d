import { type ClientSession, type Model, trusted } from 'mongoose';
import { type Instant, plusMs } from '../domain/time.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Store } from './store.ts';

/**
 * Mails about a report that are to be sent: a receipt, a question, and news of it for who has the incident. They are
 * put in line with the events that they tell of, so that none is forgotten and none is begun twice. A row names ids
 * alone: what a mail says is read when it is sent.
 */

export const REPORT_MAILS = ['receipt', 'question', 'news'] as const;
export type ReportMailKind = (typeof REPORT_MAILS)[number];
export type ReportMail = { id: string; breachId: string; seq: number; kind: ReportMailKind; attempts: number };
type ReportMailDoc = Omit<ReportMail, 'id'> & { _id: string; nextAt: Instant };

export const reportMailSchema = defineSchema<ReportMailDoc>({
  _id: text,
  breachId: text,
  seq: integer,
  kind: { type: String, required: true, enum: REPORT_MAILS },
  attempts: integer,
  nextAt: text,
}).index({ nextAt: 1 });

type Stored = { seq: number; type: string; at: Instant; by: string; data: unknown };

/** Puts the mails about new events in line, in the transaction that stores the events. */
export async function enqueueReportMails(
  store: Store,
  session: ClientSession,
  breachId: string,
  events: readonly Stored[],
): Promise<void> {
  const docs = events.flatMap((event): ReportMailDoc[] => {
    const kind = kindOf(event);
    const { seq, at } = event;
    return kind === null ? [] : [{ _id: `${breachId}/${seq}`, breachId, seq, kind, attempts: 0, nextAt: at }];
  });
  if (docs.length > 0) await mails(store).insertMany(docs, { session });
}

/** A receipt goes to who signs in and reported, since only they have an address here. */
function kindOf({ type, by, data }: Stored): ReportMailKind | null {
  const said = data as { origin?: string; asReporter?: boolean };
  switch (type) {
    case 'reported':
      return said.origin === 'report' && by.startsWith('user:') ? 'receipt' : null;
    case 'question-asked':
      return 'question';
    case 'words-added':
    case 'question-answered':
      return 'news';
    case 'file-attached':
      return said.asReporter === true ? 'news' : null;
    default:
      return null;
  }
}

/**
 * Takes the next mail that is due, and puts it off until `until`: whoever takes it and dies has only delayed it.
 * @returns null when nothing is due
 */
export async function takeReportMail(store: Store, now: Instant, until: Instant): Promise<ReportMail | null> {
  const doc = await mails(store)
    .findOneAndUpdate(
      { nextAt: trusted({ $lte: now }) },
      { $set: { nextAt: until }, $inc: { attempts: 1 } },
      { sort: { nextAt: 1 }, returnDocument: 'after' },
    )
    .lean();
  if (doc === null) return null;
  const { _id: id, breachId, seq, kind, attempts } = doc;
  return { id, breachId, seq, kind, attempts };
}

/** It was sent, or there is nothing to be sent any more. */
export async function settleReportMail(store: Store, { id }: ReportMail): Promise<void> {
  await mails(store).deleteOne({ _id: id });
}

/** Waits `ms` before the next attempt. */
export async function delayReportMail(store: Store, { id }: ReportMail, at: Instant, ms: number): Promise<void> {
  await mails(store).updateOne({ _id: id }, { $set: { nextAt: plusMs(at, ms) } });
}

function mails(store: Store): Model<ReportMailDoc> {
  return store.connection.model<ReportMailDoc>('reportMails');
}
