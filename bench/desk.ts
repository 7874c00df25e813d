import { toInstant } from '../domain/time.ts';
import { closeStore, type Store } from '../store/store.ts';
import { startMongo } from '../test/support/mongo.ts';
import { timed } from './at-once.ts';
import { percentile } from './percentile.ts';
import { type Mix, seedBreaches } from './seed.ts';
import { serve } from './server.ts';

/**
 * The desk over 10,000 breaches and 100,000 obligations, against the limit: its own database commands, taken from the
 * server's profiler and sent again by the bare driver, side by side as the desk sends them, in turns with the page.
 */

const MOST_P95_MS = 100;
const MOST_RATIO = 3;
const REQUESTS = 300;
const WARM_UP = 50;
const MIXES: Mix[] = [
  { name: 'a busy organisation', breaches: 10_000, open: 300, running: 5 },
  { name: 'all that can run', breaches: 10_000, open: 10_000, running: 10 },
];

/** Prints both p95 of both mixes and their ratio; false where the page is slower than its limits. */
export async function benchDesk(): Promise<boolean> {
  const mongo = await startMongo();
  let isFast = true;
  try {
    for (const [i, mix] of MIXES.entries()) {
      const store = await mongo.open(`desk-${i}`);
      await seedBreaches(store, mix, toInstant(Date.now()));
      isFast = (await measure(store, mix)) && isFast;
      await closeStore(store);
    }
  } finally {
    await mongo.stop();
  }
  return isFast;
}

async function measure(store: Store, { name, breaches, open, running }: Mix): Promise<boolean> {
  const api = await serve(store);
  const page = async () => {
    const response = await fetch(api.url, { headers: { authorization: `Bearer ${api.token}` } });
    const body = await response.text();
    if (response.status !== 200) throw new Error(`The desk answered ${response.status}.`);
    return body.length;
  };
  const size = await page();
  const bare = await bareQueries(store, page);
  const times: { page: number[]; bare: number[] } = { page: [], bare: [] };
  for (let i = -WARM_UP; i < REQUESTS; i += 1) {
    const [shown, asked] = [await timed(page), await timed(bare.run)];
    if (i < 0) continue;
    times.page.push(shown);
    times.bare.push(asked);
  }
  await api.stop();
  const [p50, p95] = [percentile(times.page, 0.5), percentile(times.page, 0.95)];
  const [bare50, bare95] = [percentile(times.bare, 0.5), percentile(times.bare, 0.95)];
  const ratio = p95 / bare95;
  console.log(`${name}: ${breaches} breaches, ${breaches * 10} obligations, ${open * running} clocks run`);
  console.log(`  desk:  p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${Math.round(size / 1_024)} KiB`);
  console.log(`  bare:  p50 ${bare50.toFixed(1)} ms, p95 ${bare95.toFixed(1)} ms, ${bare.commands} commands`);
  console.log(`  ratio: ${ratio.toFixed(2)} at p95, ${(p50 / bare50).toFixed(2)} at p50`);
  if (p95 <= MOST_P95_MS && ratio <= MOST_RATIO) return true;
  console.error(`Slower than ${MOST_P95_MS} ms, or than ${MOST_RATIO} times its bare queries.`);
  return false;
}

/** What one page asks of the database, to be asked again by the driver alone. */
async function bareQueries(
  store: Store,
  page: () => Promise<unknown>,
): Promise<{ run: () => Promise<unknown>; commands: number }> {
  const { db } = store.connection;
  if (db === undefined) throw new Error('The connection is closed.');
  await db.command({ profile: 2 });
  await page();
  await db.command({ profile: 0 });
  const kept = [
    'find',
    'aggregate',
    'filter',
    'pipeline',
    'projection',
    'sort',
    'limit',
    'cursor',
    'singleBatch',
    'hint',
  ];
  const profiled = await db
    .collection('system.profile')
    .find({ 'command.find': { $ne: 'system.profile' }, op: { $in: ['query', 'command'] } })
    .toArray();
  const commands = profiled
    .filter(({ command }) => 'find' in command || 'aggregate' in command)
    .map(({ command }) => Object.fromEntries(Object.entries(command).filter(([key]) => kept.includes(key))));
  return { run: () => Promise.all(commands.map((command) => db.command(command))), commands: commands.length };
}
