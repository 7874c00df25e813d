import type { BreachEvent } from '../domain/breach/events.ts';
import { toInstant } from '../domain/time.ts';
import { appendEvents } from '../store/events.ts';
import { closeStore } from '../store/store.ts';
import { startMongo } from '../test/support/mongo.ts';
import { reportedEvent } from '../test/support/plans.ts';
import { percentile } from './percentile.ts';
import { seedBreaches } from './seed.ts';
import { serve } from './server.ts';

/** How long it takes until a change that is stored is on every open desk. */

const MOST_MS = 1_000;
const DESKS = 50;
const CHANGES = 50;

/**
 * Prints the milliseconds from the beginning of the append until the last desk has it; false where one took too long.
 */
export async function benchLive(): Promise<boolean> {
  const mongo = await startMongo();
  const store = await mongo.open('live');
  const end = new AbortController();
  try {
    const mix = { name: 'a busy organisation', breaches: 10_000, open: 300, running: 5 };
    await seedBreaches(store, mix, toInstant(Date.now()));
    const api = await serve(store);
    const desks = await Promise.all(Array.from({ length: DESKS }, () => openDesk(api.url, api.token, end.signal)));
    const times: number[] = [];
    for (let i = 0; i < CHANGES; i += 1) {
      const breachId = `TOC-2027-${i}`;
      const event: BreachEvent = reportedEvent(breachId, toInstant(Date.now()));
      const told = desks.map((desk) => desk.hear(breachId));
      const from = performance.now();
      await appendEvents(store, breachId, 1, [event]);
      await Promise.all(told);
      times.push(performance.now() - from);
    }
    end.abort();
    await api.stop();
    const [p50, p95, most] = [percentile(times, 0.5), percentile(times, 0.95), Math.max(...times)];
    console.log(`a change until the last of ${DESKS} open desks has it, storing it included, ${CHANGES} times`);
    console.log(`  p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, slowest ${most.toFixed(0)} ms`);
    if (most <= MOST_MS) return true;
    console.error(`Slower than ${MOST_MS} ms.`);
    return false;
  } finally {
    await closeStore(store);
    await mongo.stop();
  }
}

/** A stream of news; `hear` resolves once it names the breach. */
async function openDesk(
  url: string,
  token: string,
  signal: AbortSignal,
): Promise<{ hear: (id: string) => Promise<void> }> {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
  const response = await fetch(`${url}/desk/live`, { headers, signal });
  if (!response.ok) throw new Error(`No stream of news: ${response.status} ${await response.text()}`);
  let listen: (text: string) => void = () => undefined;
  const read = async () => {
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) listen(text);
  };
  // The end of the benchmark ends the streams, and nothing else does.
  void read().catch(() => undefined);
  return {
    hear: (id) =>
      new Promise((resolve) => {
        listen = (text) => (text.includes(id) ? resolve() : undefined);
      }),
  };
}
