import { CHAIN_START, commitTo, type SealedEvent } from '../domain/audit/chain.ts';
import { chainFindings, type Finding } from '../domain/audit/pack.ts';
import { readSealedEvents, type StoredEvent } from './events.ts';
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
