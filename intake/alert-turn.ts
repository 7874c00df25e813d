import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AlertSources } from '../detection/registry.ts';
import type { AlertOutcome } from '../domain/alerts/outcome.ts';
import { type ErrorCode, TocsinError } from '../domain/errors.ts';
import { type Instant, MINUTE_MS, plusMs, SECOND_MS } from '../domain/time.ts';
import { nextHour } from '../store/alert-counts.ts';
import { claimAlerts, putOff, releaseAlerts } from '../store/alert-leases.ts';
import { type AlertDoc, openHead, openOutcome, openRaw } from '../store/alert-record.ts';
import { type Reason, type Settled, settleAlerts } from '../store/alert-settling.ts';
import type { Store } from '../store/store.ts';
import { changesOf } from './alert-finding-row.ts';
import { type Handed, handOverAll } from './alert-hand-over.ts';
import { createJudge, type Judge, type JudgedFinding } from './alert-judging.ts';
import { loadKnown } from './alert-known.ts';
import { outcomeOf, withBefore } from './alert-outcome.ts';
import { type ReadBody, readBody } from './alert-reading.ts';
import { ruleUsesOf } from './alert-rule-use.ts';
import type { AlertTurnDeps, Taken } from './alert-taken.ts';
import { countedGroups, toldBreaches } from './alert-told.ts';
import { seenUnknown } from './alert-unknown-things.ts';

/** Bytes of alerts that are judged together. */
const BATCH_BYTES = 8_388_608;
/** Findings that are judged together, or those of one alert: a small body can hold thousands. */
const MOST_FINDINGS = 2_000;
/** A process that died holds an alert no longer than this. */
const LEASE_MS = MINUTE_MS;
/** So long it works without letting requests in between. */
const SLICE_MS = 5;
/** The longest that what fails again and again is put off. */
const MOST_WAIT_MS = 5 * MINUTE_MS;

/**
 * Judges the alerts that wait longest, at most `limit`: reads them, hands what a person must see to its breach, and
 * writes what became of each. Whatever breaks off, they are judged again, and nothing is handed over twice.
 *
 * @returns how many there were; fewer were settled where something failed
 * @throws TocsinError `unavailable` when the database does not answer: nothing is lost, and all is tried again
 */
export async function judgeBatch(deps: AlertTurnDeps, owner: string, limit: number): Promise<number> {
  const { store, clock } = deps;
  const at = clock();
  const until = plusMs(at, LEASE_MS);
  const docs = await claimAlerts(store, { owner, at, until, limit, bytes: BATCH_BYTES });
  if (docs.length === 0) return 0;
  await judgeDocs(deps, owner, docs, at);
  return docs.length;
}

/** What fails together is judged one by one, so that none keeps others from being judged; alone it is a dead letter. */
async function judgeDocs(deps: AlertTurnDeps, owner: string, docs: readonly AlertDoc[], at: Instant): Promise<void> {
  try {
    const batch = await readAll(deps, docs, at);
    const handed = await handOverAll(deps, batch.taken);
    await settle(deps, owner, batch, handed);
    if (batch.left.length > 0) await releaseAlerts(deps.store, owner, batch.left);
  } catch (error) {
    if (isAway(error)) throw error;
    deps.log.warn({ code: 'internal', error }, 'alerts not judged together');
    const [doc, ...others] = docs;
    if (doc === undefined) return;
    if (others.length === 0) return settleDead(deps, owner, doc, error);
    for (const one of docs) await judgeDocs(deps, owner, [one], at);
  }
}

const NOTHING = {
  ...{ findings: [], handed: [], groups: [], unknown: [], rules: { uses: [], breaches: [] } },
  ...{ told: new Map<string, never>(), counted: new Map<string, never>() },
};

async function settleDead(
  { store, clock }: AlertTurnDeps,
  owner: string,
  doc: AlertDoc,
  error: unknown,
): Promise<void> {
  const { _id: id, source, receivedAt } = doc;
  const dead: Settled = {
    ...{ id, source, receivedAt, status: 'dead', reason: deadBecause(asReason(error)) },
    ...{ outcome: null, breachIds: [], isCounted: isCounted(doc) },
  };
  await settleAlerts(store, owner, { at: clock(), settled: [dead], ...NOTHING });
}

