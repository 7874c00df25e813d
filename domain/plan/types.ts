import type { NoticeSchedule } from '../communication/follow-ups.ts';
import type { CounterpartyKind, DataFlow } from '../dataflow.ts';
import type { EntityKind } from '../entities.ts';
import type { Facts } from '../facts.ts';
import type { Statement } from '../notices/statement.ts';
import type { Instant } from '../time.ts';
import type { FourEyes } from './four-eyes.ts';
import type { Handling, TargetName, TargetRules } from './targets.ts';

/** What the law and the policy ask for one breach, as plain data: the only form of the policy a workflow ever sees. */

export type RiskConclusion = 'unlikely' | 'risk' | 'high-risk';

/** GDPR Art. 33(1) (the authority) and Art. 34(1) (the people): each is decided by itself. */
export type Article = 'art33' | 'art34';
export type PerArticle<T> = Record<Article, T>;

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
  /** Where the conclusion can be argued: the other reading, for the DPO to weigh. Absent until version 0.10. */
  otherReading?: { conclude: RiskConclusion; because: string };
};

/** Whether a notice is due, and why. `public`: one public communication in place of a message to each person. */
export type ArticleAnswer<Notify = 'yes' | 'no'> = { notify: Notify; because: string };

/**
 * GDPR Art. 33(5) (register), Art. 33(1) (authority) and Art. 34(1) (people): separate conclusions, beside the score.
 */
export type Articles = {
  register: ArticleAnswer;
  art33: ArticleAnswer;
  art34: ArticleAnswer<'yes' | 'no' | 'public'>;
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

/** `on-duty`: whoever the rota names at the time; those of statutory duties name none. */
export type AlertRole = 'dpo' | 'deputy' | 'on-duty';
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
  /** The kind of party by which it reaches us. */
  role: EntityKind;
  recipient: string;
  stage: 'initial' | 'intermediate' | 'final';
  citation: string;
  confidence: 'verified-by-search' | 'known' | 'uncertain';
  /** `would-be`: it would bind, were it in force or certain; it has no clock unless the DPO switches it on. */
  applies: 'binds' | 'would-be' | 'does-not-apply';
  /** Why triggered, or why not. */
  because: string;
  /** Whether filing after `due` needs reasons. */
  lateNeedsReasons: boolean;
  /**
   * What the clock runs from or, where there is none, waits for; null for a duty that has no clock or does not bind.
   */
  startsFrom: string | null;
  /**
   * The filing that this duty completes: it binds only while that one lacks something. Absent from other duties, and
   * from plans until version 0.8.
   */
  completes?: string;
  /** A duty of earlier policies that this one stands in for; absent from others, and from plans until version 0.10. */
  supersedes?: string;
  /**
   * From where on a public notice may take the place of letters to the people of one law. `over`: their number is
   * known and allows it; else it is not known yet, or goes by the cost. Absent where it may not, and until 0.11.
   */
  substitute?: {
    over: boolean;
    people: number | null;
    peopleOver: number | null;
    costOver: number | null;
    currency: string;
    says: string;
  };
  /** Null until its start is recorded, or where there is none to run. */
  clock: Clock | null;
  rungs: Rung[];
};

/** One supplier or customer to be told, of which of its systems, and the instants of the follow-up. */
export type PlannedNotice = NoticeSchedule & { counterparty: string; kind: CounterpartyKind; systems: string[] };

/** Whom a breach is told to, without their names: those stand in the ledger of its notices. */
export type PlannedCounterparties = {
  suppliers: number;
  customers: number;
  /** Changes when others are to be told, or of other systems. */
  version: string;
  /** Absent from plans of version 0.6 and before, whose notices left by themselves. */
  release?: PlannedRelease;
};

/** What the policy says of releasing the statement that suppliers and customers read. */
export type PlannedRelease = {
  /** Whether responders may release it too, beside DPO and deputy. */
  responders: boolean;
  /** Kinds that are told by the policy itself; all others wait for a person. */
  byPolicy: Partial<Record<CounterpartyKind, PolicyRelease>>;
};
/** `sha256`: of the statement's exact bytes, in hex. */
export type PolicyRelease = { statement: Statement; sha256: string; basis: 'drill' | 'approved-text' };

