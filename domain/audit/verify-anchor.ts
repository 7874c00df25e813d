import type { Instant } from '../time.ts';
import { isStampedBefore, pathProblem } from './anchor.ts';
import { type ChainHead, headText, parseHead } from './chain.ts';
import type { EvidencePack, Finding } from './pack.ts';
import { checkToken } from './timestamp.ts';

/** What the anchor of a pack shows that holds. */
export type AnchorProof = {
  /** The journal's head that is known outside. */
  head: ChainHead;
  /** The last event of the breach that stood when it was anchored: it and all before are as old as `at`. */
  covers: number;
  /** When the authority saw it; null where there is no time-stamp. */
  at: Instant | null;
  authority: string | null;
  /** Whether the authority's certificate leads to a root that was given. */
  isTrusted: boolean;
};

/**
 * Checks the anchor of a pack offline: that the journal leads from the pack's event to the anchored head, and that the
 * time-stamp over that head holds and is not older than what it covers. `proof` is null where there is no anchor.
 * @param roots certificates (PEM) of time-stamping authorities that are trusted
 */
export async function verifyAnchor(
  { breachId, events, anchor }: Pick<EvidencePack, 'breachId' | 'events' | 'anchor'>,
  roots: readonly string[],
): Promise<{ findings: Finding[]; proof: AnchorProof | null }> {
  if (anchor == null) return { findings: [], proof: null };
  const head = parseHead(anchor.head);
  const covered = events.find(({ seq }) => seq === anchor.covers);
  if (head === null || covered === undefined) {
    return { findings: [finding('it covers an event that is not in this pack')], proof: null };
  }
  const problem = pathProblem(anchor.path, breachId, covered, head);
  const findings = problem === null ? [] : [finding(problem)];
  const untimed = { head, covers: covered.seq, at: null, authority: null, isTrusted: false };
  if (anchor.timestampToken === null) return { findings, proof: untimed };
  try {
    const stamp = await checkToken(Buffer.from(anchor.timestampToken, 'base64'), headText(head), roots);
    if (isStampedBefore(stamp.at, covered.at)) {
      findings.push({ seq: covered.seq, problem: `is dated after ${stamp.at}, when it was time-stamped` });
    }
    return { findings, proof: { ...untimed, ...stamp } };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'The time-stamp does not hold.';
    return { findings: [...findings, finding(why)], proof: untimed };
  }
}

function finding(problem: string): Finding {
  return { problem: `the anchor does not hold: ${problem}` };
}
