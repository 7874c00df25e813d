import { CHAIN_START, commitTo, type SealedEvent } from '../domain/audit/chain.ts';
import { chainFindings, type Finding } from '../domain/audit/pack.ts';
import { sha256Hex } from './crypto/digest.ts';
import { readBreachIds, readSealedEvents, type StoredEvent } from './events.ts';
import { checkLedgers } from './ledger/evidence.ts';
import { breachModel } from './projections.ts';
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
 * Reads and checks a breach's stream: the chain, and that its words are those that were committed to. Never fails over
 * what it finds: a broken stream is what it is there to show.
 * @param expected number of events that the read model has folded in; a shorter stream was cut
 */
export async function readCheckedStream(store: Store, breachId: string, expected: number): Promise<CheckedStream> {
  const sealed = await readSealedEvents(store, breachId);
  const head = headOf(sealed, expected);
  const opened = sealed.map((event) => opening(store, event));
  const findings = [...chainFindings({ breachId, events: sealed, head }), ...opened.flatMap((o) => o.findings)];
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
  const sealed = await readSealedEvents(store, breachId);
  const whole = knownWhole(store, breachId, sealed);
  const fresh = sealed.slice(whole);
  const chain = { breachId, events: fresh, head: headOf(sealed, expected) };
  const findings = [
    ...chainFindings(chain, sealed[whole - 1]),
    ...fresh.flatMap((event) => opening(store, event).findings),
  ];
  if (findings.length === 0) remember(store, breachId, sealed);
  return { verifiedTo: verifiedTo(sealed, findings), findings };
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

/** How far one breach's stream holds, and what does not hold of it or of its ledgers; `pages` are the ledgers'. */
export type StreamCheck = Pick<CheckedStream, 'verifiedTo' | 'findings'> & {
  breachId: string;
  events: number;
  pages: number;
};

/**
 * Checks the streams and the ledgers of all breaches, one after the other, also where nothing but the read model is
 * left.
 * @param tell how many of how many are checked, after each
 */
export async function checkAllStreams(
  store: Store,
  tell: (done: number, of: number) => void = () => undefined,
): Promise<StreamCheck[]> {
  const models = await breachModel(store).find({}, { seq: 1 }).lean();
  const expected = new Map(models.map(({ _id, seq }) => [_id, seq]));
  const ids = [...new Set([...(await readBreachIds(store)), ...expected.keys()])].sort();
  const checks: StreamCheck[] = [];
  for (const breachId of ids) {
    const { events, verifiedTo, findings } = await readCheckedStream(store, breachId, expected.get(breachId) ?? 0);
    const ledgers = await checkLedgers(store, breachId, await readSealedEvents(store, breachId));
    const all = [...findings, ...ledgers.findings];
    checks.push({ breachId, events: events.length, pages: ledgers.pages, verifiedTo, findings: all });
    tell(checks.length, ids.length);
  }
  return checks;
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
