import { CHAIN_START, commitTo, type SealedEvent } from '../domain/audit/chain.ts';
import { chainFindings, type Finding } from '../domain/audit/pack.ts';
import { foreignLinks } from './chain-links.ts';
import { sha256Hex } from './crypto/digest.ts';
import { guardedOf, type KeyedEvent, readKeyedEvents, type StoredEvent } from './events.ts';
import { chainOf, type Head, headIn, headsOf } from './heads.ts';
import { mayEarlierWrite, readJournaled } from './journal.ts';
import { openEvent, openWords } from './sealing.ts';
import type { Store } from './store.ts';

/** A breach's stream as it stands, and how far it holds. */
export type CheckedStream = {
  /** In order. `event` is null where the words do not open any more. */
  events: { seq: number; type: string; at: string; by: string; hash: string; event: StoredEvent | null }[];
  /** Every event up to this number holds; 0 where the first one does not. */
  verifiedTo: number;
  head: { seq: number; hash: string };
  findings: Finding[];
};

/**
 * Reads and checks a breach's stream: the chain, that Tocsin wrote each event, that it goes as far as the journal says,
 * and that its words are those that were committed to. Never fails over what it finds: a broken stream is what it is
 * there to show.
 * @param expected number of events that the read model has folded in; a shorter stream was cut
 */
export async function readCheckedStream(store: Store, breachId: string, expected: number): Promise<CheckedStream> {
  const known = await knownHeads(store, breachId);
  const sealed = await readKeyedEvents(store, breachId);
  const head = headOf(sealed, furthest(known, expected));
  const opened = sealed.map((event) => opening(store, event));
  const findings = [
    ...chainFindings({ breachId, events: sealed, head }),
    ...(await originFindings(store, sealed, known)),
    ...opened.flatMap((o) => o.findings),
  ];
  if (findings.length === 0) remember(store, breachId, sealed);
  return {
    events: sealed.map(({ seq, type, at, by, hash }, i) => ({
      seq,
      type,
      at,
      by,
      hash,
      event: opened[i]?.event ?? null,
    })),
    verifiedTo: verifiedTo(sealed, findings),
    head: headOf(sealed, 0),
    findings,
  };
}

/**
 * Checks a stream as {@link readCheckedStream} does. Events that this process has found whole before, and that are
 * still the same bytes, are not opened again: a decision must not wait for all the words of a long breach.
 */
export async function checkStream(
  store: Store,
  breachId: string,
  expected: number,
): Promise<Pick<CheckedStream, 'verifiedTo' | 'findings'>> {
  const known = await knownHeads(store, breachId);
  const sealed = await readKeyedEvents(store, breachId);
  const whole = knownWhole(store, breachId, sealed);
  const fresh = sealed.slice(whole);
  const chain = { breachId, events: fresh, head: headOf(sealed, furthest(known, expected)) };
  const findings = [
    ...chainFindings(chain, sealed[whole - 1]),
    ...(await originFindings(store, sealed, known, whole)),
    ...fresh.flatMap((event) => opening(store, event).findings),
  ];
  if (findings.length === 0) remember(store, breachId, sealed);
  return { verifiedTo: verifiedTo(sealed, findings), findings };
}

/** Where a stream ended by what is kept outside of it, read before the stream itself, which grows meanwhile. */
async function knownHeads(store: Store, breachId: string): Promise<Head[]> {
  const of = chainOf.breach(breachId);
  const [noted, journaled] = await Promise.all([headsOf(store).findOne({ _id: of }), readJournaled(store, of)]);
  const heads = [noted === null ? null : headIn(store.keyring, noted), journaled];
  return heads.filter((head) => head !== null);
}

function furthest(known: readonly Head[], expected: number): number {
  return Math.max(expected, ...known.map(({ seq }) => seq));
}

/** Events that Tocsin did not write, and heads kept outside that are none of them. */
async function originFindings(
  store: Store,
  sealed: readonly KeyedEvent[],
  known: readonly Head[],
  from = 0,
): Promise<Finding[]> {
  const foreign = await foreignLinks(store, 'event', sealed.slice(from), (event) => ({
    of: chainOf.breach(event.breachId),
    seq: event.seq,
    fields: guardedOf(event),
    mac: event.mac,
  }));
  const isEarlier = foreign.some(({ mac }) => mac === null) && (await mayEarlierWrite(store));
  const moved = known.filter(({ seq, hash }) => seq <= sealed.length && sealed[seq - 1]?.hash !== hash);
  return [
    ...foreign
      .filter(({ mac }) => mac !== null || !isEarlier)
      .map(({ seq }) => ({ seq, problem: 'was not written by Tocsin: it does not carry the MAC of its hash' })),
    ...moved.map(({ seq }) => ({ seq, problem: 'is not the one that stood there when the journal took it over' })),
  ];
}

/** How many events a process found whole, and the hash of their stored bytes, by breach. */
const found = new WeakMap<Store, Map<string, { events: number; digest: string }>>();
const MOST_REMEMBERED = 1_000;

function remember(store: Store, breachId: string, sealed: readonly SealedEvent[]): void {
  const known = found.get(store) ?? new Map();
  found.set(store, known);
  known.delete(breachId);
  known.set(breachId, { events: sealed.length, digest: digestOf(sealed) });
  const oldest = known.keys().next();
  if (known.size > MOST_REMEMBERED && !oldest.done) known.delete(oldest.value);
}

/** How many of these events were found whole before, as the same bytes. */
function knownWhole(store: Store, breachId: string, sealed: readonly SealedEvent[]): number {
  const known = found.get(store)?.get(breachId);
  if (known === undefined || known.digest !== digestOf(sealed.slice(0, known.events))) return 0;
  return known.events;
}

function digestOf(sealed: readonly SealedEvent[]): string {
  return sha256Hex(JSON.stringify(sealed));
}

/** The last event there is; where the read model knows of more, the one that is missing. */
function headOf(sealed: readonly SealedEvent[], expected: number): CheckedStream['head'] {
  const { seq, hash } = sealed.at(-1) ?? { seq: 0, hash: CHAIN_START };
  return seq < expected ? { seq: expected, hash: '' } : { seq, hash };
}

function verifiedTo(sealed: readonly SealedEvent[], findings: readonly Finding[]): number {
  const end = sealed.at(-1)?.seq ?? 0;
  const firstBad = Math.min(...findings.map(({ seq }) => seq ?? 1), Number.POSITIVE_INFINITY);
  return findings.length === 0 ? end : Math.min(Math.max(firstBad - 1, 0), end);
}

function opening(store: Store, sealed: SealedEvent): { event: StoredEvent | null; findings: Finding[] } {
  const { seq, hash, commitment } = sealed;
  try {
    const words = openWords(store.keyring, sealed);
    const isKept = words === null ? commitment === null : commitTo(words.personal, words.salt) === commitment;
    const findings = isKept ? [] : [{ seq, problem: 'has other words than those committed to' }];
    return { event: { ...openEvent(store.keyring, sealed), seq, hash }, findings };
  } catch {
    return { event: null, findings: [{ seq, problem: 'has words that do not open: they were changed' }] };
  }
}
