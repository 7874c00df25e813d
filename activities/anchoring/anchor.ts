import { type AnchorWay, isStampedBefore } from '../../domain/audit/anchor.ts';
import { type ChainHead, headText } from '../../domain/audit/chain.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import { type AnchorTry, expectAnchors, recordAnchoring } from '../../store/anchorings.ts';
import { type Anchor, readAnchor, readLastAnchor, saveAnchor } from '../../store/anchors.ts';
import { sealJournal } from '../../store/journal.ts';
import { notInJournal, readHeadToAnchor } from '../../store/journal-entries.ts';
import type { Store } from '../../store/store.ts';
import type { Authority } from './authority.ts';
import type { AnchorPlace } from './place.ts';

export type AnchorDeps = {
  store: Store;
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
 * Takes the journal's head, after all that was noted until then, outside by every way that has not taken it yet, one
 * after the other; what fails keeps none of the others. Nothing is taken outside while a head that is known there is
 * not in the journal any more: what is kept must not go on from a record that was cut or rewritten.
 *
 * @returns what came of each way that was tried; `contradicted`: the number of the head that is not in the journal
 */
export async function anchorHead(deps: AnchorDeps): Promise<{ tries: AnchorTry[]; contradicted: number | null }> {
  const { store, places, clock } = deps;
  await expectAnchors(store, waysOf(deps), clock());
  const known = [await readLastAnchor(store), ...(await newestOf(places))].filter((head) => head !== null);
  const [missing] = await notInJournal(store, known);
  const contradicted = missing?.seq ?? null;
  if (contradicted === null) await sealJournal(store, clock());
  const head = contradicted === null ? await readHeadToAnchor(store) : null;
  const tries = head === null ? [] : await takeOutside(deps, head);
  await recordAnchoring(store, { at: clock(), tries, contradicted });
  return { tries, contradicted };
}

/** A place that is away says so when it is to keep something. */
async function newestOf(places: readonly AnchorPlace[]): Promise<(ChainHead | null)[]> {
  return Promise.all(places.map(async (place) => (await place.newest?.().catch(() => null)) ?? null));
}

async function takeOutside({ store, authority, places, clock }: AnchorDeps, head: ChainHead): Promise<AnchorTry[]> {
  const tries: AnchorTry[] = [];
  let anchor = await readAnchor(store, head);
  // Null: it has taken this head before.
  const attempt = async (way: AnchorWay, work: () => Promise<Partial<Anchor> | null>) => {
    try {
      const taken = await work();
      if (taken !== null) await saveAnchor(store, { ...anchor, ...taken });
      anchor = { ...anchor, ...taken };
      tries.push({ way, seq: head.seq, code: null });
    } catch (error) {
      tries.push({ way, seq: head.seq, code: error instanceof TocsinError ? error.code : 'internal' });
    }
  };
  if (authority !== null) {
    await attempt('authority', async () => {
      if (anchor.token !== null) return null;
      const { token, stamp } = await authority(headText(head));
      if (isStampedBefore(stamp.at, clock())) {
        throw new TocsinError('bad-signature', `The time-stamping authority stamps ${stamp.at}, which has passed.`);
      }
      return { token: Buffer.from(token).toString('base64'), stampedAt: stamp.at, authority: stamp.authority };
    });
  }
  for (const place of places) {
    await attempt(place.name, async () => {
      const { token } = anchor;
      const kept = anchor.kept.find((each) => each.place === place.name);
      // Kept while the authority was away, it is kept again with its token.
      if (kept !== undefined && kept.withToken === (token !== null)) return null;
      await place.keep(head, token === null ? null : Buffer.from(token, 'base64'));
      const others = anchor.kept.filter((each) => each !== kept);
      return { kept: [...others, { place: place.name, at: kept?.at ?? clock(), withToken: token !== null }] };
    });
  }
  return tries;
}
