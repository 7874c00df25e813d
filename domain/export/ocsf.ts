import type { BreachState } from '../breach/state.ts';
import { gravestOfPlan } from '../severity/gravest.ts';
import { type Instant, toMs } from '../time.ts';
import { observablesOf } from './observables.ts';
import { type ExportedFinding, type ExportedSuspicion, statedFacts, type Verdict, verdictOf } from './suspicion.ts';

/**
 * A breach as an Incident Finding of the Open Cybersecurity Schema Framework (OCSF). What is not known is left out.
 * The class has no place for what findings touch: that stands in `unmapped`, and what it names as observables.
 */

/** The version whose class and enumerations it is written by. */
export const OCSF_VERSION = '1.5.0';
const CLASS_UID = 2005;
const CATEGORY_UID = 2;

type Named = readonly [id: number, caption: string];

/** The event. */
export function incidentFinding(suspicion: ExportedSuspicion): Record<string, unknown> {
  const { state, organisation, url, at, findings } = suspicion;
  const { breachId, narrative, reportedAt, exercise, owner } = state;
  const [activityId, activity] = activityOf(state);
  const [statusId, status] = statusOf(state);
  const [severityId, severity] = severityOf(findings);
  const [verdictId, verdict] = VERDICT[verdictOf(state)];
  const [impactId, impact] = IMPACT[state.plan === null ? 'unknown' : gravestOfPlan(state.plan).level];
  const seen = findings.flatMap((finding) => timesOf(finding));
  // Whoever acts on what says yes here is not to act on a drill.
  const isSuspected = state.exercise === null && verdictOf(state) !== 'not-a-breach';
  const typeUid = CLASS_UID * 100 + activityId;
  return known({
    ...{ category_uid: CATEGORY_UID, category_name: 'Findings', class_uid: CLASS_UID, class_name: 'Incident Finding' },
    ...{ activity_id: activityId, activity_name: activity },
    ...{ type_uid: typeUid, type_name: `Incident Finding: ${activity}` },
    ...{ severity_id: severityId, severity, status_id: statusId, status },
    time: toMs(reportedAt),
    start_time: seen.length === 0 ? null : Math.min(...seen),
    end_time: seen.length === 0 ? null : Math.max(...seen),
    message: `${breachId}: ${narrative.title}`,
    desc: narrative.summary,
    metadata: known({
      version: OCSF_VERSION,
      product: { name: 'Tocsin', vendor_name: 'Tocsin' },
      profiles: ['incident'],
      uid: `${breachId}/${state.seq}/${at}`,
      correlation_uid: breachId,
      sequence: state.seq,
      logged_time: toMs(at),
      labels: exercise === null ? [] : ['exercise'],
    }),
    ...{ verdict_id: verdictId, verdict, is_suspected_breach: isSuspected },
    ...(impactId === 0 ? {} : { impact_id: impactId, impact }),
    ...(owner === undefined
      ? { assignee_group: { name: `${organisation}: DPO, deputy and whoever is on duty` } }
      : { assignee: { uid: owner.by } }),
    src_url: url,
    tickets: [{ uid: breachId, src_url: url, type_id: 1, type: 'Internal' }],
    finding_info_list: findings.length === 0 ? [reportInfo(state)] : findings.map(findingInfo),
    attacks: attacksOf(findings),
    observables: observablesOf(findings),
    unmapped: unmappedOf(suspicion),
  });
}

/** Who only took it in has begun nothing yet. */
function activityOf(state: BreachState): Named {
  if (state.status === 'closed') return [3, 'Close'];
  return state.owner === undefined ? [1, 'Create'] : [2, 'Update'];
}

function statusOf(state: BreachState): Named {
  if (state.status === 'closed') return [5, 'Closed'];
  return state.owner === undefined ? [1, 'New'] : [2, 'In Progress'];
}

const VERDICT: Record<Verdict, Named> = {
  suspicious: [4, 'Suspicious'],
  confirmed: [2, 'True Positive'],
  // That no personal data was breached does not say that the alert was wrong.
  'not-a-breach': [99, 'No personal data breach'],
  merged: [10, 'Duplicate'],
  exercise: [6, 'Test'],
};

