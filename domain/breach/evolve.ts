import { perArticle } from '../articles.ts';
import { awaitedOf } from '../communication/release.ts';
import { type Communication, type CommunicationName, campaignName, campaignNumber } from '../communication/standing.ts';
import { filingOf, isCountedFrom, latestFilingOf } from '../plan/starts.ts';
import type { Plan, PlannedCounterparties, PlannedObligation } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import type { BreachEvent, EvidenceRef } from './events.ts';
import { graverWithout } from './graver-facts.ts';
import { handledBy, handledUnder, targetsUnder, withTargets } from './handling.ts';
import { rungKey } from './ladder.ts';
import { withReceipt } from './receipts.ts';
import { recordedFacts } from './recorded-facts.ts';
import { isReporters, reportingAfter, reportingOf } from './reporting.ts';
import { withCounted, withSettled } from './signs.ts';
import {
  awarenessOf,
  type BreachState,
  changesUnlisted,
  EVIDENCE_KEPT,
  isEvidence,
  type ObligationState,
  type RiskDecision,
  type TargetState,
  toldOf,
} from './state.ts';
import { isLeftBehind, isUnmet, supplementsOwed, withSupplementsMet } from './supplements.ts';
import { currentPlan } from './upcast.ts';
import { workAfter, workOf } from './work.ts';

/** The state before its first event is null; `reported` is always the first. Pure; never mutates its input. */
export function evolve(state: BreachState | null, event: BreachEvent): BreachState {
  if (state === null) {
    if (event.type !== 'reported')
      throw new Error(`The first event of a breach must be 'reported', not '${event.type}'.`);
    return begin(event);
  }
  const handled = { ...state, ...handledBy(state, event) };
  const folded = withAwaited({ ...fold(handled, event), seq: state.seq + 1 }, event.at);
  return withTargets(state, folded);
}

/** Folds events from the beginning. */
export function foldEvents(events: readonly BreachEvent[]): BreachState | null {
  return events.reduce<BreachState | null>(evolve, null);
}

function begin(event: BreachEvent & { type: 'reported' }): BreachState {
  const { breachId, origin, source, facts, exercise, reportedAt, suggested, language } = event.data;
  return {
    breachId,
    status: 'suspected',
    exercise,
    origin,
    source,
    reportedAt,
    ...(suggested && { suggested }),
    ...(origin === 'report' && { reporter: { by: event.by, ...(language && { language }) } }),
    narrative: event.personal.narrative,
    facts: recordedFacts(facts),
    evidence: [],
    evidenceCount: 0,
    awareness: [],
    risk: { art33: null, art34: null },
    plan: null,
    planIsStale: true,
    obligations: {},
    communications: {},
    campaigns: [],
    closed: null,
    seq: 1,
  };
}

