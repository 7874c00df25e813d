import { overallRisk, perArticle } from '../articles.ts';
import { authoritiesFor, type Competence } from '../authorities/competent.ts';
import { roleOf, type System } from '../dataflow.ts';
import { type EntityKind, isDataRole, profileOf } from '../entities.ts';
import { TocsinError } from '../errors.ts';
import type { Facts } from '../facts.ts';
import { makePlan } from '../plan/make.ts';
import { changedTogether, hasEffect, type OpenFact, openFacts } from '../plan/open-facts.ts';
import { reachOf } from '../plan/reach.ts';
import type { Article, CoveredPlace, PerArticle, PlanInput, PlannedObligation, RiskConclusion } from '../plan/types.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { type Disagreement, disagreementOf, withoutPlace } from '../policy/people.ts';
import { type TrackSeverity, trackSeverity } from '../severity/assess.ts';
import { type Decided, type RiskAssessment, riskAssessment } from '../severity/conclude.ts';
import type { Instant } from '../time.ts';
import { dutiesOf, organisationDuties, tellsOf } from '../tracks/duties.ts';
import { type Track, tracksOf } from '../tracks/tracks.ts';
import { type AssessInput, type Touched, touchedBy } from './input.ts';
import { sayNoEffect, sayOpenFact, sayTogether } from './open.ts';
import { openPlaces, sayDisagreement } from './places.ts';

/** One duty considered, with why it is triggered or not, and its instants where its clock runs. */
export type AssessedObligation = Omit<PlannedObligation, 'rungs'> & { due: Instant | null; latest: Instant | null };

export type Assessment = Omit<RiskAssessment, 'score'> & {
  title: string;
  at: Instant;
  awareness: Instant | null;
  policyVersion: string;
  zoneData: string;
  holidayData: string;
  severity: RiskAssessment['score'];
  /** Both conclusions in one word, each as decided where it was, else as proposed. */
  conclusion: RiskConclusion;
  /** Each side with its own duties, and its own severity: by the data of its own systems. */
  tracks: (Track & { obligations: string[]; severity: TrackSeverity })[];
  /** Duties beside every track: they follow what the organisation is, not whose data it is. */
  organisationObligations: string[];
  obligations: AssessedObligation[];
  authorities: Competence;
  /** Every place and role that was looked at, and whether the law there is modelled. */
  coverage: CoveredPlace[];
  /** The kinds of party whose own laws were looked at, beside the data roles. */
  kinds: EntityKind[];
  /** What is not known and was therefore read as its gravest value, or left open. */
  open: string[];
  /** The facts among them, each with what an answer would change. */
  openFacts: OpenFact[];
};

/**
 * Everything the policy says about one set of facts, in one pure step: the same policy, input, register and `at` give
 * the same bytes. Throws `awareness-in-the-future` and, for a filing of an obligation nobody knows,
 * `unknown-obligation`.
 */
export function assessFacts(
  policy: CompiledPolicy,
  input: AssessInput,
  register: readonly System[],
  at: Instant,
): Assessment {
  checkInstants(policy, input, at);
  const touched = touchedBy(input, register);
  const { facts, dataFlow } = touched;
  const decisions = perArticle((article) => decidedOn(input, article));
  const known = planInputOf(input, touched, decisions, at);
  const plan = makePlan(policy, known, { trace: 'all' });
  const unanswered = openFacts(policy, known);
  const { score, ...conclusions } = riskAssessment(plan, decisions);
  const seen = { ...dataFlow, countries: ownCountries(touched) };
  const reach = reachOf(policy, known);
  const authorities = authoritiesFor(policy, facts, seen, reach.reaches('EU'));
  const considered = plan.obligations.filter((o) => o.applies !== 'does-not-apply');
  const binding = considered.filter((o) => o.applies === 'binds');
  return {
    title: input.title,
    at,
    awareness: input.awareness,
    policyVersion: plan.policyVersion,
    zoneData: plan.zoneData,
    holidayData: plan.holidayData,
    severity: score,
    ...conclusions,
    conclusion: overallRisk(plan.conclusion),
    tracks: allTracks(touched).map((track) => ({
      ...track,
      recipients: tellsOf(track, binding),
      severity: trackSeverity(policy.severity, facts, dataFlow, track, isPlaced(track, touched)),
      obligations: dutiesOf(track, considered).map((o) => o.id),
    })),
    organisationObligations: organisationDuties(considered).map((o) => o.id),
    obligations: plan.obligations.map(withInstants),
    authorities,
    coverage: plan.coverage ?? [],
    kinds: kindsOf(policy, facts),
    openFacts: unanswered,
    open: [
      ...openPlaces(plan.coverage),
      ...openRoles(input, touched, disagreementOf(facts, reach.lookedAt)),
      ...unanswered.filter(hasEffect).map(sayOpenFact),
      ...sayTogether(unanswered, changedTogether(policy, known)),
      ...authorities.open,
      ...sayNoEffect(unanswered.filter((each) => !hasEffect(each))),
    ],
  };
}

