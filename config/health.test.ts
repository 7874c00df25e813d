import { describe, expect, it } from '@jest/globals';
import { isPolling } from './health.ts';

const now = Date.parse('2026-11-24T10:00:00.000Z');
const poller = (identity: string, secondsAgo: number) => ({
  identity,
  lastAccessTime: { seconds: now / 1000 - secondsAgo },
});

describe('a worker container', () => {
  it('is well while its own worker polls', () => {
    expect(isPolling([poller('1@other', 1), poller('1@here', 60)], 'here', now)).toBe(true);
  });

  it('is not well for the polls of another, nor for one that stopped', () => {
    expect(isPolling([poller('1@other', 1)], 'here', now)).toBe(false);
    expect(isPolling([poller('1@not-here', 1)], 'here', now)).toBe(false);
    expect(isPolling([poller('1@here', 120)], 'here', now)).toBe(false);
    expect(isPolling([], 'here', now)).toBe(false);
  });
});
