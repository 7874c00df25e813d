import type { Model } from 'mongoose';
import type { RecordFinding, RecordStatus } from '../domain/audit/record-status.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs } from '../domain/time.ts';
import { isMacOf, macOf } from './crypto/mac.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/** What the check of the whole record found when the worker last did it, for the desk. One document. */

export type RecordCheckDoc = {
  _id: string;
  /** When it was last done to the end; null before the first time. */
  at: Instant | null;
  /** When a worker first asked for it. */
  since: Instant;
  /** Why it could not be done the last time: an error code; null where it was done. */
  failure: string | null;
  findings: RecordFinding[];
  /** How many more there are than are kept here. */
  more: number;
  mac: string;
};

export const recordCheckSchema = defineSchema<RecordCheckDoc>({
  _id: text,
  at: optionalText,
  since: text,
  failure: optionalText,
  findings: {
    type: [{ _id: false, of: text, problem: text, foundAt: text, goneAt: optionalText, toldAt: optionalText }] as never,
    required: true,
  },
  more: integer,
  mac: text,
});

const LAST = 'last';
/** Findings that are kept one by one. */
const MOST_KEPT = 200;
/** It is done every hour, and should be over by then. */
const STALE_MS = 1.5 * HOUR_MS;
/** How long what is found no more is shown. */
const SHOWN_MS = 7 * DAY_MS;

/** From now on it counts as stale where it is not done. Safe to repeat. */
export async function expectRecordCheck(store: Store, at: Instant): Promise<void> {
  if ((await read(store)) === null) await write(store, { at: null, since: at, failure: null, findings: [], more: 0 });
}

/** Records what was found: what was found before stays one finding, and what is found no more is kept for a week. */
export async function recordCheckDone(
  store: Store,
  at: Instant,
  found: readonly Pick<RecordFinding, 'of' | 'problem'>[],
): Promise<void> {
  const before = await read(store);
  const known = new Map((before?.findings ?? []).map((finding) => [nameOf(finding), finding]));
  const open = new Map(found.map((each) => [nameOf(each), each]));
  const now = [...open].map(([name, { of, problem }]): RecordFinding => {
    const { foundAt = at, toldAt = null } = known.get(name) ?? {};
    return { of, problem, foundAt, goneAt: null, toldAt };
  });
  const gone = [...known]
    .filter(([name, { goneAt }]) => !open.has(name) && (goneAt === null || goneAt > plusMs(at, -SHOWN_MS)))
    .map(([, finding]) => ({ ...finding, goneAt: finding.goneAt ?? at }));
  const findings = [...now, ...gone];
  const kept = { findings: findings.slice(0, MOST_KEPT), more: Math.max(0, findings.length - MOST_KEPT) };
  await write(store, { at, since: before?.since ?? at, failure: null, ...kept });
}

/** Records that it could not be done. `code` is an error code, never a message. */
export async function recordCheckFailed(store: Store, code: string, at: Instant): Promise<void> {
  const { at: done = null, since = at, findings = [], more = 0 } = (await read(store)) ?? {};
  await write(store, { at: done, since, failure: code, findings, more });
}

/** The DPO was told of all that is on record. */
export async function markRecordTold(store: Store, at: Instant): Promise<void> {
  const doc = await read(store);
  if (doc === null) return;
  const findings = doc.findings.map((finding) => ({ ...finding, toldAt: finding.toldAt ?? at }));
  await write(store, { at: doc.at, since: doc.since, failure: doc.failure, findings, more: doc.more });
}

/** How the check stands and what it found. A note that was changed past Tocsin counts as one that failed. */
export async function readRecordStatus(store: Store, now: Instant): Promise<RecordStatus> {
  const doc = await model(store).findById(LAST).lean();
  if (doc === null) return { state: 'never', at: null, findings: [], more: 0 };
  if (!isGenuine(store, doc)) return { state: 'failing', at: null, findings: [], more: 0 };
  const at = doc.at ?? doc.since;
  const state = doc.failure !== null ? 'failing' : at < plusMs(now, -STALE_MS) ? 'stale' : 'ok';
  return { state, at, findings: doc.findings, more: doc.more };
}

type Content = Omit<RecordCheckDoc, '_id' | 'mac'>;

/** Null also where it is not what Tocsin wrote: then it begins anew. */
async function read(store: Store): Promise<Content | null> {
  const doc = await model(store).findById(LAST).lean();
  return doc === null || !isGenuine(store, doc) ? null : doc;
}

/** The MAC of what is noted here by today's key; null where Tocsin did not write it. */
export function recordCheckMac(keyring: Store['keyring'], doc: RecordCheckDoc): string | null {
  return isGenuine({ keyring }, doc) ? macOf(keyring, 'record-check', guardedOf(doc)) : null;
}

async function write(store: Store, content: Content): Promise<void> {
  const mac = macOf(store.keyring, 'record-check', guardedOf(content));
  await model(store).replaceOne({ _id: LAST }, { ...content, mac }, { upsert: true });
}

function isGenuine({ keyring }: Pick<Store, 'keyring'>, doc: RecordCheckDoc): boolean {
  return isMacOf(keyring, 'record-check', guardedOf(doc), doc.mac);
}

function guardedOf({ at, since, failure, findings, more }: Content) {
  return { at, since, failure, findings, more };
}

function nameOf({ of, problem }: Pick<RecordFinding, 'of' | 'problem'>): string {
  return `${of} ${problem}`;
}

function model(store: Store): Model<RecordCheckDoc> {
  return store.connection.model<RecordCheckDoc>('recordChecks');
}
