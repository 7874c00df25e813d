import { randomUUID } from 'node:crypto';
import { type ClientSession, type Model, trusted } from 'mongoose';
import type { BreachEvent } from '../domain/breach/events.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs } from '../domain/time.ts';
import { requireText } from './driver.ts';
import { defineSchema, flag, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/**
 * What people are still to be told of by mail: a task or an incident that was given to them, news of a closed breach,
 * and what becomes of a report. It is put in line in the transaction that stores what it is about, so that none is lost
 * and none is told of what was not stored. A row names ids alone: what a mail says is read when it is sent. News stays
 * until the breach is opened again: the desk shows it.
 */

/**
 * `proposed`: one of us proposes to open it again. `evidence`: a file came in. `report`: a new report, which became an
 * incident of its own. `added`: whoever reported it added words, a file or an answer. `answer` and `misuse`: an answer
 * to a notice.
 */
export const NEWS = ['misuse', 'proposed', 'answer', 'evidence', 'added', 'report'] as const;
export type News = (typeof NEWS)[number];
/** A receipt and a question go to whoever reported, and what they add since to whoever has the incident. */
export const REPORT_TELLINGS = ['report-receipt', 'report-question', 'report-news'] as const;

type Common = { id: string; breachId: string; exercise: boolean; at: Instant; attempts: number };
/** `to`: a role, or `user:<id>`. `about`: number of the task. */
export type TaskTelling = Common & { what: 'task'; to: string; about: string };
/** `to`: who has the incident from now on, as `user:<id>`. `about`: the number of the event. */
export type OwnerTelling = Common & { what: 'handed-over'; to: string; about: string };
/** `about`: the incident that a new report became; empty for other news. */
export type NewsTelling = Common & { what: 'news'; to: News; about: string };
/** `about`: the number of the event. */
export type ReportTelling = Common & { what: (typeof REPORT_TELLINGS)[number]; to: ''; about: string };
/** What came in for an open incident that would have opened one by itself, or says graver things of it. */
export type AlertTelling = Common & { what: 'alert-news'; to: '' | 'at-once'; about: string };
const AT_ONCE = 'at-once' satisfies AlertTelling['to'];
const WAITING_FOR_NOTHING: readonly string[] = ['misuse' satisfies News, AT_ONCE];
export type Telling = AlertTelling | TaskTelling | OwnerTelling | NewsTelling | ReportTelling;

/**
 * How long after a mail of a kind the next one of the same breach leaves, whatever comes in: nobody can fill a mailbox
 * by what they add. An answer that speaks of misuse waits for nothing, and so does an alert whose rule pages.
 */
const PACE_MS: Partial<Record<Telling['what'], number>> = {
  news: DAY_MS,
  'report-news': HOUR_MS,
  'alert-news': HOUR_MS,
};
/** Kinds of which what was told stays: it says when that was, and news is seen on the desk. */
const PACED = Object.keys(PACE_MS) as Telling['what'][];

type TellingDoc = Omit<Telling, 'id' | 'what' | 'to'> & {
  _id: string;
  what: Telling['what'];
  to: string;
  /** From when on it may be taken to be told; null once that was done. */
  nextAt: Instant | null;
  /** By whom it was taken last: what was taken together is tried again together, and is one mail at every attempt. */
  taken: string | null;
  /** When it was taken or told last; null while it waits for its first turn. */
  triedAt: Instant | null;
};

export const tellingSchema = defineSchema<TellingDoc>({
  _id: text,
  what: { type: String, required: true, enum: ['task', 'handed-over', 'news', 'alert-news', ...REPORT_TELLINGS] },
  breachId: text,
  exercise: flag,
  to: { type: String, default: '' },
  about: { type: String, default: '' },
  at: text,
  attempts: integer,
  nextAt: optionalText,
  taken: optionalText,
  triedAt: optionalText,
})
  .index({ nextAt: 1 })
  .index({ what: 1, breachId: 1 });

/**
 * How often one of us proposed to open a closed breach again and its reporter added something, how many files came in,
 * and what new reports became.
 */
export type ClosedNews = { breachId: string; proposed: number; evidence: number; added: number; reports: string[] };

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
    if (event.type === 'closed') isClosed = true;
    if (event.type === 'reopened') {
      isClosed = false;
      await tellings(store).deleteMany({ what: 'news', breachId }, { session });
    }
    const { at, seq } = event;
    const told = toldBy(event, { isClosed, isMerged: state.closed?.outcome === 'merged' });
    if (told !== null) rows.push({ _id: `${breachId}/${seq}`, ...untold({ ...told, breachId, exercise, at }) });
  }
  if (rows.length > 0) await tellings(store).insertMany(rows, { session });
}