function fold(state: BreachState, event: BreachEvent): BreachState {
  switch (event.type) {
    case 'reported':
      throw new Error(`Breach ${state.breachId} was reported twice.`);
    case 'evidence-added': {
      const systems = [...new Set([...state.facts.systems, ...event.data.systems])];
      const said = event.data.facts;
      const kept = {
        ...withEvidence(state, event.data.evidence),
        closed: withLateFile(state.closed),
        ...(said && { graver: { ...state.graver, ...said } }),
      };
      // The same facts stay the same object, by which a plan being made knows that it is still of use.
      if (systems.length === state.facts.systems.length) return { ...state, ...kept };
      return { ...state, ...kept, facts: { ...state.facts, systems }, ...lookedAtAgain(state, event.at) };
    }
    case 'facts-amended':
      return movedPast(
        {
          ...state,
          ...(leavesReleaseBehind(state, event) ? correctionProposed(state) : {}),
          facts: { ...state.facts, ...recordedFacts(event.data.changed) },
          ...(state.graver && { graver: graverWithout(state, event.data.changed) }),
          narrative: { ...state.narrative, ...event.personal.narrative },
          ...(Object.keys(event.data.changed).length > 0 || changesUnlisted(state, event.personal.narrative)
            ? lookedAtAgain(state, event.at)
            : {}),
        },
        event,
      );
    case 'awareness-recorded':
    case 'awareness-corrected': {
      const awareAt = event.type === 'awareness-recorded' ? event.data.awareAt : event.data.to;
      const entry = { awareAt, recordedAt: event.at, by: event.by, reasons: event.personal.reasons };
      const planIsStale = state.planIsStale || awareAt !== awarenessOf(state);
      const proposed = awareAt === awarenessOf(state) ? {} : correctionProposed(state);
      const next = {
        ...state,
        ...proposed,
        status: 'confirmed' as const,
        awareness: [...state.awareness, entry],
        planIsStale,
      };
      return awareAt === awarenessOf(state) ? next : leftBehind(next, event.at);
    }
    case 'planned':
      return applyPlan(state, currentPlan(event.data.plan));
    case 'risk-decided': {
      const { article, ...concluded } = event.data;
      const { reasons, difference } = event.personal;
      const said = { reasons, ...(difference !== undefined && { difference }) };
      const decision: RiskDecision = { ...concluded, by: event.by, at: event.at, ...said, reopened: false };
      const risk = article === undefined ? perArticle(() => decision) : { ...state.risk, [article]: decision };
      return { ...state, risk, planIsStale: true };
    }
    case 'obligation-waived':
      return change(state, event.data.obligation, {
        status: 'waived',
        waivedBecause: event.personal.reasons,
        waivedAt: event.at,
      });
    case 'obligation-resumed':
      if (state.obligations[event.data.obligation]?.status !== 'waived') return state;
      return change(state, event.data.obligation, { status: 'running', waivedBecause: null });
    case 'rung-fired': {
      const { obligation, rung, due } = event.data;
      const known = state.targets?.[obligation] ?? state.obligations[obligation];
      const fired = [...(known?.fired ?? []), rungKey(rung, due)];
      if (state.targets?.[obligation]) return changeTarget(state, obligation, { fired });
      return change(state, obligation, { fired });
    }
    case 'obligation-overdue':
      if (state.targets?.[event.data.obligation]) {
        return changeTarget(state, event.data.obligation, { status: 'overdue' });
      }
      return change(state, event.data.obligation, { status: 'overdue' });
    case 'filing-approved': {
      const { obligation, ...approved } = event.data;
      const approval = { ...approved, by: event.by, at: event.at };
      return change(state, obligation, { approvals: [...(state.obligations[obligation]?.approvals ?? []), approval] });
    }
    case 'filed': {
      const { filedAt, late, obligation } = event.data;
      const { receipt, reasons } = event.personal;
      const before = state.obligations[obligation];
      const versions = versionsAfter(before, event);
      // It happened, and leaves open what its duty is there to complete: that one runs on.
      if (isUnmet(event.data.completes)) return change(state, obligation, versions);
      // A later version completes or withdraws the filing; it stays filed when it first was.
      if (before?.filed) {
        const { movedAt: _, completedAt: __, ...told } = before;
        const obligations = { ...state.obligations, [obligation]: { ...told, ...versions } };
        const isNews = isCountedFrom(state.plan, latestFilingOf(obligation));
        const next = { ...state, obligations, planIsStale: state.planIsStale || isNews };
        return owingAnew(state, withSupplementsMet(next, event));
      }
      const number = before?.versions && versions.versions?.length;
      const filed = { at: filedAt, late, receipt, reasons, ...(number && { version: number }) };
      const next = change(state, obligation, { status: late ? 'filed-late' : 'filed', filed, ...versions });
      const isNews = isCountedFrom(state.plan, filingOf(obligation));
      const after = { ...next, planIsStale: next.planIsStale || isNews };
      return owingAnew(state, withSupplementsMet(after, event));
    }
    case 'receipt-recorded': {
      const { obligation, version } = event.data;
      const duty = state.obligations[obligation];
      return duty === undefined ? state : change(state, obligation, withReceipt(duty, version, event.personal.receipt));
    }
    case 'communication-progressed': {
      const { communication, counts, head, nextAt, version, settled, answers } = event.data;
      const known = state.communications[communication] ?? BLANK;
      const isLast = settled && known.status === 'running' && version === versionOf(state, communication);
      const status = isLast ? 'finished' : known.status;
      const counted = { counts, head, nextAt, version, status, ...(answers && { answers }) };
      const signs = withCounted(state, communication, counted, event.at);
      return { ...changeCommunication(state, communication, counted), ...signs };
    }
    case 'communication-paused': {
      const { communication, because } = event.data;
      const known = state.communications[communication];
      if (known?.status === 'paused' && known.because === because) return state;
      return changeCommunication(state, communication, {
        status: 'paused',
        because,
        turn: nextTurn(state, communication),
      });
    }
    case 'communication-resumed': {
      const { communication } = event.data;
      if (state.communications[communication]?.status === 'running') return state;
      const number = campaignNumber(communication);
      const resumed = changeCommunication(state, communication, {
        status: 'running',
        because: null,
        turn: nextTurn(state, communication),
      });
      return number === null ? resumed : changeCampaign(resumed, number, { status: 'sending' });
    }
    case 'communication-stopped': {
      const { communication } = event.data;
      const number = campaignNumber(communication);
      const stopped = stop(state, communication);
      return number === null ? stopped : changeCampaign(stopped, number, { status: 'stopped' });
    }
    case 'statement-saved': {
      const { revision, sha256 } = event.data;
      return { ...state, statement: { revision, sha256, by: event.by, at: event.at } };
    }
    case 'notices-released':
      return released(state, event);
    // Its row stands in the ledger of the notices.
    case 'link-revoked':
      return state;
    // The letter with the new link is to go out, also where nothing was left to do. What is paused stays so.
    case 'link-reissued': {
      const { status = 'running' } = state.communications.notices ?? BLANK;
      const wanted = { status: status === 'finished' ? ('running' as const) : status };
      return changeCommunication(state, 'notices', { ...wanted, turn: nextTurn(state, 'notices') });
    }
    // Kept in the ledger of the notices since there is one.
    case 'notice-delivered':
    case 'notice-acknowledged':
    case 'notice-expired':
      return state;
    case 'campaign-drafted': {
      const { campaign, listId, recipients, contentHash, isPerson } = event.data;
      const drafter = isPerson === undefined ? {} : { drafter: { by: event.by, isPerson } };
      const draft = { number: campaign, listId, recipients, contentHash, ...drafter, status: 'draft' as const };
      return {
        ...state,
        campaigns: [...state.campaigns, { ...draft, approvedBy: null, approvedAt: null, counts: null }],
      };
    }
    case 'campaign-approved':
      if (state.campaigns.find(({ number }) => number === event.data.campaign)?.status !== 'draft') return state;
      return changeCommunication(
        changeCampaign(state, event.data.campaign, { status: 'sending', approvedBy: event.by, approvedAt: event.at }),
        campaignName(event.data.campaign),
        {},
      );
    case 'campaign-finished': {
      const { campaign, counts } = event.data;
      const finished = { status: 'finished' as const, nextAt: null };
      return changeCommunication(
        changeCampaign(state, campaign, { status: 'finished', counts }),
        campaignName(campaign),
        finished,
      );
    }
    // `handledBy` has said who has it.
    case 'taken':
      return state;
    case 'handed-over':
      return { ...state, owner: { by: event.data.to, since: event.at } };
    case 'suspicion-recorded': {
      const { firstSuspicionAt, investigationStartedAt } = event.data;
      const said = (at: Instant) => ({ at, by: event.by, recordedAt: event.at, reasons: event.personal.reasons });
      const first = firstSuspicionAt === undefined ? {} : { first: said(firstSuspicionAt) };
      const begun = investigationStartedAt === undefined ? {} : { investigation: said(investigationStartedAt) };
      return { ...state, suspicion: { ...state.suspicion, ...first, ...begun } };
    }
    // What it said stays on record here: whoever moves it states what that changes of the facts.
    case 'findings-moved':
      return state;
    case 'triaged': {
      const { at, by } = event;
      return { ...state, triage: { ...event.data, at, by, reasons: event.personal.reasons } };
    }
    case 'warnings-acknowledged': {
      const { at, by, data } = event;
      const seen = data.warnings.map((warning) => ({ ...warning, by, at }));
      return { ...state, acknowledged: [...(state.acknowledged ?? []), ...seen] };
    }
    case 'signs-settled':
      return { ...state, ...withSettled(state, event.data, event.at) };
    case 'task-added':
    case 'task-assigned':
    case 'task-finished':
    case 'task-dropped':
    case 'playbook-begun':
    case 'note-added':
    case 'call-logged':
      return { ...state, work: workAfter(workOf(state), event, state.seq + 1) };
    case 'file-attached': {
      const reporting = reportingOf(state);
      const kept = [...(reporting.kept ?? []), event.data.file.sha256];
      const counted = isReporters(event) ? { reporting: { ...reporting, files: reporting.files + 1, kept } } : {};
      const late = event.data.asNews === true ? { closed: withLateFile(state.closed) } : {};
      return { ...state, ...counted, ...late, work: workAfter(workOf(state), event, state.seq + 1) };
    }
    case 'words-added':
    case 'question-asked':
    case 'question-answered':
      return { ...state, reporting: reportingAfter(reportingOf(state), event, state.seq + 1) };
    case 'closed':
      return {
        ...state,
        status: 'closed',
        // Only what turned out to be no breach closes over open duties: they never applied.
        obligations:
          event.data.outcome === 'resolved'
            ? state.obligations
            : mapValues(state.obligations, (o) => (isDecided(o) ? o : { ...o, status: 'does-not-apply' })),
        ...(state.targets && { targets: mapValues(state.targets, (target) => ({ ...target, status: 'met' })) }),
        closed: { outcome: event.data.outcome, at: event.at, by: event.by, ...event.personal },
      };
    case 'reopening-proposed': {
      const { closed } = state;
      const proposals = [...(closed?.proposals ?? []), { at: event.at, by: event.by, ...event.personal }];
      return { ...state, closed: closed && { ...closed, proposals } };
    }
    case 'reopened':
      return reopen(state, event);
  }
}

