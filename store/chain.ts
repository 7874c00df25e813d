import { CHAIN_START, commitTo, type SealedEvent } from '../domain/audit/chain.ts';
import { chainFindings, type Finding } from '../domain/audit/pack.ts';
import { readBreachIds, readSealedEvents, type StoredEvent } from './events.ts';
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
  const last = sealed.at(-1);
  const end = { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START };
  const head = end.seq < expected ? { seq: expected, hash: '' } : end;
  const opened = sealed.map((event) => opening(store, event));
  const findings = [...chainFindings({ breachId, events: sealed, head }), ...opened.flatMap((o) => o.findings)];
  const firstBad = Math.min(...findings.map(({ seq }) => seq ?? 1), Number.POSITIVE_INFINITY);
  return {
    events: sealed.map(({ seq, type, at, by, hash }, i) => ({
      seq,
      type,
      at,
      by,
      hash,
      event: opened[i]?.event ?? null,
    })),
    verifiedTo: findings.length === 0 ? end.seq : Math.min(Math.max(firstBad - 1, 0), end.seq),
    head: end,
    findings,
  };
}

/** How far one breach's stream holds. */
export type StreamCheck = Pick<CheckedStream, 'verifiedTo' | 'findings'> & { breachId: string; events: number };

/**
 * Checks the streams of all breaches, one after the other, also those of which nothing but the read model is left.
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
    checks.push({ breachId, events: events.length, verifiedTo, findings });
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
