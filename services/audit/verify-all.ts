import { setTimeout as delay } from 'node:timers/promises';
import type { Finding } from '../../domain/audit/pack.ts';
import type { UnopenedValue, Verification, VerificationRun } from '../../domain/audit/verification.ts';
import { HOUR_MS, type Instant, SECOND_MS, toMs } from '../../domain/time.ts';
import { checkAllStreams, type StreamCheck } from '../../store/check-stream.ts';
import { findUnopened } from '../../store/sealed-fields.ts';
import type { Store } from '../../store/store.ts';

/**
 * The check of every stream and every seal there is: one at a time, whoever asks, and never longer waited for than a
 * page may take.
 */

const WAITED_MS = 2 * SECOND_MS;
/** How long the last check is shown as it is, where a new one cannot be waited for. */
const FRESH_MS = HOUR_MS;

type Checking = {
  last: VerificationRun | null;
  /** Whether the last one took longer than is waited for. */
  isSlow: boolean;
  progress: Verification['progress'];
  running: Promise<void> | null;
};
const checkings = new WeakMap<Store, Checking>();

/**
 * The last check, made anew where that is done within two seconds, else at most once an hour.
 * @param again begin one now, whenever the last one was
 */
export async function verifyAll(
  { store, clock }: { store: Store; clock: () => Instant },
  again: boolean,
): Promise<Verification> {
  const checking = checkings.get(store) ?? { last: null, isSlow: false, progress: null, running: null };
  checkings.set(store, checking);
  const { last, isSlow, running } = checking;
  const isFresh = isSlow && last !== null && toMs(clock()) - toMs(last.checkedAt) < FRESH_MS;
  if (running === null && (again || !isFresh)) checking.running = check(store, clock, checking);
  const ended = checking.running?.then(() => true) ?? true;
  const isDone = await Promise.race([ended, delay(WAITED_MS, false, { ref: false })]);
  if (!isDone) checking.isSlow = true;
  return { last: checking.last, progress: checking.running === null ? null : checking.progress };
}

async function check(store: Store, clock: () => Instant, checking: Checking): Promise<void> {
  checking.isSlow = false;
  checking.progress = { done: 0, of: 0 };
  try {
    const checks = await checkAllStreams(store, (done, of) => {
      checking.progress = { done, of };
    });
    const unopened = await countUnopened(store);
    checking.last = { checkedAt: clock(), streams: checks.map(lineOf), unopened };
  } finally {
    checking.running = null;
    checking.progress = null;
  }
}

const MOST_NAMED = 100;

async function countUnopened(store: Store): Promise<VerificationRun['unopened']> {
  const first: UnopenedValue[] = [];
  let count = 0;
  for await (const value of findUnopened(store)) {
    count += 1;
    if (first.length < MOST_NAMED) first.push(value);
  }
  return { count, first };
}

function lineOf({ breachId, events, pages, verifiedTo, findings }: StreamCheck): VerificationRun['streams'][number] {
  const [first] = findings.toSorted((a, b) => placeOf(a) - placeOf(b));
  return {
    breachId,
    events,
    pages,
    verifiedTo,
    broken: first === undefined ? null : brokenAt(first),
  };
}

function brokenAt({ seq, ledger, page, problem }: Finding): VerificationRun['streams'][number]['broken'] {
  const of = ledger === undefined ? null : { name: ledger, page: page ?? null };
  return { seq: seq ?? null, ledger: of, problem };
}

/** What is wrong with the stream comes before what is wrong with a ledger, which hangs on it. */
function placeOf({ seq, ledger }: Finding): number {
  return ledger === undefined ? (seq ?? 0) : Number.MAX_SAFE_INTEGER;
}