/**
 * Alerts that were read and judged, the groups of correlations as they are with them, what they tell each suspicion,
 * and alerts left for later.
 */
type Batch = { taken: Taken[]; groups: ReturnType<Judge['groups']>; told: ReturnType<Judge['told']>; left: string[] };

/** What cannot be read is no failure of ours: it is a dead letter, with its reason. */
async function readAll(deps: AlertTurnDeps, docs: readonly AlertDoc[], at: Instant): Promise<Batch> {
  const { store, sources } = deps;
  const yielding = createYielding();
  const read: (Opened & { doc: AlertDoc })[] = [];
  const left: string[] = [];
  let count = 0;
  for (const doc of docs) {
    await yielding();
    if (count >= MOST_FINDINGS) {
      left.push(doc._id);
      continue;
    }
    const one = { doc, ...readOne(store, sources, doc) };
    count += one.body.findings.length;
    read.push(one);
  }
  const all = read.flatMap(({ body, doc: { receivedAt } }) =>
    body.findings.map((finding) => ({ finding, receivedAt })),
  );
  const judge = createJudge(await loadKnown(store, deps, all, at, yielding));
  const taken: Taken[] = [];
  for (const { body, ...rest } of read) {
    await yielding();
    const { findings, aside, refused: reason } = body;
    const judged: JudgedFinding[] = [];
    for (const finding of findings) {
      await yielding();
      judged.push(judge.judge(finding, rest.doc.receivedAt, rest.doc._id, rest.doc.isTest));
    }
    taken.push({ ...rest, judged, aside, reason });
  }
  return { taken, groups: judge.groups(), told: judge.told(), left };
}

type Opened = { raw: Buffer; isPacked: boolean; body: ReadBody };

function readOne(store: Store, sources: AlertSources, doc: AlertDoc): Opened {
  let raw: Buffer = Buffer.alloc(0);
  let isPacked = false;
  try {
    const { headers } = openHead(store, doc);
    raw = openRaw(store, doc);
    isPacked = headers['content-encoding'] !== undefined;
    return { raw, isPacked, body: readBody(sources.find(doc.source), raw, headers) };
  } catch (error) {
    return { raw, isPacked, body: { findings: [], aside: [], refused: asReason(error) } };
  }
}

/** A fault of a reader is said as such: the alert is read again once it is mended. */
function asReason(error: unknown): TocsinError {
  if (error instanceof TocsinError) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  const message = `Reading or judging it failed on our side (${name}). Report it, and retry then.`;
  return new TocsinError('internal', message, undefined, { why: 'fault-of-ours', part: name });
}

function deadBecause({ code, message: words, field, members }: TocsinError): Reason {
  return { code, words, refusal: { field: field ?? null, members } };
}

async function settle(deps: AlertTurnDeps, owner: string, batch: Batch, handed: Handed): Promise<void> {
  const { taken, groups } = batch;
  const { store, clock, log } = deps;
  const at = clock();
  const isFailed = ({ judged }: Taken) => judged.some(({ id }) => handed.failures.has(id));
  const isPutOff = ({ judged }: Taken) => judged.some(({ act }) => act === 'put-off');
  const left = taken.filter((one) => !isFailed(one));
  const done = left.filter((one) => !isPutOff(one));
  const settled = [...done.map((one) => settledOf(store, one, handed)), ...deadByHandOver(taken, handed)];
  try {
    await settleAlerts(store, owner, {
      ...{ at, settled, groups, handed: handed.breaches },
      findings: changesOf(left.filter(isReal), done.filter(isFirst), handed),
      rules: ruleUsesOf(left.filter(isReal), done.filter(isFirst), handed),
      unknown: left.filter(isReal).flatMap(seenUnknown),
      told: toldBreaches(batch, handed),
      counted: countedGroups(done.filter(isReal), handed),
    });
  } catch (error) {
    if (isAway(error)) throw error;
    const code = error instanceof TocsinError ? error.code : 'internal';
    log.warn({ code }, 'alerts not settled yet');
    await putOffFailed(deps, owner, taken, code);
    return;
  }
  const later = left.filter(isPutOff).map(({ doc }) => doc._id);
  await putOff(store, owner, later, { until: nextHour(at) });
  const failed = taken.filter((one) => isFailed(one) && !settled.some(({ id }) => id === one.doc._id));
  await putOffFailed(deps, owner, failed, 'internal');
}

