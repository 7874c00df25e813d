import type { Communication, CommunicationName } from '../communication/standing.ts';
import type { Facts, Narrative, NarrativePatch } from '../facts.ts';
import type { Stage } from '../filing/stages.ts';
import type { PerArticle, Plan, PlannedObligation, RiskConclusion } from '../plan/types.ts';
import type { Decided } from '../severity/conclude.ts';
import type { Instant } from '../time.ts';
import type {
  CampaignCounts,
  ClosedOver,
  CloseOutcome,
  Dismissal,
  EvidenceRef,
  Exercise,
  FiledDocument,
  Suggested,
  TriageOutcome,
  WarningRef,
} from './events.ts';
import type { Reporter, Reporting } from './reporting.ts';
import type { Signs } from './signs.ts';
import type { Work } from './work.ts';

/** The fold of a breach's events. Plain JSON: it travels through continue-as-new and into the read models. */

export const OBLIGATION_STATUSES = [
  'awaiting-awareness',
  /** It binds, and its clock waits for another event, such as a filing or a payment. */
  'awaiting-event',
  /** It binds, and has no clock: a register entry, a form. */
  'no-clock',
  'running',
  'overdue',
  'filed',
  'filed-late',
  'waived',
  'does-not-apply',
] as const;
export type ObligationStatus = (typeof OBLIGATION_STATUSES)[number];

export type ObligationState = {
  id: string;
  status: ObligationStatus;
  /** Which rungs fired, as `<rung>@<due>`: a moved clock fires its rungs anew. */
  fired: string[];
  /**
   * When it was met. `version`: by which one, where something was handed in before that left fields open of the filing
   * that this duty completes.
   */
  filed: { at: Instant; late: boolean; receipt: string; reasons: string; version?: number } | null;
  /** Everything handed in by stages, oldest first; absent where the filings named none. */
  versions?: FiledVersion[];
  /** Which exact bytes were approved to be handed in, oldest first; absent where none were. */
  approvals?: FilingApproval[];
  waivedBecause: string | null;
  /** When it was last waived; absent where it never was. */
  waivedAt?: Instant;
  /** Since when the record says more than the last filing; absent while it does not, or nobody can tell. */
  movedAt?: Instant;
  /** Since when the duty that follows has given what its last filing left open; absent where none has. */
  completedAt?: Instant;
  /** How the last plan that knew it said it, once a later one does not and something was filed; absent elsewhere. */
  once?: Pick<PlannedObligation, 'article' | 'title' | 'recipient' | 'role' | 'regime' | 'stage'>;
};

/** A target of the organisation as it stands. `met`: what it asked for is done, or it is asked for no more. */
export type TargetState = Pick<ObligationState, 'id' | 'fired'> & { status: 'running' | 'overdue' | 'met' };

/** A warning that somebody has seen. The ladder goes on all the same. */
export type Acknowledged = WarningRef & { by: string; at: Instant };

/** Who has an incident, and since when. */
export type Owner = { by: string; since: Instant };

/** An instant as somebody gave it. */
export type Said = { at: Instant; by: string; recordedAt: Instant; reasons: string };

/** How a suspicion that was not confirmed was ended. `into`: the incident that a merged one is part of. */
export type Triage = {
  outcome: TriageOutcome;
  into: string | null;
  /** What it was that was dismissed; absent where nobody said. */
  kind?: Dismissal;
  at: Instant;
  by: string;
  reasons: string;
};

export type FilingApproval = { stage: Stage; sha256: string; by: string; at: Instant; drafter?: string | null };

/** One version of a filing; its exact bytes are in the event stream. */
export type FiledVersion = FiledDocument & {
  number: number;
  at: Instant;
  late: boolean;
  by: string;
  receipt: string;
  reasons: string;
};

/** The statement as it was last saved; its text stands in the event. */
export type SavedStatement = { revision: number; sha256: string; by: string; at: Instant };

/** Who drafted something, and whether as a person who signed in or by a token. */
export type Drafter = { by: string; isPerson: boolean };

export type CampaignState = {
  number: number;
  listId: string;
  recipients: number;
  contentHash: string;
  /** Who drafted it; absent from drafts of version 0.4, of which nobody is taken to know. */
  drafter?: Drafter;
  status: 'draft' | 'sending' | 'stopped' | 'finished';
  approvedBy: string | null;
  approvedAt: Instant | null;
  counts: CampaignCounts | null;
};

export type AwarenessEntry = { awareAt: Instant; recordedAt: Instant; by: string; reasons: string };
/** A decision beside what the engine proposed then. */
export type RiskDecision = Decided & {
  proposed: RiskConclusion;
  /** Why it differs from the other article on whether the risk is high; absent where it does not. */
  difference?: string;
};

/**
 * `over`: what stood in the way, each with the reasons to close all the same. `lateEvidence`: files that came in since;
 * absent where none did.
 */
export type Closing = {
  outcome: CloseOutcome;
  at: Instant;
  by: string;
  reasons: string;
  over?: ClosedOver[];
  lateEvidence?: number;
  /** Who proposed since to open it again; absent where nobody did. */
  proposals?: { at: Instant; by: string; reasons: string }[];
};
/** A closing, and who opened the breach again. */
export type TakenBack = { closing: Closing; at: Instant; by: string; reasons: string };

