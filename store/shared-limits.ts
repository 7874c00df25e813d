import type { mongo } from 'mongoose';
import { RateLimiterMemory, RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { SECOND_MS } from '../domain/time.ts';
import { createBatches } from './batches.ts';
import { blindIndex } from './crypto/digest.ts';
import { collectionOf } from './driver.ts';
import { defineSchema, text } from './schema.ts';
import type { Store } from './store.ts';

/** Limits of calls and attempts, counted once for all processes that work on this database. */

/**
 * A window: `most` within `windowMs` milliseconds of the first. A bucket: `burst` at once, and `perSecond` in the long
 * run.
 */
export type LimitShape = { most: number; windowMs: number } | { burst: number; perSecond: number };
/**
 * Counts one more for a key: null where that is within the limit, else the milliseconds until it may be tried again.
 */
export type SharedLimit = (key: string) => Promise<number | null>;
export type SharedLimits = (name: string, shape: LimitShape) => SharedLimit;

type LimitDoc = { _id: string; endsAt: number; points: number; waitMs: number; expire: Date };

export const limitSchema = defineSchema<LimitDoc>({
  /** The limit's name and a blind index of the key: no address and no name stands here. */
  _id: text,
  /** When the window ends, or the bucket is full again: ms since the epoch, by MongoDB's clock. */
  endsAt: { type: Number, required: true },
  /** Counted in the window, or one more than the burst where the last call was refused. */
  points: { type: Number, required: true },
  waitMs: { type: Number, required: true },
  expire: { type: Date, required: true, expires: 0 },
});

/** Longer than a database in good health takes; whoever waits is a person or an alert. */
const PATIENCE_MS = 2 * SECOND_MS;
/** So long after a database did not answer it is not asked. */
const AWAY_MS = SECOND_MS;
/** What adding up fractions of a millisecond may be wrong by. */
const ROUNDING_MS = 0.5;

/**
 * Limits that every process on this database shares. Whoever is over one is refused from memory until it may go on.
 * While the database does not answer within 2 s each process counts alone, so that nobody is turned away for it.
 * @param played for tests: ms since the epoch by a clock that goes for MongoDB's; null while that itself counts
 */
export function createSharedLimits(store: Store, played: () => number | null = () => null): SharedLimits {
  const made = new Map<string, SharedLimit>();
  const make = (name: string, shape: LimitShape): SharedLimit => {
    const limit = new LimitOnOneClock(store, name, shape, played);
    return async (key) => {
      // From memory at once, whatever waits for the database.
      if (limit.takeCounted(key)) return null;
      const id = blindIndex(store.keyring, 'limit', `${name} ${key}`);
      return countTogether(store, id, { limit, key });
    };
  };
  // Made once, whoever asks for it: it holds in memory whom it refuses.
  return (name, shape) => {
    const known = JSON.stringify([name, shape]);
    const limit = made.get(known) ?? make(name, shape);
    made.set(known, limit);
    return limit;
  };
}

/** Calls of one key that come in at the same moment are one step of the database. */
const MOST_TOGETHER = 64;
/**
 * Of a bucket, so much is counted at once and spent from memory. A thousandth of the burst more or less is seen by
 * nobody; a step of the database for each alert of a storm is.
 */
const PORTION_OF_BURST = 1 / 1_000;

type Counted = { limit: LimitOnOneClock; key: string };

const countTogether = createBatches<Counted, number | null>(async (_, id, calls) => {
  const isCounted = calls.map(({ limit, key }) => limit.takeCounted(key));
  const [first, ...others] = calls.filter((_, index) => !isCounted[index]);
  if (first === undefined) return calls.map(() => null);
  const isOne = others.every(({ limit }) => limit === first.limit);
  if (isOne && (await first.limit.takeAll(id, first.key, 1 + others.length))) return calls.map(() => null);
  // Not all of them fit, or the database is away: each is counted by itself.
  return Promise.all(calls.map(({ limit }, index) => (isCounted[index] ? null : limit.takeOne(id))));
}, MOST_TOGETHER);

/** The library's MongoDB store, which goes by the clock of each process; this goes by MongoDB's, and knows buckets. */
class LimitOnOneClock extends RateLimiterMongo {
  readonly #collection: mongo.Collection<LimitDoc>;
  readonly #shape: LimitShape;
  readonly #played: () => number | null;
  readonly #alone: RateLimiterMemory;
  readonly #portion: number;
  /** What was counted for a key and not spent yet. */
  readonly #counted = new Map<string, number>();
  /** It has just not answered: for a moment this process counts alone, and nobody waits for it again. */
  #isAway = false;

  constructor(store: Store, name: string, shape: LimitShape, played: () => number | null) {
    const isWindow = 'most' in shape;
    const points = isWindow ? shape.most : shape.burst;
    const duration = isWindow ? shape.windowMs / SECOND_MS : shape.burst / shape.perSecond;
    const alone = new RateLimiterMemory({ keyPrefix: name, points, duration });
    super({
      ...{ storeClient: store.connection.db, tableName: 'limits', disableIndexesCreation: true },
      ...{ keyPrefix: name, points, duration, inMemoryBlockOnConsumed: points + 1 },
      insuranceLimiter: alone,
    });
    this.#alone = alone;
    this.#collection = collectionOf(store, 'limits');
    this.#shape = shape;
    this.#portion = isWindow ? 0 : Math.floor(points * PORTION_OF_BURST);
    this.#played = played;
  }

  /** Milliseconds to wait; null where it is within the limit. */
  async takeOne(key: string): Promise<number | null> {
    try {
      await (this.#isAway ? this.#alone.consume(key) : this.consume(key));
      return null;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return refused.msBeforeNext;
      throw refused;
    }
  }

  /** Whether one more was counted for this key already. */
  takeCounted(key: string): boolean {
    const left = this.#counted.get(key) ?? 0;
    if (left > 1) this.#counted.set(key, left - 1);
    else this.#counted.delete(key);
    return left > 0;
  }

  /**
   * Whether that many fit into what is left of a bucket; they are counted only where they do, and a portion with them.
   */
  async takeAll(id: string, key: string, count: number): Promise<boolean> {
    const wanted = Math.max(count, this.#portion);
    if ('most' in this.#shape || wanted === 1 || this.#isAway) return false;
    const counted = await this._upsert(this.getKey(id), wanted).catch(() => null);
    if (counted === null || counted.waitMs > ROUNDING_MS) return false;
    if (wanted > count) this.#counted.set(key, (this.#counted.get(key) ?? 0) + wanted - count);
    return true;
  }

  /** One atomic step, whoever else counts. Lost with a primary, a count costs nothing: no majority is waited for. */
  async _upsert(key: string, points: number): Promise<LimitDoc | null> {
    const now = { $toDouble: this.#played() ?? { $toLong: '$$NOW' } };
    const steps = 'most' in this.#shape ? inWindow(this.#shape, points, now) : inBucket(this.#shape, points, now);
    const step = () =>
      this.#collection.findOneAndUpdate({ _id: key }, [...steps, { $set: { expire: { $toDate: '$endsAt' } } }], {
        ...{ upsert: true, returnDocument: 'after', writeConcern: { w: 1, journal: false } },
      });
    // Of two that count a new key at the same moment, one finds it there.
    const counted = step().catch((error: { code?: unknown }) =>
      error.code === 11_000 ? step() : Promise.reject(error),
    );
    return inTime(counted).catch((error) => {
      this.#isAway = true;
      setTimeout(() => (this.#isAway = false), AWAY_MS).unref();
      throw error;
    });
  }

  _getRateLimiterRes(_key: string, _points: number, { points, waitMs }: LimitDoc): RateLimiterRes {
    return new RateLimiterRes(Math.max(this.points - points, 0), Math.max(waitMs, 0), points);
  }
}

/** The driver alone would wait for as long as it looks for a primary. */
async function inTime<T>(counted: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The database does not count in time.')), PATIENCE_MS);
  return Promise.race([counted, promise]).finally(() => clearTimeout(timer));
}

type Now = { $toDouble: unknown };

function inWindow({ windowMs }: { windowMs: number }, points: number, now: Now): mongo.Document[] {
  const isOver = { $not: isAhead(now, windowMs) };
  const counted = { $cond: [isOver, points, { $add: ['$points', points] }] };
  const endsAt = { $cond: [isOver, { $add: [now, windowMs] }, '$endsAt'] };
  return [{ $set: { points: counted, endsAt } }, { $set: { waitMs: { $subtract: ['$endsAt', now] } } }];
}

/** Whether `endsAt` is still to come. Further ahead than it can be, the clock was set back, and it begins anew. */
function isAhead(now: Now, mostMs: number): mongo.Document {
  return { $and: [{ $gt: ['$endsAt', now] }, { $lte: ['$endsAt', { $add: [now, mostMs] }] }] };
}

/** As the generic cell rate algorithm has it: a bucket is one number, the instant at which it is full again. */
function inBucket(
  { burst, perSecond }: { burst: number; perSecond: number },
  points: number,
  now: Now,
): mongo.Document[] {
  const stepMs = SECOND_MS / perSecond;
  const room = { $add: [now, burst * stepMs] };
  const isOver = { $gt: ['$waitMs', ROUNDING_MS] };
  return [
    { $set: { endsAt: { $cond: [isAhead(now, burst * stepMs + ROUNDING_MS), '$endsAt', now] } } },
    { $set: { waitMs: { $subtract: [{ $add: ['$endsAt', points * stepMs] }, room] } } },
    {
      $set: {
        points: { $cond: [isOver, burst + 1, 0] },
        endsAt: { $cond: [isOver, '$endsAt', { $add: ['$endsAt', points * stepMs] }] },
      },
    },
  ];
}