/** One of which a part cannot be read is a dead letter, also where the rest of it was judged. */
function settledOf(store: Store, { doc, judged, aside, reason }: Taken, handed: Handed): Settled {
  const { _id: id, source, receivedAt } = doc;
  const before = doc.againAt === undefined ? null : openOutcome<AlertOutcome>(store, doc);
  const outcome = judged.length === 0 ? null : withBefore(outcomeOf(judged, handed), before);
  const named = outcome?.findings.flatMap(({ breachId }) => breachId ?? []) ?? [];
  const breachIds = [...new Set([...(doc.breachIds ?? []), ...named])];
  const head = { id, source, receivedAt, outcome, breachIds, isCounted: isCounted(doc) };
  if (reason !== null) return { ...head, status: 'dead', reason: deadBecause(reason) };
  if (outcome !== null) return { ...head, status: 'judged', reason: null };
  const why: Reason = { code: 'content-refused', words: aside.join(' ') || NO_ALERT, refusal: null };
  return { ...head, status: 'aside', reason: why };
}

function isReal({ doc }: Pick<Taken, 'doc'>): boolean {
  return doc.isTest !== true;
}

/** One that is judged again was counted when it was judged first. */
function isFirst({ doc }: Pick<Taken, 'doc'>): boolean {
  return doc.againAt === undefined;
}

function isCounted(doc: AlertDoc): boolean {
  return isReal({ doc }) && isFirst({ doc });
}

const NO_ALERT = 'The body holds no alert.';

/** So often what nobody knows the reason of is tried before somebody has to look at it. */
const MOST_ATTEMPTS = 10;

/** Of those whose finding could not be handed over, the alert that brought it is dead; the others are tried again. */
function deadByHandOver(taken: readonly Taken[], { failures }: Handed): Settled[] {
  return taken.flatMap(({ doc }): Settled[] => {
    const { _id: id, source, receivedAt, attempts } = doc;
    const failure = [...failures.values()].find(({ alert }) => alert === id);
    if (failure === undefined) return [];
    if (!(failure.error instanceof TocsinError) && attempts < MOST_ATTEMPTS) return [];
    const reason = deadBecause(asReason(failure.error));
    const dead = { id, source, receivedAt, status: 'dead' as const, reason };
    return [{ ...dead, outcome: null, breachIds: [], isCounted: isCounted(doc) }];
  });
}

/** Put off by what each has waited already. */
async function putOffFailed(
  { store, clock }: AlertTurnDeps,
  owner: string,
  taken: readonly Taken[],
  code: ErrorCode,
): Promise<void> {
  for (const [attempts, those] of Map.groupBy(taken, ({ doc }) => doc.attempts)) {
    const until = plusMs(clock(), Math.min(2 ** attempts * SECOND_MS, MOST_WAIT_MS));
    const ids = those.map(({ doc }) => doc._id);
    await putOff(store, owner, ids, { until, code });
  }
}

/** Gives back what a turn that broke off had leased. */
export async function giveBack({ store }: AlertTurnDeps, owner: string): Promise<void> {
  await releaseAlerts(store, owner);
}

function isAway(error: unknown): boolean {
  return error instanceof TocsinError && error.code === 'unavailable';
}

/** Lets others in once a slice of time is used up. */
function createYielding(): () => Promise<void> {
  let from = performance.now();
  return async () => {
    if (performance.now() - from < SLICE_MS) return;
    await nextTurn();
    from = performance.now();
  };
}
