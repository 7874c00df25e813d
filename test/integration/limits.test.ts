import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLimiter, LIMITS, scaledLimits } from '../../api/http/limits.ts';
import type { TocsinError } from '../../domain/errors.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { createSharedLimits, type SharedLimit } from '../../store/shared-limits.ts';
import type { Store } from '../../store/store.ts';
import { later } from '../support/machine-clock.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { playedMs } from '../support/played-clock.ts';

const SMALL = {
  read: { burst: 4, perSecond: 2 },
  write: { burst: 2, perSecond: 0.5 },
  intake: { burst: 4, perSecond: 2 },
  stranger: { burst: 4, perSecond: 2 },
  ...{ look: LIMITS.look, notice: LIMITS.notice, answer: LIMITS.answer, calendar: LIMITS.calendar },
  streams: { each: 2, all: 3 },
};

let mongo: TestMongo;
let store: Store;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('limits');
});
afterAll(() => mongo.stop());
// Time stands still unless a test moves it: a slow machine fills no bucket.
beforeEach(async () => {
  await store.connection.collection('limits').deleteMany({});
  later(MINUTE_MS);
});
afterEach(() => {
  jest.useRealTimers();
});

/** A process beside others on the same database. */
function newProcess() {
  const limiter = createLimiter(SMALL, createSharedLimits(store, playedMs));
  const codeOf = async (act: () => unknown) => {
    try {
      await act();
      return 'ok';
    } catch (error) {
      const { code, members } = error as TocsinError;
      return members.retryAfter === undefined ? code : `${code} ${members.retryAfter}`;
    }
  };
  return {
    limiter,
    async take(kind: 'read' | 'write', who: string, times = 1) {
      const outcomes: string[] = [];
      for (let i = 0; i < times; i += 1) outcomes.push(await codeOf(() => limiter.take(kind, who)));
      return outcomes;
    },
    open: (who: string) => codeOf(() => limiter.openStream(who)),
  };
}

describe('what one principal may ask for', () => {
  it('is a burst, then a rate, with the seconds to wait', async () => {
    const { take } = newProcess();
    expect(await take('write', 'dpo', 3)).toEqual(['ok', 'ok', 'rate-limited 2']);
    later(2_000);
    expect(await take('write', 'dpo', 2)).toEqual(['ok', 'rate-limited 2']);
    later(3_600_000);
    expect(await take('write', 'dpo', 3)).toEqual(['ok', 'ok', 'rate-limited 2']);
  });

  it('is not used up by another, nor its writes by its reads', async () => {
    const { take } = newProcess();
    expect((await take('read', 'runaway', 50)).at(-1)).toBe('rate-limited 1');
    expect(await take('write', 'runaway')).toEqual(['ok']);
    expect(await take('read', 'dpo')).toEqual(['ok']);
  });

  it('is the same at every process, and no name of it stands in the database', async () => {
    const [one, other] = [newProcess(), newProcess()];
    expect([await one.take('write', 'dpo'), await other.take('write', 'dpo')]).toEqual([['ok'], ['ok']]);
    expect([await one.take('write', 'dpo'), await other.take('write', 'dpo')]).toEqual([
      ['rate-limited 2'],
      ['rate-limited 2'],
    ]);
    const stored = await store.connection.collection('limits').find().toArray();
    expect([stored.length, JSON.stringify(stored)]).toEqual([1, expect.not.stringContaining('dpo')]);
  });

  it('is counted once for many calls at the same moment', async () => {
    const processes = [newProcess(), newProcess()];
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => processes[i % 2]?.take('read', 'dpo')));
    expect(outcomes.flat().filter((outcome) => outcome === 'ok')).toHaveLength(SMALL.read.burst);
  });

  it('of one process takes whole what fits, and of more than fits as many as fit', async () => {
    const { limiter } = newProcess();
    const many = (times: number) =>
      Promise.allSettled(Array.from({ length: times }, () => limiter.take('read', 'dpo'))).then(
        (all) => all.filter(({ status }) => status === 'fulfilled').length,
      );
    expect([await many(3), await many(3), await many(3)]).toEqual([3, 1, 0]);
    later(2 * MINUTE_MS);
    expect(await many(20)).toBe(SMALL.read.burst);
  });

  it('is asked of the database once, and not again until it may go on', async () => {
    const { take } = newProcess();
    await take('write', 'dpo', 3);
    const counted = () => store.connection.collection('limits').findOne();
    const before = await counted();
    expect(await take('write', 'dpo', 5)).toEqual(Array(5).fill('rate-limited 2'));
    expect(await counted()).toEqual(before);
  });

  it('of a large burst is counted ahead in portions, and never more than the burst in all', async () => {
    const shape = { burst: 3_000, perSecond: 0.001 };
    const [one, other] = [createSharedLimits(store, playedMs), createSharedLimits(store, playedMs)].map((limits) =>
      limits('storm', shape),
    ) as [SharedLimit, SharedLimit];
    const counted = () => store.connection.collection('limits').findOne({}, { projection: { endsAt: 1 } });
    await one('siem');
    const first = await counted();
    await one('siem');
    expect(await counted()).toEqual(first);
    const waits = await Promise.all(Array.from({ length: 3_200 }, (_, n) => (n % 2 === 0 ? one : other)('siem')));
    expect(waits.filter((wait) => wait === null)).toHaveLength(shape.burst - 2);
  });

  it('is counted by each process alone while the database is away, so that nobody is turned away for it', async () => {
    const away = await startMongo({ own: true });
    const limit = createSharedLimits(await away.open('away'))('door', { most: 1, windowMs: 15 * MINUTE_MS });
    expect(await limit('here')).toBeNull();
    await away.stopServer();
    expect(await limit('here')).toBeNull();
    expect(await limit('here')).toBeGreaterThan(0);
    await away.stop();
  });

  it('keeps nobody waiting for hours when the clock is set back', async () => {
    later(HOUR_MS);
    const { take } = newProcess();
    expect(await take('write', 'dpo', 3)).toEqual(['ok', 'ok', 'rate-limited 2']);
    later(-HOUR_MS / 2);
    expect(await newProcess().take('write', 'dpo')).toEqual(['ok']);
  });

  it('grows with the factor that the operator sets', () => {
    expect(scaledLimits(2).write.burst).toBe(2 * scaledLimits(1).write.burst);
  });
});

describe('open streams', () => {
  it('are counted per principal and together, and given back once', async () => {
    const { limiter, open } = newProcess();
    const leave = limiter.openStream('dpo');
    expect([await open('dpo'), await open('dpo'), await open('auditor'), await open('deputy')]).toEqual([
      'ok',
      'rate-limited 60',
      'ok',
      'unavailable',
    ]);
    leave();
    leave();
    expect([await open('deputy'), await open('responder')]).toEqual(['ok', 'unavailable']);
  });
});