export type BreachState = {
  breachId: string;
  status: 'suspected' | 'confirmed' | 'closed';
  exercise: Exercise | null;
  origin: 'alert' | 'report';
  source: string;
  reportedAt: Instant;
  /** Absent where the report said nothing that its role may not do. */
  suggested?: Suggested;
  /** What later alerts and reports say that is graver; absent where none does. */
  graver?: Partial<Facts>;
  narrative: Narrative;
  facts: Facts;
  /** The newest {@link EVIDENCE_KEPT}, oldest first: a storm of alerts must not make the state grow. */
  evidence: EvidenceRef[];
  evidenceCount: number;
  /** Newest last; the last one counts. */
  awareness: AwarenessEntry[];
  risk: PerArticle<RiskDecision | null>;
  plan: Plan | null;
  /** Facts, awareness, a decision changed since the plan was made. */
  planIsStale: boolean;
  obligations: Record<string, ObligationState>;
  /** Targets of the organisation, by id; absent while no plan knew any. */
  targets?: Record<string, TargetState>;
  /** Absent while nobody has taken it. */
  owner?: Owner;
  /** Since when it was suspected and looked into, where somebody said so. */
  suspicion?: { first?: Said; investigation?: Said };
  /** What notices brought that a person looks into; absent while nothing was counted. */
  signs?: Signs;
  /** The same of the letters of each campaign, by its number; absent until version 0.7. */
  letterSigns?: Record<string, Signs>;
  /** Absent unless it was dismissed or merged. */
  triage?: Triage;
  /** Warnings that somebody has seen, each by who was the first; absent while none was. */
  acknowledged?: Acknowledged[];
  /** When it was first acted on while no plan knew targets, as until version 0.6; absent elsewhere. */
  handledBefore?: Instant;
  communications: Partial<Record<CommunicationName, Communication>>;
  /** Absent while nobody has saved one: then it reads as drafted from the facts. */
  statement?: SavedStatement;
  campaigns: CampaignState[];
  /** Tasks, notes, calls and files; absent until there are some. */
  work?: Work;
  /** Who reported it; absent where an alert did, and in what workflows began before version 0.8. */
  reporter?: Reporter;
  /** What whoever reported added and was asked; absent until there is some. */
  reporting?: Reporting;
  /** The closing that stands; null while it is open. */
  closed: Closing | null;
  /** Closings that were taken back, oldest first; absent where none was. */
  reopened?: TakenBack[];
  /** Number of events folded in. */
  seq: number;
};

export const EVIDENCE_KEPT = 100;

/** Whether a file is among the evidence that is kept here. */
export function isEvidence({ evidence }: Pick<BreachState, 'evidence'>, { file }: Pick<EvidenceRef, 'file'>): boolean {
  return evidence.some((each) => each.file === file);
}

/** The recorded awareness that counts, or null. */
export function awarenessOf(state: Pick<BreachState, 'awareness'>): Instant | null {
  return state.awareness.at(-1)?.awareAt ?? null;
}

/** Whether a touched system is named that the data-flow register does not have. */
export function touchesUnlisted({ narrative }: Pick<BreachState, 'narrative'>): boolean {
  return (narrative.unlisted ?? '') !== '';
}

/** Whether a change names other such systems, which is one of the facts that duties go by. */
export function changesUnlisted({ narrative }: Pick<BreachState, 'narrative'>, { unlisted }: NarrativePatch): boolean {
  return unlisted !== undefined && unlisted !== (narrative.unlisted ?? '');
}

/** When each obligation was filed, by its id. */
export function filingsOf({ obligations }: Pick<BreachState, 'obligations'>): Record<string, Instant> {
  const filed = Object.values(obligations).flatMap((o) => (o.filed === null ? [] : [[o.id, o.filed.at] as const]));
  return Object.fromEntries(filed);
}

/** When the latest version of each filing was handed in, by the obligation's id, where there is more than one. */
export function updatesOf({ obligations }: Pick<BreachState, 'obligations'>): Record<string, Instant> {
  const updated = Object.values(obligations).flatMap(({ id, filed, versions = [] }) => {
    const later = versions.flatMap(({ stage, at }) => (stage !== 'withdrawal' && at > (filed?.at ?? at) ? [at] : []));
    return later.length === 0 ? [] : [[id, later.reduce((a, b) => (a > b ? a : b))] as const];
  });
  return Object.fromEntries(updated);
}

/** Whom the ledger of the notices is to hold: made anew for another plan's counterparties, and at each release. */
export function toldOf({ plan, communications }: Pick<BreachState, 'plan' | 'communications'>): string {
  const { version = '' } = plan?.counterparties ?? {};
  const release = communications.notices?.release;
  return release === undefined ? version : `${version}/${release.number}`;
}

/** Obligations whose clock still asks for an act. */
export function openObligations(state: BreachState): ObligationState[] {
  return Object.values(state.obligations).filter((o) => o.status === 'running' || o.status === 'overdue');
}

/**
 * What falls due first: the duties with the first limit, or, where none of them runs, the next target of our own. Null
 * where nothing does.
 */
export function nextLimitOf(state: BreachState): { due: Instant; ids: string[]; isOwn: boolean } | null {
  if (state.status === 'closed' || state.plan === null) return null;
  const open = new Set(openObligations(state).map(({ id }) => id));
  const running = state.plan.obligations.flatMap(({ id, clock }) =>
    open.has(id) && clock !== null ? [{ id, due: clock.due }] : [],
  );
  const [due] = running.map((each) => each.due).sort();
  if (due !== undefined) {
    return { due, ids: running.flatMap((each) => (each.due === due ? [each.id] : [])), isOwn: false };
  }
  const [target] = openTargets(state);
  return target === undefined ? null : { due: target.due, ids: [target.id], isOwn: true };
}

/** Targets of the organisation that ask for an act, with their limits, the first limit first. */
export function openTargets({ plan, targets }: Pick<BreachState, 'plan' | 'targets'>): { id: string; due: Instant }[] {
  const open = (plan?.targets ?? []).flatMap(({ id, clock }) => {
    const status = targets?.[id]?.status;
    return clock === null || (status !== 'running' && status !== 'overdue') ? [] : [{ id, due: clock.due }];
  });
  return open.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}
