import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DAY_MS, toInstant } from '../domain/time.ts';
import { parseKeyring } from '../store/crypto/keyring.ts';
import { closeStore } from '../store/store.ts';
import { startMongo } from '../test/support/mongo.ts';
import type { Figures } from './child.ts';
import { percentile } from './percentile.ts';
import { seedBreaches } from './seed.ts';

/**
 * What is read whole of 10,000 breaches: each export of the register, and the check of every chain. Each in an API
 * process of its own, which is asked for a small page every 50 ms meanwhile: nobody else may wait for an export.
 */

const BREACHES = 10_000;
const MOST_PEAK_MIB = 700;
const MOST_WAIT_MS = 500;
const PAUSE_MS = 50;
/** Of the last days, so that the PDF has close to the most entries that it may have. */
const PDF_DAYS = 68;

type ServedApi = { url: string; token: string };

/** Prints seconds, size, peak memory and what others waited for each; false where one is over its limits. */
export async function benchExport(): Promise<boolean> {
  const mongo = await startMongo();
  try {
    const uri = mongo.uri('export');
    const keyring = JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
    const store = await mongo.open('export', parseKeyring(keyring));
    const mix = { name: 'a busy organisation', breaches: BREACHES, open: 300, running: 5, streams: true } as const;
    await seedBreaches(store, mix, toInstant(Date.now()));
    await closeStore(store);
    console.log(`${BREACHES} breaches, 100,000 obligations`);
    let isFine = await measure({ uri, keyring }, 'nothing', async () => 0);
    const from = toInstant(Date.now() - PDF_DAYS * DAY_MS).slice(0, 10);
    const files = { csv: '', json: '', pdf: `&from=${from}` };
    for (const [format, filter] of Object.entries(files)) {
      const path = `/register/export?format=${format}${filter}`;
      isFine = (await measure({ uri, keyring }, format, (api) => download(api, path))) && isFine;
    }
    return (await measure({ uri, keyring }, 'all chains', verifyAll)) && isFine;
  } finally {
    await mongo.stop();
  }
}

async function measure(
  opening: { uri: string; keyring: string },
  name: string,
  work: (api: ServedApi) => Promise<number>,
): Promise<boolean> {
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)));
  child.send(opening);
  const [api] = (await once(child, 'message')) as [ServedApi];
  const entries = await count(api, name);
  const end = new AbortController();
  const others = askMeanwhile(api, end.signal);
  const from = performance.now();
  const bytes = await work(api);
  const seconds = (performance.now() - from) / 1_000;
  end.abort();
  const waits = await others;
  child.send('figures');
  const [{ peakBytes, longestWaitMs }] = (await once(child, 'message')) as [Figures];
  await once(child, 'exit');
  const peakMib = peakBytes / 1_048_576;
  const slowest = Math.max(0, ...waits);
  console.log(
    `${name}${entries}: ${seconds.toFixed(1)} s, ${(bytes / 1_048_576).toFixed(1)} MiB, ` +
      `peak memory ${Math.round(peakMib)} MiB; others waited ${percentile(waits, 0.5).toFixed(0)} ms (p50), ` +
      `${slowest.toFixed(0)} ms at most, event loop ${longestWaitMs.toFixed(0)} ms`,
  );
  if (peakMib <= MOST_PEAK_MIB && slowest <= MOST_WAIT_MS) return true;
  console.error(`More than ${MOST_PEAK_MIB} MiB, or others waited more than ${MOST_WAIT_MS} ms.`);
  return false;
}

/** Milliseconds that each small request took. */
async function askMeanwhile(api: ServedApi, signal: AbortSignal): Promise<number[]> {
  const waits: number[] = [];
  while (!signal.aborted) {
    const from = performance.now();
    await get(api, '/desk/policy/severity');
    waits.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return waits;
}

async function get({ url, token }: ServedApi, path: string): Promise<Response> {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response;
}

async function download(api: ServedApi, path: string): Promise<number> {
  const response = await get(api, path);
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.byteLength;
  return bytes;
}

/** How many entries the PDF has; the others have all. It warms the process up, too. */
async function count(api: ServedApi, name: string): Promise<string> {
  const from = toInstant(Date.now() - PDF_DAYS * DAY_MS).slice(0, 10);
  const { total } = (await (await get(api, `/register?limit=1&from=${from}`)).json()) as { total: number };
  return name === 'pdf' ? ` of ${total} entries` : '';
}

/** Asks until the check that the first question began has ended. */
async function verifyAll(api: ServedApi): Promise<number> {
  for (;;) {
    const response = await get(api, '/audit/verification');
    const { last, progress } = (await response.json()) as { last: { events: number } | null; progress: unknown };
    if (progress !== null || last === null) continue;
    console.log(`${last.events} events of ${BREACHES} chains`);
    return 0;
  }
}
