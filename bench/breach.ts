import { parseArgs } from 'node:util';
import { toInstant } from '../domain/time.ts';
import { planRows } from '../store/ledger/notice-plan.ts';
import { closeStore } from '../store/store.ts';
import { startMongo } from '../test/support/mongo.ts';
import { handOver } from '../test/support/notices.ts';
import { noticeTo } from '../test/support/plans.ts';
import { percentile } from './percentile.ts';
import { seedBreaches } from './seed.ts';
import { serve } from './server.ts';

/** The pages of one breach of which thousands are told, as a browser asks for them: whole, and compressed. */

const MOST_P95_MS = 150;
const MOST_BYTES = 100 * 1_024;
const REQUESTS = 100;
const WARM_UP = 40;
const BREACH = 'TOC-2026-10000';
/** Those that show somebody of the thousands. */
const PAGES = [`/desk/breaches/${BREACH}`, `/desk/breaches/${BREACH}/notices`];

/** `--notices 20000`. Prints p95 and bytes of the page, and of an answer that is as small; false beyond the limits. */
export async function benchBreach(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { notices: { type: 'string' } } });
  const notices = Number(values.notices ?? 20_000);
  const mongo = await startMongo();
  const store = await mongo.open('breach');
  try {
    const now = toInstant(Date.now());
    const mix = { name: 'one breach', breaches: 1, open: 1, running: 5, streams: true as const, told: notices };
    await seedBreaches(store, mix, now);
    const wanted = Array.from({ length: notices }, (_, n) => noticeTo(`customer-${n}`, now));
    await planRows(store, BREACH, wanted, { exercise: false, at: now });
    const resultOf = (id: string) => (id.endsWith('7') ? 'uncertain' : id.endsWith('4') ? 'refused' : 'sent');
    await handOver(store, BREACH, now, resultOf, () => null);
    return await measure(await serve(store), notices);
  } finally {
    await closeStore(store);
    await mongo.stop();
  }
}

async function measure(api: Awaited<ReturnType<typeof serve>>, notices: number): Promise<boolean> {
  const ask = async (path: string) => {
    const headers = { authorization: `Bearer ${api.token}`, 'accept-encoding': 'gzip' };
    const from = performance.now();
    const response = await fetch(`${api.url}${path}`, { headers });
    const text = await response.text();
    const ms = performance.now() - from;
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`);
    return { ms, text, bytes: Number(response.headers.get('content-length') ?? 0) };
  };
  const [page, bare]: [number[], number[]] = [[], []];
  let bytes = 0;
  for (let i = -WARM_UP; i < REQUESTS; i += 1) {
    for (const path of PAGES) {
      const [shown, live] = [await ask(path), await ask('/health/live')];
      if (!shown.text.includes('customer-')) throw new Error(`${path} shows nobody who was told.`);
      if (i < 0) continue;
      bytes = Math.max(bytes, shown.bytes);
      page.push(shown.ms);
      bare.push(live.ms);
    }
  }
  await api.stop();
  const [p50, p95] = [percentile(page, 0.5), percentile(page, 0.95)];
  console.log(`the pages of a breach with ${notices} notices: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`);
  console.log(
    `  ${Math.ceil(bytes / 1_024)} KiB compressed; an empty answer: p95 ${percentile(bare, 0.95).toFixed(1)} ms`,
  );
  if (p95 <= MOST_P95_MS && bytes > 0 && bytes <= MOST_BYTES) return true;
  console.error(`Slower than ${MOST_P95_MS} ms, or more than ${MOST_BYTES / 1_024} KiB.`);
  return false;
}