type Told = Pick<TellingDoc, 'what' | 'to' | 'about'>;

/** What an event asks to be told, which is one thing at most: its row is called by the number of the event. */
function toldBy(
  event: BreachEvent & { seq: number },
  { isClosed, isMerged }: { isClosed: boolean; isMerged: boolean },
): Told | null {
  const about = String(event.seq);
  const ofReport = reportTellingOf(event);
  // What is added to a merged one is told to who has the incident that it is part of, and proposes nothing here.
  if (ofReport === 'report-news' && isClosed && !isMerged) return news('added');
  if (ofReport !== null) return { what: ofReport, to: '', about };
  switch (event.type) {
    case 'evidence-added': {
      if (isClosed) return news('evidence');
      const { opens, urgent, facts } = event.data;
      const isTold = opens || urgent || facts !== undefined;
      return isTold ? { what: 'alert-news', to: urgent ? AT_ONCE : '', about } : null;
    }
    case 'file-attached':
      return isClosed && event.data.asNews === true ? news('evidence') : null;
    case 'reopening-proposed':
      return news('proposed');
    case 'task-added':
    case 'task-assigned': {
      const { owner, task } = event.data;
      // Nobody is told of what they gave to themselves.
      return owner === null || owner === event.by ? null : { what: 'task', to: owner, about: String(task) };
    }
    case 'handed-over':
      return event.data.to === event.by ? null : { what: 'handed-over', to: event.data.to, about };
    default:
      return null;
  }
}

function news(to: News): Told {
  return { what: 'news', to, about: '' };
}

/** As it is put in line: due at once, and never tried. */
function untold(
  what: Pick<TellingDoc, 'what' | 'breachId' | 'exercise' | 'to' | 'about' | 'at'>,
): Omit<TellingDoc, '_id'> {
  return { ...what, attempts: 0, nextAt: what.at, taken: null, triedAt: null };
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
  const row = untold({ what: 'news', breachId, exercise, to, about, at });
  const options = { upsert: true, ...(session && { session }) };
  await tellings(store).updateOne({ _id: `${breachId}/${to}/${source}` }, { $setOnInsert: row }, options);
}

/**
 * Takes what one mail tells, and puts it off until `until`: whoever takes it and dies has only delayed it. All tasks of
 * one person are one mail, and so is all news of one breach, and all that its reporter added; what comes in too soon
 * after the mail before waits for the next. Empty when nothing is due.
 */
export async function takeTellings(store: Store, now: Instant, until: Instant): Promise<Telling[]> {
  const due = { nextAt: trusted({ $lte: now }) };
  for (;;) {
    const first = await tellings(store)
      .findOne(due, null, { sort: { nextAt: 1, at: 1, _id: 1 } })
      .lean();
    if (first === null) return [];
    const held = await heldUntil(store, first, now);
    const alike = alikeTo(first);
    if (held !== null) {
      const waiting = { to: trusted({ $nin: WAITING_FOR_NOTHING }) };
      await tellings(store).updateMany({ ...alike, ...due, ...waiting }, { $set: { nextAt: held } });
      continue;
    }
    const taken = randomUUID();
    const change = { $set: { nextAt: until, taken, triedAt: now }, $inc: { attempts: 1 } };
    await tellings(store).updateMany({ ...alike, ...due }, change);
    const docs = await tellings(store).find({ breachId: first.breachId, taken }).sort({ at: 1, _id: 1 }).lean();
    return docs.map(({ _id: id, nextAt: _, taken: __, triedAt: ___, ...rest }) => ({ id, ...rest }) as Telling);
  }
}

