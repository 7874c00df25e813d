import { randomUUID } from 'node:crypto';
import { type ClientSession, type Model, trusted } from 'mongoose';
import type { BreachEvent } from '../domain/breach/events.ts';
import type { BreachState } from '../domain/breach/state.ts';
import type { Instant } from '../domain/time.ts';
import { requireText } from './driver.ts';
import { defineSchema, flag, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/**
 * What people are still to be told of by mail: a task that was given to them, news of a closed breach, and what becomes
 * of a report. It is put in line in the transaction that stores what it is about, so that none is lost and none is told
 * of what was not stored. A row names ids alone: what a mail says is read when it is sent. News stays until the breach
 * is opened again: the desk shows it.
 */

/**
 * `evidence`: a file came in. `report`: a new report, which became an incident of its own. `answer` and `misuse`: an
 * answer to a notice.
 */
export const NEWS = ['evidence', 'report', 'answer', 'misuse'] as const;
export type News = (typeof NEWS)[number];
/** A receipt and a question go to whoever reported, and what they add since to whoever has the incident. */
export const REPORT_TELLINGS = ['report-receipt', 'report-question', 'report-news'] as const;

type Common = { id: string; breachId: string; exercise: boolean; at: Instant; attempts: number };
/** `to`: a role, or `user:<id>`. `about`: number of the task. */
export type TaskTelling = Common & { what: 'task'; to: string; about: string };
/** `about`: the incident that a new report became; empty for other news. */
export type NewsTelling = Common & { what: 'news'; to: News; about: string };
/** `about`: the number of the event. */
export type ReportTelling = Common & { what: (typeof REPORT_TELLINGS)[number]; to: ''; about: string };
export type Telling = TaskTelling | NewsTelling | ReportTelling;

type TellingDoc = Omit<Telling, 'id' | 'what' | 'to'> & {
  _id: string;
  what: Telling['what'];
  to: string;
  /** From when on it may be taken to be told; null once that was done. */
  nextAt: Instant | null;
  /** By whom it was taken last. */
  taken: string | null;
};

export const tellingSchema = defineSchema<TellingDoc>({
  _id: text,
  what: { type: String, required: true, enum: ['task', 'news', ...REPORT_TELLINGS] },
  breachId: text,
  exercise: flag,
  to: { type: String, default: '' },
  about: { type: String, default: '' },
  at: text,
  attempts: integer,
  nextAt: optionalText,
  taken: optionalText,
})
  .index({ nextAt: 1 })
  .index({ what: 1, breachId: 1 });

/** How many files came in to a closed breach, and which incidents began with a report to it. */
export type ClosedNews = { breachId: string; evidence: number; reports: string[] };

/** Puts in line what events that were just stored ask to be told. @param wasClosed before the first of them */
export async function enqueueTellings(
  store: Store,
  session: ClientSession,
  {
    state,
    wasClosed,
    events,
  }: { state: BreachState; wasClosed: boolean; events: readonly (BreachEvent & { seq: number })[] },
): Promise<void> {
  const { breachId } = state;
  const exercise = state.exercise !== null;
  let isClosed = wasClosed;
  const rows: TellingDoc[] = [];
  for (const event of events) {
    const row = (what: Telling['what'], to: string, about = ''): TellingDoc => {
      const { at, seq } = event;
      return {
        _id: `${breachId}/${seq}`,
        what,
        breachId,
        exercise,
        to,
        about,
        at,
        attempts: 0,
        nextAt: at,
        taken: null,
      };
    };
    if (event.type === 'closed') isClosed = true;
    if (event.type === 'reopened') {
      isClosed = false;
      await tellings(store).deleteMany({ what: 'news', breachId }, { session });
    }
    if (event.type === 'evidence-added' && isClosed) rows.push(row('news', 'evidence'));
    if (event.type === 'task-added' || event.type === 'task-assigned') {
      const { owner, task } = event.data;
      // Nobody is told of what they gave to themselves.
      if (owner !== null && owner !== event.by) rows.push(row('task', owner, String(task)));
    }
    const what = reportTellingOf(event);
    if (what !== null) rows.push(row(what, '', String(event.seq)));
  }
  if (rows.length > 0) await tellings(store).insertMany(rows, { session });
}

/** A receipt goes to who signs in and reported, since only they have an address here. */
function reportTellingOf(event: BreachEvent): ReportTelling['what'] | null {
  switch (event.type) {
    case 'reported':
      return event.data.origin === 'report' && event.by.startsWith('user:') ? 'report-receipt' : null;
    case 'question-asked':
      return 'report-question';
    case 'words-added':
    case 'question-answered':
      return 'report-news';
    case 'file-attached':
      return event.data.asReporter === true ? 'report-news' : null;
    default:
      return null;
  }
}

/** Puts news of a closed breach in line. Safe to repeat: the same `source` is the same news. */
export async function noteNews(
  store: Store,
  news: Omit<NewsTelling, 'id' | 'what' | 'attempts'> & { source: string },
  session?: ClientSession,
): Promise<void> {
  const { source, breachId, exercise, to, about, at } = news;
  requireText(source, breachId, about);
  const row = { what: 'news' as const, breachId, exercise, to, about, at, attempts: 0, nextAt: at, taken: null };
  const options = { upsert: true, ...(session && { session }) };
  await tellings(store).updateOne({ _id: `${breachId}/${to}/${source}` }, { $setOnInsert: row }, options);
}

/**
 * Takes what one mail tells, and puts it off until `until`: whoever takes it and dies has only delayed it. All tasks of
 * one person are one mail, and all news of one breach. Empty when nothing is due.
 */
export async function takeTellings(store: Store, now: Instant, until: Instant): Promise<Telling[]> {
  const due = { nextAt: trusted({ $lte: now }) };
  const first = await tellings(store)
    .findOne(due, { _id: 1, what: 1, breachId: 1, to: 1 }, { sort: { nextAt: 1 } })
    .lean();
  if (first === null) return [];
  const taken = randomUUID();
  const { _id, what, breachId, to } = first;
  const alike = what === 'task' ? { what, breachId, to } : what === 'news' ? { what, breachId } : { _id };
  await tellings(store).updateMany({ ...alike, ...due }, { $set: { nextAt: until, taken }, $inc: { attempts: 1 } });
  const docs = await tellings(store).find({ what, breachId, taken, nextAt: until }).sort({ at: 1, _id: 1 }).lean();
  return docs.map(({ _id: id, nextAt: _, taken: __, ...rest }) => ({ id, ...rest }) as Telling);
}

/** It is told again at `at`. */
export async function delayTellings(store: Store, untold: readonly Telling[], at: Instant): Promise<void> {
  const ids = { _id: trusted({ $in: untold.map(({ id }) => id) }) };
  await tellings(store).updateMany({ ...ids, nextAt: trusted({ $ne: null }) }, { $set: { nextAt: at } });
}

/** They were told: news stays to be seen, and the rest leaves the line. */
export async function settleTellings(store: Store, told: readonly Telling[]): Promise<void> {
  const ids = { _id: trusted({ $in: told.map(({ id }) => id) }) };
  await tellings(store).deleteMany({ ...ids, what: trusted({ $ne: 'news' }) });
  await tellings(store).updateMany({ ...ids, what: 'news' }, { $set: { nextAt: null, attempts: 0 } });
}

/** Closed breaches that files or reports came in to, the newest first; of one breach alone where it is named. */
export async function readClosedNews(store: Store, limit: number, breachId?: string): Promise<ClosedNews[]> {
  requireText(breachId);
  const found = await tellings(store)
    .find({
      ...{ what: 'news', to: trusted({ $in: ['evidence', 'report'] satisfies News[] }) },
      ...(breachId !== undefined && { breachId }),
    })
    .sort({ breachId: -1, _id: 1 })
    .limit(MOST_READ)
    .lean();
  const groups = [...Map.groupBy(found, (doc) => doc.breachId)].slice(0, limit);
  return groups.map(([id, docs]) => ({
    breachId: id,
    evidence: docs.filter(({ to }) => to === 'evidence').length,
    reports: docs.flatMap(({ to, about }) => (to === 'report' ? [about] : [])),
  }));
}

/** More than a desk shows; a storm of alerts must not be read whole. */
const MOST_READ = 500;

function tellings(store: Store): Model<TellingDoc> {
  return store.connection.model<TellingDoc>('tellings');
}