function kindsOf({ organisation }: CompiledPolicy, facts: Touched['facts']): EntityKind[] {
  return profileOf(organisation, facts).filter((kind) => !isDataRole(kind));
}

function checkInstants(policy: CompiledPolicy, { awareness, filings, updates }: AssessInput, at: Instant): void {
  if (awareness !== null && awareness > at) {
    throw new TocsinError(
      'awareness-in-the-future',
      `awareness: ${awareness} lies after the instant of the assessment (${at}); check the date and the offset.`,
      'awareness',
    );
  }
  for (const id of Object.keys(filings)) {
    if (policy.obligations.some((o) => o.id === id)) continue;
    throw new TocsinError(
      'unknown-obligation',
      `filings.${id}: the policy has no obligation of that id.`,
      `filings.${id}`,
    );
  }
  for (const [id, updated] of Object.entries(updates)) {
    const first = filings[id];
    if (first !== undefined && first <= updated) continue;
    const message = `updates.${id}: an update comes after the first filing; give that one in filings.${id}.`;
    throw new TocsinError('bad-input', message, `updates.${id}`);
  }
}

function decidedOn({ decision, decisions }: AssessInput, article: Article): Decided | null {
  const found = decisions[article] ?? decision;
  return found === null ? null : { ...found, reopened: false };
}

function planInputOf(
  { awareness, filings, updates }: AssessInput,
  { facts, dataFlow }: Touched,
  decided: PerArticle<Decided | null>,
  at: Instant,
): PlanInput {
  const openedAt = awareness ?? at;
  return { at, facts, dataFlow, systemsOf: {}, awareness, filings, updates, openedAt, decided, scale: 1 };
}

/** Without places where only customers' people live: whom to tell of these is for their controllers to say. */
function ownCountries({ placed, dataFlow }: Touched): string[] {
  const of = (isOwn: boolean) =>
    new Set(placed.filter((s) => roleOf(s).endsWith('controller') === isOwn).flatMap((s) => s.countries));
  const [own, customers] = [of(true), of(false)];
  return dataFlow.countries.filter((country) => own.has(country) || !customers.has(country));
}

/** A system of unknown role keeps both sides open beside the tracks that are known. */
function allTracks({ placed, unplaced }: Touched): Track[] {
  const known = placed.length === 0 && unplaced.length > 0 ? [] : tracksOf(placed);
  if (unplaced.length === 0) return known;
  const open = tracksOf([]).map((track) => ({ ...track, systems: unplaced }));
  return [...known, ...open.filter((track) => !known.some((other) => other.id === track.id))];
}

/** Whether what the systems of a track hold is known: a role that is open may be that of any data. */
function isPlaced({ systems }: Track, { placed }: Touched): boolean {
  return systems.length > 0 && systems.every((id) => placed.some((system) => system.id === id));
}

function withInstants({ rungs: _, ...obligation }: PlannedObligation): AssessedObligation {
  return { ...obligation, due: obligation.clock?.due ?? null, latest: obligation.clock?.latest ?? null };
}

/** Of whom it is open where they live, and how they count until it is said. */
function openHomes(facts: Facts, disagreement: Disagreement | null): string[] {
  if (disagreement !== null) return [sayDisagreement(disagreement)];
  if (Object.keys(facts.residents ?? {}).length === 0) {
    return ['Where people live is not stated (residents): the places listed for the data count, and no other.'];
  }
  const without = withoutPlace(facts);
  if (without === 0n) return [];
  return [
    `Where ${without} of the people concerned live is not stated (residents): they count in each place that was ` +
      'looked at and that residents does not name.',
  ];
}

function openRoles(
  input: AssessInput,
  { placed, unplaced, facts }: Touched,
  disagreement: Disagreement | null,
): string[] {
  const roles = placed.map(roleOf);
  return [
    ...(input.awareness === null ? ['Awareness is not recorded, so no clock that starts from it runs yet.'] : []),
    ...(placed.length === 0 && unplaced.length === 0
      ? ['Which systems are touched is not known; every role counts.']
      : []),
    ...openHomes(facts, disagreement),
    ...unplaced.map((id) => `Our role for the system '${id}' is not known; every role counts.`),
    ...(roles.includes('joint-controller')
      ? ['What the Art. 26 arrangement says about notifying is to be looked up.']
      : []),
  ];
}
