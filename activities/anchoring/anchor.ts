import type { AnchorWay } from '../../domain/audit/anchor.ts';
import { type ChainHead, headText } from '../../domain/audit/chain.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import {
  type Anchor,
  type AnchorTry,
  expectAnchors,
  readAnchor,
  readLastAnchor,
  recordAnchoring,
  saveAnchor,
} from '../../store/anchors.ts';
import type { Store } from '../../store/store.ts';
import type { Authority } from './authority.ts';
import type { AnchorPlace } from './place.ts';

/** The journal of heads, as far as it is anchored. */
export type Journal = {
  readHead(store: Store): Promise<(ChainHead & { at: Instant }) | null>;
  /** The hash of the entry of a number; null where there is none. */
  readHash(store: Store, seq: number): Promise<string | null>;
};

export type AnchorDeps = {
  store: Store;
  journal: Journal;
  /** Null where none is configured. */
  authority: Authority | null;
  places: readonly AnchorPlace[];
  clock: () => Instant;
};

/** By which ways heads go outside. */
export function waysOf({ authority, places }: Pick<AnchorDeps, 'authority' | 'places'>): AnchorWay[] {
  return [...(authority === null ? [] : ['authority' as const]), ...places.map(({ name }) => name)];
}

/**
 * Takes the journal's head outside by every way that has not taken it yet, one after the other; what fails keeps none
 * of the others. Nothing is taken outside while a head that is known there is not in the journal any more: what is kept
 * must not go on from a record that was cut or rewritten.
 *
 * @returns what came of each way that was tried; `contradicted`: the number of the head that is not in the journal
 */
export async function anchorHead(deps: AnchorDeps): Promise<{ tries: AnchorTry[]; contradicted: number | null }> {
  const { store, journal, places, clock } = deps;
  await expectAnchors(store, waysOf(deps), clock());
  const known = [await readLastAnchor(store), ...(await newestOf(places))].filter((head) => head !== null);
  const contradicted = await findContradicted(deps, known);
  const head = contradicted === null ? await journal.readHead(store) : null;
  const tries = head === null ? [] : await takeOutside(deps, { seq: head.seq, hash: head.hash });
  await recordAnchoring(store, { at: clock(), tries, contradicted });
  return { tries, contradicted };
}

async function findContradicted({ store, journal }: AnchorDeps, known: readonly ChainHead[]): Promise<number | null> {
  for (const { seq, hash } of known) if ((await journal.readHash(store, seq)) !== hash) return seq;
  return null;
}

/** A place that is away says so when it is to keep something. */
async function newestOf(places: readonly AnchorPlace[]): Promise<(ChainHead | null)[]> {
  return Promise.all(places.map(async (place) => (await place.newest?.().catch(() => null)) ?? null));
}

async function takeOutside({ store, authority, places, clock }: AnchorDeps, head: ChainHead): Promise<AnchorTry[]> {
  const tries: AnchorTry[] = [];
  let anchor = await readAnchor(store, head);
  const attempt = async (way: AnchorWay, work: () => Promise<Partial<Anchor>>) => {
    try {
      anchor = { ...anchor, ...(await work()) };
      await saveAnchor(store, anchor);
      tries.push({ way, seq: head.seq, code: null });
    } catch (error) {
      tries.push({ way, seq: head.seq, code: error instanceof TocsinError ? error.code : 'internal' });
    }
  };
  if (authority !== null) {
    await attempt('authority', async () => {
      if (anchor.token !== null) return {};
      const { token, stamp } = await authority(headText(head));
      return { token: Buffer.from(token).toString('base64'), stampedAt: stamp.at, authority: stamp.authority };
    });
  }
  for (const place of places) {
    await attempt(place.name, async () => {
      const { token } = anchor;
      const kept = anchor.kept.find((each) => each.place === place.name);
      // Kept while the authority was away, it is kept again with its token.
      if (kept !== undefined && kept.withToken === (token !== null)) return {};
      await place.keep(head, token === null ? null : Buffer.from(token, 'base64'));
      const others = anchor.kept.filter((each) => each !== kept);
      return { kept: [...others, { place: place.name, at: kept?.at ?? clock(), withToken: token !== null }] };
    });
  }
  return tries;
}