/** The same file counts once, also where it came again with more systems. */
function withEvidence(state: BreachState, file: EvidenceRef): Pick<BreachState, 'evidence' | 'evidenceCount'> {
  const { evidence, evidenceCount } = state;
  if (isEvidence(state, file)) return { evidence, evidenceCount };
  return { evidence: [...evidence, file].slice(-EVIDENCE_KEPT), evidenceCount: evidenceCount + 1 };
}

/** Counts a file that came in after the closing. */
function withLateFile(closed: BreachState['closed']): BreachState['closed'] {
  return closed && { ...closed, lateEvidence: (closed.lateEvidence ?? 0) + 1 };
}

/** Marks since when a correction, or others, wait for a release, where something was released before. */
function withAwaited(state: BreachState, at: Instant): BreachState {
  const { communications, statement, plan } = state;
  const { notices } = communications;
  if (notices?.release === undefined || notices.release.number === 0) return state;
  const { awaitedSince, ...release } = notices.release;
  const counterparties = plan?.counterparties ?? null;
  const isAwaited = awaitedOf({ notices, statement, counterparties }).length > 0;
  if (isAwaited === (awaitedSince !== undefined)) return state;
  const marked = { ...notices, release: isAwaited ? { ...release, awaitedSince: at } : release };
  return { ...state, communications: { ...communications, notices: marked } };
}

