import { type Model, trusted } from 'mongoose';
import type { Organisation } from '../domain/policy/schema.ts';
import type { WayTest } from '../domain/setup/checklist.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndex } from './crypto/digest.ts';
import { defineSchema, optionalText } from './schema.ts';
import type { Store } from './store.ts';

/**
 * Tests of the ways out to our own people, which an administrator asks for and a worker does, by the very settings and
 * channels that warnings leave by. What a test came to holds for those settings and readers alone.
 */

export const WAYS = ['mail', 'slack'] as const;
export type Way = (typeof WAYS)[number];

type WayDoc = {
  _id: Way;
  /** Keyed fingerprint of the settings that workers have; null where this way is not set up. */
  settings: string | null;
  askedAt: Instant | null;
  askedBy: string | null;
  /** The worker that has it in hand. */
  takenAt: Instant | null;
  testedAt: Instant | null;
  outcome: WayTest['outcome'];
  detail: string | null;
  /** Keyed fingerprint of those who were told. */
  readers: string | null;
};

export const wayTestSchema = defineSchema<WayDoc>({
  _id: { type: String, required: true, enum: WAYS },
  settings: optionalText,
  askedAt: optionalText,
  askedBy: optionalText,
  takenAt: optionalText,
  testedAt: optionalText,
  outcome: optionalText,
  detail: optionalText,
  readers: optionalText,
});

const UNTESTED = { askedAt: null, askedBy: null, takenAt: null, testedAt: null, outcome: null, detail: null };
const MOST_DETAIL = 300;

/** Whom the ways out tell: a test that went to others says nothing of them. */
export type Readers = Pick<Organisation, 'dpo' | 'deputy'>;

/** Notes with which settings the workers run; what was tested with others is forgotten. Null: not set up. */
export async function expectWays(store: Store, settings: Readonly<Record<Way, unknown>>): Promise<void> {
  for (const way of WAYS) {
    const own = settings[way];
    const print = own === null ? null : blindIndex(store.keyring, 'setup/ways', JSON.stringify(own));
    const known = await model(store).findById(way).lean();
    if (known !== null && known.settings === print) continue;
    const doc = { ...UNTESTED, settings: print, readers: null };
    await model(store).updateOne({ _id: way }, { $set: doc }, { upsert: true, runValidators: true });
  }
}

/** Asks for a test of a way that is set up; one that was asked for already is that one. */
export async function askWayTest(store: Store, way: Way, { at, by }: { at: Instant; by: string }): Promise<boolean> {
  const isSetUp = { _id: way, settings: trusted({ $ne: null }) };
  const asked = { ...UNTESTED, askedAt: at, askedBy: by };
  return (await model(store).updateOne(isSetUp, { $set: asked })).matchedCount === 1;
}

/** Takes the next test that is asked for; null where none is. */
export async function takeWayTest(store: Store, at: Instant): Promise<Way | null> {
  const waiting = { askedAt: trusted({ $ne: null }), takenAt: null };
  const doc = await model(store)
    .findOneAndUpdate(waiting, { $set: { takenAt: at } })
    .lean();
  return doc?._id ?? null;
}

/** Notes what a test came to. */
export async function settleWayTest(
  store: Store,
  way: Way,
  { at, outcome, detail, readers }: Pick<WayTest, 'outcome' | 'detail'> & { at: Instant; readers: Readers },
): Promise<void> {
  const told = { outcome, detail: detail.slice(0, MOST_DETAIL), readers: printOf(store, readers) };
  const doc = { askedAt: null, askedBy: null, takenAt: null, testedAt: at, ...told };
  await model(store).updateOne({ _id: way }, { $set: doc });
}

/** How the test of every way stands, seen by those who would be told today. */
export async function readWayTests(store: Store, readers: Readers): Promise<Record<Way, Omit<WayTest, 'isStandIn'>>> {
  const docs = await model(store).find().lean();
  const print = printOf(store, readers);
  const of = (way: Way) => {
    const doc = docs.find(({ _id }) => _id === way);
    if (doc === undefined) return NOBODY;
    const { settings, askedAt, testedAt, outcome, detail } = doc;
    return {
      ...{ isSetUp: settings !== null, askedAt, testedAt, outcome },
      ...{ detail: detail ?? '', isToReaders: doc.readers === print },
    };
  };
  return { mail: of('mail'), slack: of('slack') };
}

const NOBODY: Omit<WayTest, 'isStandIn'> = {
  ...{ isSetUp: null, askedAt: null, testedAt: null, outcome: null },
  ...{ detail: '', isToReaders: false },
};

function printOf(store: Store, { dpo, deputy }: Readers): string {
  const told = [dpo, deputy].map(({ email, slackChannel }) => [email, slackChannel ?? '']);
  return blindIndex(store.keyring, 'setup/ways', JSON.stringify(told));
}

function model(store: Store): Model<WayDoc> {
  return store.connection.model<WayDoc>('wayTests');
}