/** ENISA's level of severity is the harm to people, which OCSF calls the impact. */
const IMPACT = {
  low: [1, 'Low'],
  medium: [2, 'Medium'],
  high: [3, 'High'],
  'very-high': [4, 'Critical'],
  unknown: [0, 'Unknown'],
} as const satisfies Record<string, Named>;

/** By the gravest finding; a report has none. */
function severityOf(findings: readonly ExportedFinding[]): Named {
  if (findings.length === 0) return [0, 'Unknown'];
  const most = Math.max(...findings.map(({ severity }) => severity));
  if (most >= 9) return [5, 'Critical'];
  if (most >= 7) return [4, 'High'];
  if (most >= 4) return [3, 'Medium'];
  return most > 1 ? [2, 'Low'] : [1, 'Informational'];
}

function findingInfo(finding: ExportedFinding): Record<string, unknown> {
  const { findingId, title, type, detail, source, rule, severity, count } = finding;
  return known({
    uid: findingId,
    title,
    types: [type],
    desc: detail?.description,
    first_seen_time: msOf(detail?.firstSeenAt),
    last_seen_time: msOf(detail?.lastSeenAt),
    created_time: msOf(detail?.observedAt),
    modified_time: msOf(detail?.updatedAt),
    product: detail === null ? null : known({ name: detail.product, vendor_name: detail.vendor }),
    data_sources: [source],
    attacks: attacksOf([finding]),
    tags: [
      { name: 'tocsin.rule', value: rule },
      { name: 'tocsin.severity', value: String(severity) },
      { name: 'tocsin.alerts', value: String(count) },
    ],
  });
}

/** What a person reported, and no tool found: the report stands as the one finding that there has to be. */
function reportInfo({ breachId, narrative, reportedAt, origin, source }: BreachState): Record<string, unknown> {
  const times = { created_time: toMs(reportedAt) };
  return { uid: breachId, title: narrative.title, types: [origin], data_sources: [source], ...times };
}

/** Which technique belongs to which tactic, tools do not say: each stands by itself. */
function attacksOf(findings: readonly ExportedFinding[]): Record<string, unknown>[] {
  const all = findings.flatMap(({ detail }) => detail?.attacks ?? []);
  const each = new Map(all.map((attack) => [attack.uid, attack]));
  return [...each.values()].map(({ kind, uid, name }) => {
    const of = kind === 'technique' && uid.includes('.') ? 'sub_technique' : kind;
    return { [of]: known({ uid, name }) };
  });
}

function unmappedOf({ state, systems, findings, moreFindings }: ExportedSuspicion): Record<string, unknown> {
  return known({
    awareness: msOf(state.awareness.at(-1)?.awareAt),
    facts: statedFacts(state.facts),
    systems: systems.map(({ id, name, plane, dataCategories, countries }) => {
      return { id, name, plane, dataCategories, countries };
    }),
    findings: findings.map(({ findingId: uid, systems: touched, detail }) => {
      if (detail === null) return known({ uid, systems: touched });
      const { users, ips, processes, resources, dataClasses, otherTactics: tactics } = detail;
      return known({ uid, systems: touched, users, ips, processes, resources, dataClasses, tactics });
    }),
    more_findings: moreFindings === 0 ? null : moreFindings,
  });
}

function timesOf({ detail }: ExportedFinding): number[] {
  if (detail === null) return [];
  const { firstSeenAt, lastSeenAt, observedAt, updatedAt } = detail;
  return [firstSeenAt, lastSeenAt, observedAt, updatedAt].flatMap((at) => msOf(at) ?? []);
}

function msOf(at: Instant | null | undefined): number | null {
  return at == null ? null : toMs(at);
}

/** Without what is not known. */
function known(all: Record<string, unknown>): Record<string, unknown> {
  const isKnown = (value: unknown) =>
    value !== null &&
    value !== undefined &&
    value !== '' &&
    !(Array.isArray(value) && value.length === 0) &&
    !(typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isKnown(value)));
}
