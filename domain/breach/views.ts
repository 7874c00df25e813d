import { ARTICLES } from '../articles.ts';
import type { Counts } from '../communication/standing.ts';
import type { EntityKind } from '../entities.ts';
import { notModelled } from '../plan/not-modelled.ts';
import type { Article, Plan, PlannedObligation, Severity } from '../plan/types.ts';
import { type RiskAssessment, riskAssessment } from '../severity/conclude.ts';
import type { Instant } from '../time.ts';
import type { ClosedOver, EvidenceRef } from './events.ts';
import { type PeopleCounted, peopleCounted } from './people-counted.ts';
import { latestReceipt, receiptsOf } from './receipts.ts';
import { type RegisterFacts, registerFacts } from './register-facts.ts';
import type { AwarenessEntry, BreachState, CampaignState, Closing, ObligationStatus } from './state.ts';

/** What the desk and the register show of a breach, derived from its state and nothing else. */

/** A breach as it stands: score, Art. 33 and Art. 34 beside each other. */
export type BreachView = BreachState & { assessment: RiskAssessment | null };

export function breachView(state: BreachState): BreachView {
  return { ...state, assessment: assessmentOf(state) };
}

/** One obligation with its clock. The instants are null until awareness is recorded, or where it does not apply. */
export type ClockRow = {
  breachId: string;
  /** People's words: encrypted at rest. */
  breachTitle: string;
  obligation: string;
  article: string;
  title: string;
  recipient: string;
  role: EntityKind | null;
  /** Name of the law's regime; empty where no plan knows the obligation any more. */
  regime: string;
  stage: PlannedObligation['stage'] | null;
  start: Instant | null;
  due: Instant | null;
  latest: Instant | null;
  basis: 'law' | 'policy' | null;
  status: ObligationStatus;
  /** When it was filed or waived; null while it is neither. */
  endedAt: Instant | null;
  exercise: boolean;
};

/**
 * One row per obligation the breach ever had; one that a newer plan no longer knows goes by its id. Of the targets of
 * the organisation those that run, each under the regime `organisation`.
 */
export function clockRows(state: BreachState): ClockRow[] {
  return [...dutyRows(state), ...targetRows(state)];
}

function targetRows({ breachId, narrative, plan, targets, exercise }: BreachState): ClockRow[] {
  return (plan?.targets ?? []).flatMap(({ id, article, title, recipient, regime, clock }): ClockRow[] => {
    const status = targets?.[id]?.status;
    if (clock === null || (status !== 'running' && status !== 'overdue')) return [];
    const { start, due, latest, basis } = clock;
    const about = { obligation: id, article, title, recipient, role: null, regime, stage: null };
    const ends = { start, due, latest, basis, status, endedAt: null, exercise: exercise !== null };
    return [{ breachId, breachTitle: narrative.title, ...about, ...ends }];
  });
}

function dutyRows(state: BreachState): ClockRow[] {
  return Object.values(state.obligations).map(({ id, status, filed, waivedAt, once }) => {
    const planned = state.plan?.obligations.find((o) => o.id === id);
    const known = planned ?? once;
    return {
      breachId: state.breachId,
      breachTitle: state.narrative.title,
      obligation: id,
      article: known?.article ?? id,
      title: known?.title ?? id,
      recipient: known?.recipient ?? '',
      role: known?.role ?? null,
      regime: known?.regime ?? '',
      stage: known?.stage ?? null,
      start: planned?.clock?.start ?? null,
      due: planned?.clock?.due ?? null,
      latest: planned?.clock?.latest ?? null,
      basis: planned?.clock?.basis ?? null,
      status,
      endedAt: filed?.at ?? (status === 'waived' ? (waivedAt ?? null) : null),
      exercise: state.exercise !== null,
    };
  });
}

/** A decision with its reasons. Who and when are null where only the event stream tells. */
export type RegisterDecision = {
  what: Article | 'waived' | 'closed' | 'reopened';
  outcome: string;
  by: string | null;
  at: Instant | null;
  reasons: string;
  /** What it was closed over, by the name of each point, and why; absent where nothing stood in the way. */
  over?: ClosedOver[];
};

export type RegisterFiling = {
  obligation: string;
  article: string;
  recipient: string;
  due: Instant | null;
  filedAt: Instant;
  late: boolean;
  /** The newest that is here; empty while none is. */
  receipt: string;
  /** How many versions were handed in; absent where it is one. */
  versions?: number;
  /** The reasons for the delay (GDPR Art. 33(1), second sentence); may be empty for a timely filing. */
  reasons: string;
  /** People told by now, of those concerned; absent where nobody said. */
  people?: PeopleCounted;
};

/**
 * The entry in the register of breaches: the facts, the effects and the remedial action (GDPR Art. 33(5)), and the
 * reasons for what was decided, for not notifying and for delay (EDPB Guidelines 9/2022, section V.A).
 */