/** The facts have moved on from what outsiders were told, or are about to be. */
function correctionProposed(state: BreachState): Partial<Pick<BreachState, 'communications'>> {
  const { notices } = state.communications;
  if (notices?.release === undefined) return {};
  const release = { ...notices.release, changedSeq: state.seq + 1 };
  return { communications: { ...state.communications, notices: { ...notices, release } } };
}

/**
 * Whether what outsiders read may not agree with the record any more: any fact, or what happened, the consequences or
 * the measures in the words of the record. By the rules of plans until version 0.8 no words did.
 */
function leavesReleaseBehind(
  { plan, narrative }: Pick<BreachState, 'plan' | 'narrative'>,
  { data, personal }: BreachEvent & { type: 'facts-amended' },
): boolean {
  if (Object.keys(data.changed).length > 0) return true;
  const isOther = (part: 'summary' | 'consequences' | 'measures') =>
    personal.narrative[part] !== undefined && personal.narrative[part] !== narrative[part];
  return (plan?.targetRules ?? 1) > 2 && (isOther('summary') || isOther('consequences') || isOther('measures'));
}

/** What was released goes out, unless somebody has paused it. Where the register has moved, the plan follows it. */
function released(state: BreachState, event: BreachEvent & { type: 'notices-released' }): BreachState {
  const { release: number, basis, kinds, sha256, revision, version, list } = event.data;
  const before = state.communications.notices ?? UNRELEASED;
  const one = { number, sha256, revision, version, list, basis, at: event.at, by: event.by };
  const byKind = { ...before.release?.byKind, ...Object.fromEntries(kinds.map((kind) => [kind, one])) };
  const changedSeq = before.release?.changedSeq;
  const isUnseen = basis !== 'person' && changedSeq !== undefined;
  const release = { number, byKind, ...(isUnseen && { changedSeq }) };
  const next = changeCommunication(state, 'notices', {
    ...{ release, turn: nextTurn(state, 'notices') },
    ...(before.status !== 'paused' && { status: 'running' as const, because: null }),
  });
  const isMoved = version !== state.plan?.counterparties?.version;
  return isMoved ? { ...next, planIsStale: true } : next;
}

