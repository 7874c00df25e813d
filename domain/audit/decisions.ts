import type { BreachEvent, BreachEventType } from '../breach/events.ts';
import type { Instant } from '../time.ts';

/** What an auditor asks of decisions: over all breaches, which of them, how, when, by whom, under which policy. */

/** Which events are of which kind; some are of two. */
export const DECISION_KINDS = {
  risk: ['risk-decided'],
  duties: ['obligation-waived', 'obligation-resumed'],
  approvals: ['filing-approved', 'campaign-approved', 'notices-released'],
  filings: ['filed'],
  course: ['triaged', 'closed', 'reopened'],
  awareness: ['awareness-recorded', 'awareness-corrected'],
  /** What said something that people outside read. */
  left: ['notices-released', 'campaign-approved', 'filed'],
  /** What puts right what stood on record before. */
  corrections: ['awareness-corrected', 'facts-amended', 'receipt-recorded', 'reopened'],
} as const satisfies Record<string, readonly BreachEventType[]>;
export type DecisionKind = keyof typeof DECISION_KINDS;

/** Every type that is of a kind. */
const DECISION_TYPES: readonly BreachEventType[] = [...new Set(Object.values(DECISION_KINDS).flat())];

/** The types of a kind; without one all that are decisions, and not only corrections. */
export function typesOf(kind: DecisionKind | ''): readonly BreachEventType[] {
  if (kind !== '') return DECISION_KINDS[kind];
  return DECISION_TYPES.filter((type) => type !== 'facts-amended' && type !== 'receipt-recorded');
}

/** One decision as an auditor reads it. `by` is a token, `user:<id>` or `engine`. */
export type Decision = {
  at: Instant;
  breachId: string;
  seq: number;
  type: BreachEventType;
  /** The duty, `campaign/<n>` or `release/<n>` that it is about; null where it is about the breach. */
  about: string | null;
  /** The conclusion, outcome or instant that was decided; null where the type says all. */
  outcome: string | null;
  by: string;
  reasons: string;
  /** SHA-256 of what was approved, released or filed; null where nothing was. */
  sha256: string | null;
};

/** The decision that an event is. */
export function decisionOf(event: BreachEvent & { breachId: string; seq: number }): Decision {
  const { at, breachId, seq, type, by } = event;
  return { at, breachId, seq, type, by, ...detailsOf(event), reasons: reasonsOf(event) };
}

function detailsOf({ type, data }: BreachEvent): Pick<Decision, 'about' | 'outcome' | 'sha256'> {
  const none = { about: null, outcome: null, sha256: null };
  switch (type) {
    case 'risk-decided':
      return { ...none, about: data.article ?? null, outcome: data.conclusion };
    case 'obligation-waived':
    case 'obligation-resumed':
      return { ...none, about: data.obligation };
    case 'filing-approved':
      return { about: data.obligation, outcome: data.stage, sha256: data.sha256 };
    case 'filed':
      return { about: data.obligation, outcome: data.late ? 'late' : 'in-time', sha256: data.sha256 ?? null };
    case 'receipt-recorded':
      return { ...none, about: data.obligation };
    case 'campaign-approved':
      return { ...none, about: `campaign/${data.campaign}`, sha256: data.contentHash };
    case 'notices-released':
      return { ...none, about: `release/${data.release}`, sha256: data.sha256 };
    case 'triaged':
      return { ...none, about: data.into, outcome: data.kind ?? data.outcome };
    case 'closed':
      return { ...none, outcome: data.outcome };
    case 'awareness-recorded':
      return { ...none, outcome: data.awareAt };
    case 'awareness-corrected':
      return { ...none, outcome: data.to };
    default:
      return none;
  }
}

function reasonsOf({ personal }: BreachEvent): string {
  const { reasons = '', difference } = (personal ?? {}) as { reasons?: string; difference?: string };
  return difference === undefined ? reasons : `${reasons}\n${difference}`;
}