export type RegisterEntry = {
  breachId: string;
  exercise: boolean;
  status: BreachState['status'];
  origin: BreachState['origin'];
  source: string;
  reportedAt: Instant;
  /** Every recorded awareness, newest last; the last one counts. */
  awareness: AwarenessEntry[];
  facts: RegisterFacts;
  effects: {
    consequences: string;
    confidentiality: string;
    integrity: string;
    availability: string;
    severity: Pick<Severity, 'level' | 'se' | 'reasons' | 'flags'> | null;
  };
  /** Art. 33 and Art. 34 apart from the score and from each other: proposed, and as decided, with the approver. */
  articles: Pick<RiskAssessment, 'art33' | 'art34'> | null;
  remedialAction: string;
  /** Places whose law was not modelled here, by their codes; absent where all were. */
  lawsNotModelled?: string[];
  /** Which version of the policy applied. */
  policyVersion: string | null;
  decisions: RegisterDecision[];
  filings: RegisterFiling[];
  /** Suppliers and customers by how far telling them has come; null where nobody was to be told. */
  notices: Counts | null;
  campaigns: Pick<CampaignState, 'number' | 'status' | 'recipients' | 'approvedBy' | 'approvedAt' | 'counts'>[];
  /** The newest; all of it stands in the stream and the evidence pack. */
  evidence: EvidenceRef[];
  evidenceCount: number;
};

/** The register entry of a breach, at any time of its life; complete once it is closed. */
export function registerEntry(state: BreachState): RegisterEntry {
  const { narrative, facts, plan } = state;
  return {
    breachId: state.breachId,
    exercise: state.exercise !== null,
    status: state.status,
    origin: state.origin,
    source: state.source,
    reportedAt: state.reportedAt,
    awareness: state.awareness,
    facts: registerFacts(state),
    effects: {
      consequences: narrative.consequences,
      confidentiality: facts.confidentiality,
      integrity: facts.integrity,
      availability: facts.availability,
      severity: plan === null ? null : severityOf(plan.severity),
    },
    articles: articlesOf(state),
    remedialAction: narrative.measures,
    ...openLaws(plan),
    policyVersion: plan?.policyVersion ?? null,
    decisions: decisions(state),
    filings: filings(state),
    notices: state.communications.notices?.counts ?? null,
    campaigns: state.campaigns.map(({ listId: _, contentHash: __, ...campaign }) => campaign),
    evidence: state.evidence,
    evidenceCount: state.evidenceCount,
  };
}

/** Null before the first plan, and for a plan of a version that did not draw these conclusions yet. */
function assessmentOf({ plan, risk }: BreachState): RiskAssessment | null {
  const articles: Plan['articles'] | undefined = plan?.articles;
  return plan === null || articles === undefined ? null : riskAssessment(plan, risk);
}

function articlesOf(state: BreachState): RegisterEntry['articles'] {
  const assessment = assessmentOf(state);
  return assessment && { art33: assessment.art33, art34: assessment.art34 };
}

function openLaws(plan: BreachState['plan']): Pick<RegisterEntry, 'lawsNotModelled'> {
  const places = notModelled(plan?.coverage).map(({ place }) => place);
  return places.length === 0 ? {} : { lawsNotModelled: places };
}

function severityOf({ level, se, reasons, flags }: Severity): RegisterEntry['effects']['severity'] {
  return { level, se, reasons, flags };
}

function decisions({ risk, obligations, closed, reopened = [] }: BreachState): RegisterDecision[] {
  const waived = Object.values(obligations).flatMap(({ id, waivedBecause }): RegisterDecision[] =>
    waivedBecause === null ? [] : [{ what: 'waived', outcome: id, by: null, at: null, reasons: waivedBecause }],
  );
  const decided = ARTICLES.flatMap((what): RegisterDecision[] => {
    const { [what]: decision } = risk;
    if (decision === null) return [];
    const { conclusion: outcome, by, at, reasons: why, difference } = decision;
    const reasons = difference === undefined ? why : `${why}\n${difference}`;
    return [{ what, outcome, by, at, reasons }];
  });
  const earlier = reopened.flatMap(({ closing, at, by, reasons }): RegisterDecision[] => [
    closingOf(closing),
    { what: 'reopened', outcome: '', by, at, reasons },
  ]);
  return [...decided, ...waived, ...earlier, ...(closed === null ? [] : [closingOf(closed)])];
}

function closingOf({ outcome, at, by, reasons, over = [] }: Closing): RegisterDecision {
  return { what: 'closed', outcome, by, at, reasons, ...(over.length > 0 && { over }) };
}

function filings(state: BreachState): RegisterFiling[] {
  const rows = new Map(dutyRows(state).map((row) => [row.obligation, row]));
  return Object.values(state.obligations).flatMap(({ id, filed, versions }): RegisterFiling[] => {
    if (filed === null) return [];
    const { at, version: _, ...filing } = filed;
    const people = peopleCounted(versions ?? []);
    const row = rows.get(id);
    const { article = id, recipient = '', due = null } = row ?? {};
    const receipts = receiptsOf({ filed, versions });
    const receipt = latestReceipt({ filed, versions });
    const many = { ...(receipts.length > 1 && { versions: receipts.length }), ...(people && { people }) };
    return [{ obligation: id, article, recipient, due, filedAt: at, ...filing, receipt, ...many }];
  });
}
