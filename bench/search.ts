import type { Counterparty } from '../domain/dataflow.ts';
import { toInstant } from '../domain/time.ts';
import { search } from '../services/search/search.ts';
import { saveDataFlow } from '../store/dataflow.ts';
import { collectionOf } from '../store/driver.ts';
import { closeStore, type Store } from '../store/store.ts';
import { startMongo } from '../test/support/mongo.ts';
import { timed } from './at-once.ts';
import { percentile } from './percentile.ts';
import { seedBreaches } from './seed.ts';

/** The search over everything, in turns with the bare driver's reading of the sealed rows that it looks through. */

const MOST_P95_MS = 500;
const MOST_RATIO = 4;
const BREACHES = 20_000;
const PARTIES = 2_000;
const ROUNDS = 10;
const WARM_UP = 2;

/** A title, a reference, a receipt, a counterparty, what is nowhere, and what is everywhere. */
const ASKED = ['tenant 19990', `TOC-2026-${10_000 + BREACHES - 5}`, 'R-19993', 'party 1999', 'nowhere', 'session'];

/** Prints p95 and ratio over 20,000 incidents; false where a search is slower than its limits. */
export async function benchSearch(): Promise<boolean> {
  const mongo = await startMongo();
  try {
    const store = await mongo.open('search');
    const now = toInstant(Date.now());
    await seedBreaches(store, { name: 'a long record', breaches: BREACHES, open: 300, running: 5 }, now);
    await saveDataFlow(store, { systems: [], counterparties: counterparties() }, { at: now, by: 'bench' });
    const isFast = await measure(store);
    await closeStore(store);
    return isFast;
  } finally {
    await mongo.stop();
  }
}

async function measure(store: Store): Promise<boolean> {
  const times: { search: number[]; bare: number[] } = { search: [], bare: [] };
  for (let i = -WARM_UP; i < ROUNDS; i += 1) {
    for (const words of ASKED) {
      const [searched, read] = [await timed(() => search({ store }, words)), await timed(() => readBare(store))];
      if (i < 0) continue;
      times.search.push(searched);
      times.bare.push(read);
    }
  }
  const [p50, p95] = [percentile(times.search, 0.5), percentile(times.search, 0.95)];
  const ratio = p50 / percentile(times.bare, 0.5);
  console.log(`search: ${BREACHES} incidents, ${PARTIES} suppliers and customers, ${times.search.length} searches`);
  console.log(`  p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, ${ratio.toFixed(2)} bare readings at p50`);
  if (p95 <= MOST_P95_MS && ratio <= MOST_RATIO) return true;
  console.error(`Slower than ${MOST_P95_MS} ms, or than ${MOST_RATIO} times the bare reading.`);
  return false;
}

async function readBare(store: Store): Promise<void> {
  const rows = (name: string, fields: string[]) =>
    collectionOf(store, name)
      .find({}, { projection: Object.fromEntries(fields.map((field) => [field, 1])) })
      .toArray();
  await Promise.all([rows('register', ['words']), rows('counterparties', ['sealed'])]);
}

function counterparties(): Counterparty[] {
  return Array.from({ length: PARTIES }, (_, i) => ({
    ...{ id: `party-${i}`, name: `Party ${i} Hosting`, kind: i % 2 === 0 ? 'supplier' : 'customer', language: 'en' },
    contacts: [{ name: 'Ada Quill', email: `ada-${i}@example.org` }],
    clause: '',
  }));
}
