import { describe, expect, it } from '@jest/globals';
import type { LiveMessage } from './live.ts';
import { streamLive } from './stream.ts';

const counters = { overdue: 1, soon: 0, later: 0, met: 0, suspected: 0, waiting: 0 };

/** A stream whose ticks the test gives; `written` is what a desk read so far. */
function open() {
  const turns = new Map<number, () => void>();
  const end = new AbortController();
  let tell: (message: LiveMessage) => void = () => undefined;
  let isAllowed = true;
  let listeners = 0;
  const stream = streamLive({
    live: {
      listen: (to) => {
        tell = to;
        listeners += 1;
        return () => {
          listeners -= 1;
        };
      },
      catchUp: async () => ({ changes: [], counters }),
      stop: async () => undefined,
    },
    since: null,
    isAllowed: async () => isAllowed,
    every: (ms, turn) => {
      turns.set(ms, turn);
      return () => turns.delete(ms);
    },
    signal: end.signal,
  });
  let written = '';
  const ended = new Promise<void>((resolve) => stream.on('end', resolve).on('data', (chunk) => (written += chunk)));
  return {
    ...{ turns, end, ended },
    written: () => written,
    tell: (message: LiveMessage) => tell(message),
    forbid: () => {
      isAllowed = false;
    },
    listeners: () => listeners,
  };
}

describe('a stream of news', () => {
  it('beats each 20 seconds, and ends within the minute in which the token did', async () => {
    const { turns, ended, written, forbid, listeners } = open();
    turns.get(20_000)?.();
    turns.get(60_000)?.();
    forbid();
    turns.get(60_000)?.();
    await ended;
    expect(written()).toContain(': still here\n\n');
    expect([listeners(), turns.size]).toEqual([0, 0]);
  });

  it('names the last instant, from which a desk that comes back goes on', async () => {
    const { tell, end, ended, written } = open();
    const at = '2026-11-24T08:40:00.000Z';
    tell({ changes: [{ breachId: 'TOC-1', type: 'closed', at, obligation: null }], counters });
    end.abort();
    await ended;
    expect(written()).toContain(`id: ${at}\ndata: {"changes":[{"breachId":"TOC-1","type":"closed"`);
  });
});
