import { setTimeout as delay } from 'node:timers/promises';
import {
  lineOf,
  type UnopenedValue,
  type Verification,
  type VerificationRun,
} from '../../domain/audit/verification.ts';
import { HOUR_MS, type Instant, SECOND_MS, toMs } from '../../domain/time.ts';
import { checkRecord } from '../../store/check-record.ts';
import { findUnopened } from '../../store/sealed-fields.ts';
import type { Store } from '../../store/store.ts';

/**
 * The check of the whole record and of every seal there is: one at a time, whoever asks, and never longer waited for
 * than a page may take.
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
    const tell = (done: number, of: number) => {
      checking.progress = { done, of };
    };
    const { streams, beside } = await checkRecord(store, clock(), { tell });
    const unopened = await countUnopened(store);
    checking.last = { checkedAt: clock(), streams: streams.map(lineOf), unopened, beside };
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