/** What was stopped stays so, until others are to be told and somebody releases that. */
function stop(state: BreachState, communication: CommunicationName): BreachState {
  const release = communication === 'notices' ? state.communications.notices?.release : undefined;
  const stoppedFor = state.plan?.counterparties?.version;
  const isKept = release !== undefined && stoppedFor !== undefined;
  const kept = isKept ? { release: { ...release, stoppedFor } } : {};
  return changeCommunication(state, communication, { status: 'stopped', because: null, nextAt: null, ...kept });
}

/** Changed facts reopen each decision and never close one. */
function lookedAtAgain(state: BreachState, at: Instant): Pick<BreachState, 'planIsStale' | 'risk'> {
  const risk = perArticle((article) => {
    const decided = state.risk[article];
    return decided && { ...decided, reopened: true, reopenedAt: decided.reopenedAt ?? at };
  });
  return { planIsStale: true, risk };
}

function applyPlan(state: BreachState, plan: Plan): BreachState {
  const obligations: Record<string, ObligationState> = mapValues(state.obligations, (known) =>
    isDecided(known) ? remembering(known, state.plan) : { ...known, status: 'does-not-apply' },
  );
  for (const planned of plan.obligations) {
    const before = state.obligations[planned.id] ?? {
      id: planned.id,
      status: 'does-not-apply',
      fired: [],
      filed: null,
      waivedBecause: null,
    };
    const moved = clockOf(state.plan, planned.id) !== planned.clock?.due;
    const status =
      planned.applies !== 'binds'
        ? 'does-not-apply'
        : planned.clock === null
          ? waiting(planned)
          : before.status === 'overdue' && !moved
            ? 'overdue'
            : 'running';
    obligations[planned.id] = isDecided(before) ? judgedAnew(before, planned.clock?.due) : { ...before, status };
  }
  const communications = plan.counterparties === null ? state.communications : toldBy(state, plan.counterparties);
  const targets = targetsUnder(state, plan);
  const handling = { ...(targets && { targets }), ...handledUnder(state, plan) };
  return { ...state, plan, planIsStale: false, obligations, communications, ...handling };
}