/** What goes into one mail with it: the same as at its attempt before, or all that waits for its first. */
function alikeTo({ _id, what, breachId, to, taken, attempts }: TellingDoc): object {
  if (attempts > 0) return { what, breachId, taken };
  const fresh = { what, breachId, attempts: 0 };
  return what === 'task' ? { ...fresh, to } : PACED.includes(what) ? fresh : { _id };
}

/** Until when a first attempt waits, as a mail of its kind left or was tried a short time ago; null where it goes. */
async function heldUntil(store: Store, { what, breachId, to, attempts }: TellingDoc, now: Instant) {
  const pace = PACE_MS[what];
  if (pace === undefined || attempts > 0 || WAITING_FOR_NOTHING.includes(to)) return null;
  const since = trusted({ $gt: plusMs(now, -pace) });
  const last = await tellings(store)
    .findOne({ what, breachId, triedAt: since }, null, { sort: { triedAt: -1 } })
    .lean();
  return last?.triedAt == null ? null : plusMs(last.triedAt, pace);
}

/** It is told again at `at`. */
export async function delayTellings(store: Store, untold: readonly Telling[], at: Instant): Promise<void> {
  const ids = { _id: trusted({ $in: untold.map(({ id }) => id) }) };
  await tellings(store).updateMany({ ...ids, nextAt: trusted({ $ne: null }) }, { $set: { nextAt: at } });
}

/** They were told: news stays to be seen, of what a reporter added one row to go by, and the rest leaves the line. */
export async function settleTellings(store: Store, told: readonly Telling[], at: Instant): Promise<void> {
  const [first, ...others] = told;
  if (first === undefined) return;
  const { what, breachId } = first;
  const isSeen = what === 'news';
  const gone = PACED.includes(what) ? others : told;
  if (!isSeen) await tellings(store).deleteMany({ _id: trusted({ $in: gone.map(({ id }) => id) }) });
  if (!PACED.includes(what)) return;
  const left = { _id: trusted({ $in: (isSeen ? told : [first]).map(({ id }) => id) }) };
  await tellings(store).updateMany(left, { $set: { nextAt: null, attempts: 0, taken: null, triedAt: at } });
  // One row says when the last mail was.
  if (!isSeen) await tellings(store).deleteMany({ what, breachId, nextAt: null, _id: trusted({ $ne: first.id }) });
}

/** Closed breaches that files, reports or words came in to, the newest first; of one breach alone where it is named. */
export async function readClosedNews(store: Store, limit: number, breachId?: string): Promise<ClosedNews[]> {
  requireText(breachId);
  const found = await tellings(store)
    .find({
      ...{ what: 'news', to: trusted({ $in: ['proposed', 'evidence', 'report', 'added'] satisfies News[] }) },
      ...(breachId !== undefined && { breachId }),
    })
    .sort({ breachId: -1, _id: 1 })
    .limit(MOST_READ)
    .lean();
  const groups = [...Map.groupBy(found, (doc) => doc.breachId)].slice(0, limit);
  return groups.map(([id, docs]) => ({
    ...{ breachId: id, proposed: countOf(docs, 'proposed'), evidence: countOf(docs, 'evidence') },
    ...{ added: countOf(docs, 'added') },
    reports: docs.flatMap(({ to, about }) => (to === 'report' ? [about] : [])),
  }));
}

function countOf(docs: readonly Pick<TellingDoc, 'to'>[], kind: News): number {
  return docs.filter(({ to }) => to === kind).length;
}

/** More than a desk shows; a storm of alerts must not be read whole. */
const MOST_READ = 500;

function tellings(store: Store): Model<TellingDoc> {
  return store.connection.model<TellingDoc>('tellings');
}
