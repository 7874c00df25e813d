import type { DataFlow } from '../dataflow.ts';
import type { Facts } from '../facts.ts';
import type { Instant } from '../time.ts';

/** What the law and the policy ask for one breach, as plain data: the only form of the policy a workflow ever sees. */

export type RiskConclusion = 'unlikely' | 'risk' | 'high-risk';

/** ENISA severity SE = DPC × EI + CB, every score as an integer times 100. */
export type Severity = {
  dpc: number;
  ei: number;
  cb: number;
  se: number;
  level: 'low' | 'medium' | 'high' | 'very-high';
  /** One sentence per factor: which value, and why. */
  reasons: string[];
  /** Stand beside the score without changing it. */
  flags: ('more-than-100-people' | 'unintelligible' | 'near-band-edge' | 'vulnerable-people')[];
  /** The engine's proposal; a person decides. */
  proposed: RiskConclusion;
  proposedBecause: string;
};

/** One deadline over absolute instants. */
export type Clock = {
  start: Instant;
  /** The conservative clock: it alarms, escalates and is measured by. */
  due: Instant;
  /** The best-supported statutory reading, never earlier than `due`; null where the law names no number. */
  latest: Instant | null;
  rule: string;
  /** `policy`: a soft target of the organisation, never to be shown as law. */
  basis: 'law' | 'policy';
  /** How `due` and `latest` came about, step by step. */
  steps: string[];
};

export type AlertRole = 'dpo' | 'deputy';
export type WarningChannel = 'email' | 'slack';

/** One step of an escalation ladder at its instant. */
export type Rung = { name: string; at: Instant; to: AlertRole[]; channels: WarningChannel[] };

export type PlannedObligation = {
  id: string;
  regime: string;
  /** Short legal name, such as `GDPR Art. 33(1)`. */
  article: string;
  /** What must be done, such as `Notify the supervisory authority`. */
  title: string;
  role: 'controller' | 'processor';
  recipient: string;
  citation: string;
  confidence: 'verified-by-search' | 'known' | 'uncertain';
  applies: 'binds' | 'does-not-apply';
  /** Why triggered, or why not. */
  because: string;
  /** Whether filing after `due` needs reasons. */
  lateNeedsReasons: boolean;
  /** Null until awareness is recorded, or where the obligation does not apply. */
  clock: Clock | null;
  rungs: Rung[];
};

/** One notice to a supplier or customer with the instants of its follow-up. */
export type PlannedNotice = {
  counterparty: string;
  kind: 'supplier' | 'customer';
  /** 1, and one more each time further systems of the counterparty turn out to be touched: it is told anew. */
  round: number;
  systems: string[];
  sendAt: Instant;
  answerBy: Instant;
  reminders: Instant[];
  /** From here on the second contact is addressed too. */
  escalateAt: Instant;
  expiresAt: Instant;
};

export type Plan = {
  madeAt: Instant;
  /** SHA-256 of the policy's canonical content: which rules applied. */
  policyVersion: string;
  /** Version of the time-zone data of the runtime, such as `2026c`. */
  zoneData: string;
  dataFlow: DataFlow;
  severity: Severity;
  /** The DPO's decision where there is one, else the engine's proposal. */
  conclusion: RiskConclusion;
  obligations: PlannedObligation[];
  notices: PlannedNotice[];
};

/** Everything a plan is made from, beside the policy. */
export type PlanInput = {
  at: Instant;
  facts: Facts;
  dataFlow: DataFlow;
  /** Systems by counterparty id, so that each notice names only its own. */
  systemsOf: Record<string, { kind: 'supplier' | 'customer'; systems: string[] }>;
  awareness: Instant | null;
  /** When the breach was first reported. */
  openedAt: Instant;
  decidedRisk: RiskConclusion | null;
  /** Exercises run `scale` times faster than the law; 1 for a real breach. */
  scale: number;
};

export type PlanChange = {
  obligation: string;
  change: 'start' | 'move' | 'end';
  from: Instant | null;
  to: Instant | null;
  why: string;
};