/** What was decided of a duty stays readable, also where the policy has the duty no more. */
function remembering(known: ObligationState, plan: Plan | null): ObligationState {
  const planned = plan?.obligations.find(({ id }) => id === known.id);
  if (planned === undefined) return known;
  const { article, title, recipient, role, regime, stage } = planned;
  return { ...known, once: { article, title, recipient, role, regime, stage } };
}

/** A communication that nothing was counted of yet. */
const BLANK: Communication = {
  status: 'running',
  because: null,
  turn: 0,
  counts: { total: 0 },
  head: null,
  nextAt: null,
  version: '',
};

/**
 * Facts or words that changed since a filing leave it behind. What no filing tells does not: which duties were switched
 * on, and that something is missing.
 */
function movedPast(state: BreachState, { at, data, personal }: BreachEvent & { type: 'facts-amended' }): BreachState {
  const { switchedOn: _, informationMissing: __, ...told } = data.changed;
  if (Object.keys(told).length + Object.keys(personal.narrative).length === 0) return state;
  return leftBehind(state, at);
}

function leftBehind(state: BreachState, at: Instant): BreachState {
  const obligations = mapValues(state.obligations, (duty) =>
    isLeftBehind(state, duty) ? { ...duty, movedAt: at } : duty,
  );
  return owingAnew(state, { ...state, obligations });
}

/** What filings owe makes duties of its own: the plan is made anew where that changed. */
function owingAnew(before: BreachState, after: BreachState): BreachState {
  const isSame = supplementsOwed(before).join() === supplementsOwed(after).join();
  return isSame ? after : { ...after, planIsStale: true };
}

/**
 * The breach as it was before it was closed, its duties as the plan of then has them until it is made anew. A limit
 * that had passed by the closing was told of then. What the closing ended of communications waits for a person.
 */
function reopen(state: BreachState, { at, by, personal }: BreachEvent & { type: 'reopened' }): BreachState {
  const { closed, plan } = state;
  if (closed === null) return state;
  const byId = new Map(plan?.obligations.map((planned) => [planned.id, planned]));
  const obligations = mapValues(state.obligations, (duty): ObligationState => {
    const planned = byId.get(duty.id);
    if (isDecided(duty) || planned?.applies !== 'binds') return duty;
    if (planned.clock === null) return { ...duty, status: waiting(planned) };
    return { ...duty, status: planned.clock.due <= closed.at ? 'overdue' : 'running' };
  });
  const communications = mapValues(state.communications, (known) =>
    known !== undefined && (known.status === 'running' || known.status === 'paused')
      ? { ...known, status: 'paused' as const, because: 'reopened' as const, turn: known.turn + 1 }
      : known,
  );
  // A dismissal is taken back with the closing that it led to.
  const { triage: _, ...kept } = state;
  return {
    ...kept,
    ...{ obligations, communications, planIsStale: true, closed: null },
    status: state.awareness.length > 0 ? 'confirmed' : 'suspected',
    reopened: [...(state.reopened ?? []), { closing: closed, at, by, reasons: personal.reasons }],
  };
}
const UNRELEASED: Communication = { ...BLANK, status: 'unreleased', release: { number: 0, byKind: {} } };

