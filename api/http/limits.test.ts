import { describe, expect, it } from '@jest/globals';
import type { TocsinError } from '../../domain/errors.ts';
import { createLimiter, scaledLimits } from './limits.ts';

const SMALL = {
  read: { burst: 4, perSecond: 2 },
  write: { burst: 2, perSecond: 0.5 },
  intake: { burst: 4, perSecond: 2 },
  streams: { each: 2, all: 3 },
};

function setUp() {
  let now = 0;
  const limiter = createLimiter(SMALL, () => now);
  const codeOf = (act: () => unknown) => {
    try {
      act();
      return 'ok';
    } catch (error) {
      const { code, members } = error as TocsinError;
      return members.retryAfter === undefined ? code : `${code} ${members.retryAfter}`;
    }
  };
  return {
    limiter,
    take: (kind: 'read' | 'write', who: string, times = 1) =>
      Array.from({ length: times }, () => codeOf(() => limiter.take(kind, who))),
    open: (who: string) => codeOf(() => limiter.openStream(who)),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('what one principal may ask for', () => {
  it('is a burst, then a rate, with the seconds to wait', () => {
    const { take, pass } = setUp();
    expect(take('write', 'dpo', 3)).toEqual(['ok', 'ok', 'rate-limited 2']);
    pass(2_000);
    expect(take('write', 'dpo', 2)).toEqual(['ok', 'rate-limited 2']);
    pass(3_600_000);
    expect(take('write', 'dpo', 3)).toEqual(['ok', 'ok', 'rate-limited 2']);
  });

  it('is not used up by another, nor its writes by its reads', () => {
    const { take } = setUp();
    expect(take('read', 'runaway', 50).at(-1)).toBe('rate-limited 1');
    expect(take('write', 'runaway')).toEqual(['ok']);
    expect(take('read', 'dpo')).toEqual(['ok']);
  });

  it('grows with the factor of the house', () => {
    expect(scaledLimits(2).write.burst).toBe(2 * scaledLimits(1).write.burst);
  });
});

describe('open streams', () => {
  it('are counted per principal and together, and given back once', () => {
    const { limiter, open } = setUp();
    const leave = limiter.openStream('dpo');
    expect([open('dpo'), open('dpo'), open('auditor'), open('deputy')]).toEqual([
      'ok',
      'rate-limited 60',
      'ok',
      'unavailable',
    ]);
    leave();
    leave();
    expect([open('deputy'), open('responder')]).toEqual(['ok', 'unavailable']);
  });
});
