import { describe, expect, it } from '@jest/globals';
import type { SendResult } from './channels/channel.ts';
import { createHealth, sendBatch } from './sending.ts';

const people = (count: number) => Array.from({ length: count }, (_, n) => n);
const sent: SendResult = { status: 'sent', receipt: '' };
const refused: SendResult = { status: 'refused', detail: 'SMTP 550' };
const uncertain: SendResult = { status: 'uncertain', detail: 'lost', reason: 'connection-lost' };
const lost: SendResult = { status: 'not-sent', detail: 'lost', isOutage: false, reason: 'connection-lost' };
const away: SendResult = { status: 'not-sent', detail: 'away', isOutage: true };
const busy: SendResult = { status: 'not-sent', detail: 'SMTP 421', isOutage: true, reason: 'busy' };
const later: SendResult = { status: 'not-sent', detail: 'SMTP 451', isOutage: false };

/** Answers with the n-th result, or the last one; `waves` are the numbers of messages under way together. */
function server(answer: (n: number) => SendResult) {
  const waves: number[] = [];
  let begun = 0;
  let waiting: (() => void)[] = [];
  const send = () =>
    new Promise<SendResult>((resolve) => {
      const result = answer(begun++);
      // All that is begun in one turn is under way together, and ends together.
      if (waiting.length === 0) {
        setImmediate(() => {
          const ending = waiting;
          waiting = [];
          waves.push(ending.length);
          for (const end of ending) end();
        });
      }
      waiting.push(() => resolve(result));
    });
  return { waves, send, count: () => begun };
}

function batch(count: number, answer: (n: number) => SendResult, options: { lanes?: number; begin?: number } = {}) {
  const health = createHealth();
  const played = server(answer);
  const mayBegin = () => played.count() < (options.begin ?? Number.POSITIVE_INFINITY);
  const send = (rows = people(count)) => sendBatch(rows, played.send, { lanes: options.lanes ?? 8, mayBegin, health });
  return { ...played, health, again: send, done: send() };
}

const of = (results: Map<number, SendResult>, status: string) =>
  [...results.values()].filter((result) => result.status === status).length;

describe('a batch', () => {
  it('to a healthy server starts alone, then takes all of its lanes, and sends to everybody', async () => {
    const { done, waves } = batch(100, () => sent);
    const { results, stopped } = await done;
    expect(of(results, 'sent')).toBe(100);
    expect([...results.keys()].toSorted((a, b) => a - b)).toEqual(people(100));
    expect(stopped).toBeNull();
    expect(waves.slice(0, 4)).toEqual([1, 2, 8, 8]);
    expect(Math.max(...waves)).toBe(8);
  });
  it('begins with all of its lanes where the batch before was healthy', async () => {
    const { done, again, waves } = batch(50, () => sent);
    await done;
    const first = waves.length;
    await again();
    expect(waves[first]).toBe(8);
  });
  it('to nobody has no results', async () => {
    expect(await batch(0, () => sent).done).toEqual({ results: new Map(), stopped: null });
  });
  it('loses at most three of a hundred behind a server that breaks off after every message', async () => {
    const { done, again } = batch(100, () => uncertain);
    const { results, stopped } = await done;
    expect(stopped).toBe('connections-lost');
    expect(results.size).toBe(3);
    // And one more each time that somebody lets it go on.
    expect((await again()).results.size).toBe(1);
  });
  it('stops where connections are lost before the message left as well', async () => {
    const { results, stopped } = await batch(100, () => lost).done;
    expect([results.size, stopped]).toEqual([3, 'connections-lost']);
  });
  it('goes on one by one after a lost connection, and with more once one is sent', async () => {
    const { done, waves } = batch(20, (n) => (n === 1 || n === 2 ? uncertain : sent));
    const { results, stopped } = await done;
    expect(stopped).toBeNull();
    expect([of(results, 'sent'), of(results, 'uncertain')]).toEqual([18, 2]);
    expect(waves.slice(0, 4)).toEqual([1, 2, 1, 2]);
  });
  it.each([
    ['outage', away],
    ['busy', busy],
  ])('stops at once: %s', async (why, result) => {
    const { done, again, health } = batch(100, (n) => (n < 20 ? sent : result));
    const { results, stopped } = await done;
    expect(stopped).toBe(why);
    // Only those that were under way with it.
    expect(results.size).toBeLessThanOrEqual(20 + 8);
    expect(health.lanes).toBe(1);
    expect((await again()).results.size).toBe(1);
  });
  it('stops when more than a fifth are refused, ten at least', async () => {
    const all = await batch(100, () => refused).done;
    expect([all.results.size, all.stopped]).toEqual([10, 'refusals']);
    const quarter = await batch(100, (n) => (n % 4 === 3 ? refused : sent)).done;
    expect(quarter.stopped).toBe('refusals');
    expect(quarter.results.size).toBeLessThan(50);
  });
  it('goes on where a fifth or fewer are refused, or some are put off', async () => {
    const fifth = await batch(100, (n) => (n % 5 === 4 ? refused : sent)).done;
    expect([fifth.results.size, fifth.stopped]).toEqual([100, null]);
    expect((await batch(9, () => refused).done).results.size).toBe(9);
    expect((await batch(50, () => later).done).results.size).toBe(50);
  });
  it('begins nothing more once it may not, and finishes what it began', async () => {
    const { results, stopped } = await batch(100, () => sent, { begin: 30 }).done;
    expect([results.size, stopped]).toEqual([30, null]);
  });
  it('calls a message whose sending throws uncertain, and keeps the results of all others', async () => {
    const failing = (row: number) => (row === 3 ? Promise.reject(new TypeError('no')) : Promise.resolve(sent));
    const options = { lanes: 8, mayBegin: () => true, health: createHealth() };
    const { results } = await sendBatch(people(10), failing, options);
    expect(results.get(3)).toEqual({ status: 'uncertain', detail: 'sending failed with TypeError' });
    expect(of(results, 'sent')).toBe(9);
  });
});