/** Others to be told wake the notices up; where somebody stopped them, they are asked first. */
function toldBy(
  state: BreachState,
  { version, suppliers, customers, release }: PlannedCounterparties,
): BreachState['communications'] {
  if (state.communications.notices === undefined && suppliers + customers === 0) return state.communications;
  const begun = state.communications.notices;
  // Who is to be told waits for a release; with whom it was released, it goes on.
  if (begun === undefined && release !== undefined) return { ...state.communications, notices: UNRELEASED };
  if (begun?.release !== undefined) return state.communications;
  const known = begun ?? BLANK;
  if (known.version === version || known.status === 'running' || known.status === 'paused') {
    return { ...state.communications, notices: known };
  }
  const again: Partial<Communication> =
    known.status === 'stopped'
      ? { status: 'paused', because: 'changed-after-stop', turn: known.turn + 1 }
      : { status: 'running' };
  return { ...state.communications, notices: { ...known, ...again } };
}

function versionOf(state: BreachState, communication: CommunicationName): string {
  return communication === 'notices' ? toldOf(state) : '';
}

function waiting({ startsFrom }: PlannedObligation): ObligationState['status'] {
  if (startsFrom === null) return 'no-clock';
  return startsFrom === 'awareness' ? 'awaiting-awareness' : 'awaiting-event';
}

function versionsAfter(
  before: ObligationState | undefined,
  { by, data, personal }: BreachEvent & { type: 'filed' },
): Pick<ObligationState, 'versions'> {
  const { sha256 = null, channel = '', filedAt: at, late, openFields, campaign, people, completes } = data;
  // Of one that completes another every version is told apart, also where nobody said which stage it is.
  const stage = data.stage ?? (completes && (isUnmet(completes) ? 'follow-up' : 'complete'));
  if (stage === undefined) return {};
  const { receipt, reasons } = personal;
  const versions = before?.versions ?? [];
  const said = { stage, sha256, channel, at, late, by, receipt, reasons };
  const counted = {
    ...(openFields !== undefined && { openFields }),
    ...(campaign !== undefined && { campaign }),
    ...(people && { people }),
    ...(completes && { completes }),
  };
  return { versions: [...versions, { number: versions.length + 1, ...said, ...counted }] };
}

function isDecided({ status }: ObligationState): boolean {
  return status === 'filed' || status === 'filed-late' || status === 'waived';
}

function mapValues<V>(record: Record<string, V>, to: (value: V) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}

/**
 * An awareness corrected to earlier can make a filing late after the fact; one corrected to later makes none timely.
 */
function judgedAnew(before: ObligationState, due: Instant | undefined): ObligationState {
  if (before.filed === null || due === undefined || before.filed.late || before.filed.at <= due) return before;
  return { ...before, status: 'filed-late', filed: { ...before.filed, late: true } };
}

function clockOf(plan: Plan | null, obligation: string): string | undefined {
  return plan?.obligations.find((o) => o.id === obligation)?.clock?.due;
}

function change(state: BreachState, obligation: string, patch: Partial<ObligationState>): BreachState {
  const before = state.obligations[obligation];
  if (before === undefined) throw new Error(`Breach ${state.breachId} has no obligation '${obligation}'.`);
  return { ...state, obligations: { ...state.obligations, [obligation]: { ...before, ...patch } } };
}

function changeTarget(state: BreachState, id: string, patch: Partial<TargetState>): BreachState {
  const before = state.targets?.[id];
  return before === undefined ? state : { ...state, targets: { ...state.targets, [id]: { ...before, ...patch } } };
}

function changeCommunication(state: BreachState, name: CommunicationName, patch: Partial<Communication>): BreachState {
  const before = state.communications[name] ?? BLANK;
  return { ...state, communications: { ...state.communications, [name]: { ...before, ...patch } } };
}

function nextTurn({ communications }: BreachState, name: CommunicationName): number {
  return (communications[name]?.turn ?? 0) + 1;
}

function changeCampaign(
  state: BreachState,
  number: number,
  patch: Partial<BreachState['campaigns'][number]>,
): BreachState {
  return { ...state, campaigns: state.campaigns.map((c) => (c.number === number ? { ...c, ...patch } : c)) };
}
