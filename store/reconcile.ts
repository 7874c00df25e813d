import { type Model, trusted } from 'mongoose';
import {
  FINDING_KINDS,
  type Finding,
  type ReconcileStatus,
  type WorkflowName,
  workflowsToRun,
} from '../domain/reconcile/finding.ts';
import { DAY_MS, type Instant, MINUTE_MS, plusMs } from '../domain/time.ts';
import { readBreach } from './events.ts';
import { isDuplicate } from './failures.ts';
import { breachModel, SHAPE } from './projections.ts';
import { defineSchema, flag, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/** What should run by the record, when that was last compared with Temporal, and what was found. */

/** A run of the workflow that compares, as Temporal names it. */
export type ReconcileRun = { workflowId: string; runId: string };
type ReconcileDoc = {
  _id: string;
  /** When a worker first asked for it to be done. */
  since: Instant;
  /** When it was last done to the end; null before the first time. */
  at: Instant | null;
  run: ReconcileRun | null;
  /** The build of the workers that had the work then; null where versions play no part. */
  build: string | null;
  /** Why it could not be done the last time: an error code; null where it was done. */
  failure: string | null;
  /** Whether breaches that were doubted then have not all answered. */
  isDoubted?: boolean;
};
type FindingDoc = Finding & { _id: string; toldAt: Instant | null };

export const reconcileSchema = defineSchema<ReconcileDoc>({
  _id: text,
  since: text,
  at: optionalText,
  run: { type: { workflowId: text, runId: text }, _id: false, default: null },
  build: optionalText,
  failure: optionalText,
  isDoubted: Boolean,
});

export const findingSchema = defineSchema<FindingDoc>({
  /** `<kind> <breach> <workflow>` while it is not mended, so that there is one; then with ` <found at>`. */
  _id: text,
  kind: { type: String, required: true, enum: FINDING_KINDS },
  breachId: text,
  workflow: { type: String, required: true } as never,
  exercise: flag,
  foundAt: text,
  mendedAt: optionalText,
  dropped: integer,
  /** When the DPO was told by mail; null where that is still to be done. */
  toldAt: optionalText,
})
  .index({ mendedAt: 1 })
  .index({ toldAt: 1 });

/** The one document of its collection. */
const LAST = { _id: 'last' };
/** Two turns and a half: by then somebody should look why it is not done. */
export const STALE_MS = 2.5 * MINUTE_MS;
/** How long what was mended is shown. */
const SHOWN_MS = DAY_MS;
const KEPT_MS = 30 * DAY_MS;
/** Findings that are shown at once. */
const MOST_SHOWN = 200;

export type Expected = { workflows: WorkflowName[]; exercise: boolean };

/**
 * What should run, by breach. One range of an index, but for breaches that an earlier version of this software wrote.
 */
export async function readExpected(store: Store): Promise<Map<string, Expected>> {
  const docs = await breachModel(store)
    .find({ runs: trusted({ $gt: '' }) }, { runs: 1, exercise: 1 })
    .lean();
  const expected = new Map<string, Expected>(
    docs.map(({ _id, runs, exercise }) => [_id, { workflows: (runs ?? '').split(' ') as WorkflowName[], exercise }]),
  );
  const earlier = breachModel(store).find(
    { shape: trusted({ $ne: SHAPE }), status: trusted({ $ne: 'closed' }) },
    { exercise: 1 },
  );
  for (const { _id, exercise } of await earlier.lean()) {
    const state = await readBreach(store, _id);
    if (state !== null) expected.set(_id, { workflows: workflowsToRun(state), exercise });
  }
  return expected;
}

/** Number of the last event of a breach; 0 for one that is not in the database. */
export async function readLastSeq(store: Store, breachId: string): Promise<number> {
  const doc = await breachModel(store).findById(breachId, { seq: 1 }).lean();
  return doc?.seq ?? 0;
}

/** From now on it counts as stale where it is not done. Safe to repeat. */
export async function expectReconcile(store: Store, at: Instant): Promise<void> {
  await reconciles(store).updateOne(LAST, { $setOnInsert: { since: at } }, { upsert: true });
}

/** What Temporal was when it was last done, by which another database of it is told; see {@link ReconcileDoc}. */
export type LastRun = { run: ReconcileRun; build: string | null };

/**
 * The run that compared last, when it was last done, and whether breaches that were doubted then have not all answered;
 * null before the first.
 */
export async function readLastRun(store: Store): Promise<(LastRun & { at: Instant; isDoubted: boolean }) | null> {
  const doc = await reconciles(store).findById(LAST._id).lean();
  if (doc?.run == null || doc.at === null) return null;
  return { run: doc.run, build: doc.build, at: doc.at, isDoubted: doc.isDoubted === true };
}

/** What is not mended. */
export async function readOpenFindings(store: Store): Promise<Finding[]> {
  return (await findings(store).find({ mendedAt: null }).lean()).map(withoutId);
}

/**
 * Records what was found. What is not mended is one finding for as long as it is found; what is not found any more is
 * mended, but for breaches of `unanswered`, which could not be looked at. Two at once record the same finding once.
 */
export async function recordFindings(
  store: Store,
  { at, found, unanswered = new Set() }: { at: Instant; found: readonly Finding[]; unanswered?: ReadonlySet<string> },
): Promise<void> {
  const open = await findings(store).find({ mendedAt: null }).lean();
  const known = new Set(open.map(nameOf));
  const byName = new Map(found.map((finding) => [nameOf(finding), finding]));
  const since = found.map(({ foundAt }) => foundAt).sort()[0] ?? at;
  const others = await findings(store)
    .find({ mendedAt: trusted({ $gte: since }) })
    .lean();
  // What another one mended while this one looked is the same finding.
  const isTaken = new Set([...known, ...others.map(nameOf)]);
  const fresh = [...byName].filter(([name, { mendedAt }]) => !(mendedAt === null ? known : isTaken).has(name));
  const mended = open.filter(
    (finding) => byName.get(nameOf(finding))?.mendedAt !== null && !unanswered.has(finding.breachId),
  );
  await insert(store, [
    ...fresh.map(([, finding]) => ({ ...finding, toldAt: null })),
    ...mended.map(({ _id, ...doc }) => ({
      ...doc,
      ...{ mendedAt: at, dropped: Math.max(doc.dropped, byName.get(nameOf(doc))?.dropped ?? 0) },
    })),
  ]);
  await findings(store).deleteMany({ _id: trusted({ $in: mended.map(({ _id }) => _id) }) });
  await findings(store).deleteMany({ mendedAt: trusted({ $gt: '', $lt: plusMs(at, -KEPT_MS) }) });
}

/**
 * Records that it was done to the end. `last`: null where Temporal is still to be compared anew, or somebody did it by
 * the command line.
 */
export async function recordReconcile(
  store: Store,
  { at, last, isDoubted = false }: { at: Instant; last: LastRun | null; isDoubted?: boolean },
): Promise<void> {
  const done = { at, failure: null, isDoubted, ...last };
  await reconciles(store).updateOne(LAST, { $set: done, $setOnInsert: { since: at } }, { upsert: true });
}

/** Records that it could not be done. `code` is an error code, never a message. */
export async function recordReconcileFailure(store: Store, code: string, at: Instant): Promise<void> {
  await reconciles(store).updateOne(LAST, { $set: { failure: code }, $setOnInsert: { since: at } }, { upsert: true });
}

/** Whether what should run is compared with what does, and what that found. */
export async function readReconcile(store: Store, now: Instant): Promise<ReconcileStatus> {
  const shown = { $or: [{ mendedAt: null }, { mendedAt: trusted({ $gte: plusMs(now, -SHOWN_MS) }) }] };
  const [doc, docs] = await Promise.all([
    reconciles(store).findById(LAST._id).lean(),
    findings(store).find(shown).sort({ mendedAt: 1, foundAt: -1 }).limit(MOST_SHOWN).lean(),
  ]);
  const at = doc?.at ?? doc?.since ?? null;
  const isLate = at !== null && at < plusMs(now, -STALE_MS);
  const state = doc === null ? 'never' : doc.failure !== null ? 'failing' : isLate ? 'stale' : 'ok';
  return { state, at, findings: docs.map(withoutId) };
}

/** What the DPO is still to be told of; nothing of exercises, which nobody is mailed about. */
export async function readUntold(store: Store): Promise<{ ids: string[]; findings: Finding[] }> {
  const docs = await findings(store).find({ toldAt: null, exercise: false }).lean();
  return { ids: docs.map(({ _id }) => _id), findings: docs.map(withoutId) };
}

/** The DPO was told. */
export async function markTold(store: Store, ids: readonly string[], at: Instant): Promise<void> {
  await findings(store).updateMany({ _id: trusted({ $in: [...ids] }) }, { $set: { toldAt: at } });
}

/** Leaves out what another one has inserted. */
async function insert(store: Store, docs: readonly Omit<FindingDoc, '_id'>[]): Promise<void> {
  const named = docs.map((doc) => {
    const name = nameOf(doc);
    return { ...doc, _id: doc.mendedAt === null ? name : `${name} ${doc.foundAt}` };
  });
  if (named.length === 0) return;
  try {
    await findings(store).insertMany(named, { ordered: false });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

function nameOf({ kind, breachId, workflow }: Pick<Finding, 'kind' | 'breachId' | 'workflow'>): string {
  return `${kind} ${breachId} ${workflow}`;
}

function withoutId({ _id, toldAt: _, ...finding }: FindingDoc): Finding {
  return finding;
}

function reconciles(store: Store): Model<ReconcileDoc> {
  return store.connection.model<ReconcileDoc>('reconciles');
}

function findings(store: Store): Model<FindingDoc> {
  return store.connection.model<FindingDoc>('findings');
}