/** The touched systems together, as a plan keeps them: it must not grow with the number of customers. */
export type PlannedDataFlow = Omit<DataFlow, 'customers' | 'classesOf'> & { customers: number };

/** In which role the data is held: what is ours, or what is entrusted to us. A joint controller is the first. */
export type Side = 'controller' | 'processor';
/** `no-duty`: the law of the place is known to have none for that role. */
export type LawStanding = 'modelled' | 'no-duty' | 'not-modelled';
export type PlaceReason = 'established' | 'represented' | 'market' | 'register' | 'residents';

/** One place that a plan looked at; `parts`: those of a country whose law is by its parts, which are not modelled. */
export type CoveredPlace = {
  place: string;
  why: PlaceReason[];
  roles: Partial<Record<Side, LawStanding>>;
  parts?: string[];
};

export type Plan = {
  madeAt: Instant;
  /** SHA-256 of the policy's canonical content: which rules applied. */
  policyVersion: string;
  /** Version of the time-zone data of the runtime, such as `2026c`. */
  zoneData: string;
  /** Version of the holiday data that business days were counted by. */
  holidayData: string;
  dataFlow: PlannedDataFlow;
  /** Of our own data; of all of it where only one side is touched. */
  severity: Severity;
  /** Of what is entrusted to us, beside our own; absent where only one side is touched, and until version 0.10. */
  entrusted?: Severity;
  /** What each article's duties go by: its decision where there is one, else the engine's proposal. */
  conclusion: PerArticle<RiskConclusion>;
  /** What the law asks for under the proposal and, where a person decided, under the decision. Both are kept. */
  articles: {
    proposed: Articles;
    decided: { [A in Article]: Articles[A] | null };
    /** Why no law with these articles reaches it, and what would make one; absent where one does, and until 0.11. */
    outside?: string;
  };
  obligations: PlannedObligation[];
  /** Every place and role that was looked at; absent from plans until version 0.10. */
  coverage?: CoveredPlace[];
  /** Null until awareness is recorded. */
  counterparties: PlannedCounterparties | null;
  /** Where two people must look; absent from plans of version 0.4. */
  fourEyes?: FourEyes;
  /** Targets of the organisation that are not met, apart from all duties; absent from plans of version 0.6. */
  targets?: PlannedObligation[];
  /** Every target that was looked at: another version may know more. */
  targetNames?: TargetName[];
  /** By which rules its targets run; absent from plans of version 0.7, which were made by the first. */
  targetRules?: TargetRules;
};

/** Everything a plan is made from, beside the policy. */
export type PlanInput = {
  at: Instant;
  facts: Facts;
  dataFlow: DataFlow;
  /** Systems by counterparty id, so that each notice names only its own. */
  systemsOf: Record<string, { kind: CounterpartyKind; systems: string[] }>;
  awareness: Instant | null;
  /** When each obligation was filed, by its id: it starts the clocks that are counted from there. */
  filings: Record<string, Instant>;
  /** When its latest version was filed, where there is more than one. */
  updates: Record<string, Instant>;
  /** Obligations whose filing left something to be sent: what follows from it is owed. */
  supplements?: readonly string[];
  /** Since when the record has moved past a filing that was whole, by the obligation's id. */
  movedSince?: Readonly<Record<string, Instant>>;
  /** When the breach was first reported. */
  openedAt: Instant;
  /** `reopened`: facts changed since. Such a decision stands, but never against a graver proposal. */
  decided: PerArticle<{ conclusion: RiskConclusion; reopened: boolean } | null>;
  /** Exercises run `scale` times faster than the law; 1 for a real breach. */
  scale: number;
  /** An exercise, also one that runs at the law's own speed; absent means a real breach. */
  isDrill?: boolean;
  /** How far the incident is handled; without it no target of the organisation is planned. */
  handling?: Handling | undefined;
};

export type PlanChange = {
  obligation: string;
  change: 'start' | 'move' | 'end';
  from: Instant | null;
  to: Instant | null;
  why: string;
};
