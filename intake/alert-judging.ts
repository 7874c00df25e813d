import { type Finding, plainId } from '../detection/finding.ts';
import { bothHappened, type Happened } from '../detection/happened.ts';
import type { Correlation } from '../detection/rules/correlation.ts';
import type { Evaluation } from '../detection/rules/evaluate.ts';
import type { Touched } from '../detection/rules/values.ts';
import type { Judged, Placed } from '../detection/suspicions/join-suspicion.ts';
import type { RelativesPolicy } from '../detection/suspicions/relatives.ts';
import type { StormPolicy } from '../detection/suspicions/storm-policy.ts';
import type { Joining } from '../domain/alerts/joining.ts';
import { type Marks, NO_MARKS } from '../domain/alerts/marks.ts';
import { bothKnown, type KnownFinding, type News, newsOf, type SeenFinding, withSeen } from '../domain/alerts/news.ts';
import { CORRELATIONS, ruleName } from '../domain/alerts/rule-use.ts';
import type { StormSoFar } from '../domain/alerts/storm.ts';
import type { Told } from '../domain/alerts/told.ts';
import { canonicalJson } from '../domain/audit/chain.ts';
import type { Instant } from '../domain/time.ts';
import type { AlertFinding } from '../store/alert-findings.ts';
import type { AlertGroup } from '../store/alert-groups.ts';
import type { UnknownThing } from '../store/alert-unknown.ts';
import { sha256Hex } from '../store/crypto/digest.ts';
import { type Counting, createCounting, hitOf, isCounted, togetherOf } from './alert-counting.ts';
import { begunBy, createPlacing } from './alert-placing.ts';
import { createStorming } from './alert-storming.ts';
import { createTelling, type Telling } from './alert-telling.ts';

/** What the findings of several alerts come to, one after the other, given what is known of them. */

/** What is known before a batch is judged. */
export type Known = {
  /** What the rules make of each by itself. */
  evaluations: ReadonlyMap<Finding, Evaluation>;
  correlations: readonly Correlation[];
  /** What correlations have counted so far, by the names of their groups; and the rows of what may count with more. */
  groups: ReadonlyMap<string, AlertGroup>;
  counted: ReadonlyMap<string, AlertFinding>;
  /** The systems that each finding touches, and by which names. */
  systems: ReadonlyMap<Finding, readonly Touched[]>;
  /** What each names that the register does not know. */
  unknown: ReadonlyMap<Finding, readonly UnknownThing[]>;
  /** By what each is compared with others. */
  marks: ReadonlyMap<Finding, Marks>;
  /** Findings of breaches that may be relatives of these, those of their breaches that are closed, and what joins. */
  placed: readonly (Placed & { known: KnownFinding })[];
  closed: ReadonlySet<string>;
  relatives: RelativesPolicy;
  /** What is known of a finding, by the name it has in the store. */
  idOf(finding: Finding): string;
  findings: ReadonlyMap<string, AlertFinding>;
  /** The breach to which each correlation leads. */
  breaches: ReadonlyMap<string, { breachId: string; isOpen: boolean }>;
  /** How many were handed to each breach within this hour, and what each was told or is owed. */
  handed: ReadonlyMap<string, number>;
  told: ReadonlyMap<string, Told>;
  /** The hour in which they are judged. */
  hour: string;
  /** When what each tells of happened. */
  happened: ReadonlyMap<Finding, Happened>;
  /** How many suspicions a source opens within an hour; and how many each has opened, by `stormName`. */
  storm: StormPolicy;
  storms: ReadonlyMap<string, StormSoFar>;
};

/**
 * `hand-over`: it opens or joins a breach. `count`: the breach knows all of it. `keep`: it belongs to none. `put-off`:
 * it says more, and too much was handed over within this hour.
 */
type Act = 'hand-over' | 'count' | 'keep' | 'put-off';

export type JudgedFinding = {
  id: string;
  finding: Finding;
  evaluation: Evaluation;
  /** The rule that decided, named beside those of all sources; and those of the findings of `together`. */
  rule: string;
  alsoRules: readonly string[];
  systems: readonly Touched[];
  unknown: readonly UnknownThing[];
  act: Act;
  news: News[];
  /** Whether it opens a suspicion, rather than to join one. */
  isOpening: boolean;
  /** The breach that it belongs to, or a suspicion that begins within the batch; null where it belongs to none. */
  suspicion: string | null;
  joining: Joining;
  marks: Marks;
  happened: Happened;
  /** Findings before it that a correlation counts with it: they go where it goes. */
  together: readonly string[];
  /** Systems that those touch beside its own. */
  alsoTouched: readonly string[];
  /** All that is known of it with this alert, and the breach that had closed before. */
  known: KnownFinding;
  after: string | null;
  /** How often it has come to another breach: one that is back where it was is handed over anew. */
  stays: number;
  /** Under which it is handed over once: the state of the finding, however many alerts bring it. */
  key: string;
};

export type Judge = {
  /** @param alert the one that brings it */
  judge(finding: Finding, at: Instant, alert: string, isTest?: boolean): JudgedFinding;
  /** The groups of correlations as they are with what was judged. */
  groups(): ReturnType<Counting['changed']>;
  /** What they tell each suspicion. */
  told: Telling['noted'];
};

/**
 * A judge of one batch: each finding that it is given counts as known for the next. One of a test opens nothing,
 * belongs to no breach, and is known to nobody.
 */
export function createJudge(known: Known): Judge {
  const standings = new Map<string, Standing>();
  const telling = createTelling(known);
  const storming = createStorming(known);
  const lone = new Map([...known.counted.values()].flatMap(loneRule));
  const begun = new Map<string, string>();
  const rowsBefore = [...known.counted].map(([id, row]) => [id, row.known] as const);
  const knownBefore = new Map([...rowsBefore, ...known.placed.map((one) => [one.finding, one.known] as const)]);
  const knownOf = (id: string) => standings.get(id)?.known ?? knownBefore.get(id) ?? null;
  const placing = createPlacing({ policy: known.relatives, placed: known.placed, closed: known.closed });

  const counting = createCounting(known.correlations, known.groups);

  /**
   * What belongs together by its source stays so; else it goes where it is owed to, else the relatives say where it
   * belongs; and what would open one suspicion too many of its source within the hour joins the newest.
   */
  const placeOf = ({ correlation, source }: Finding, latest: Judged, opens: boolean, at: Instant): Joining => {
    const own = known.breaches.get(correlation);
    const joins = begun.get(correlation) ?? (own?.isOpen ? own.breachId : null);
    if (joins !== null) return { ...NOWHERE, joins };
    const owedTo = standings.has(latest.finding) ? undefined : known.findings.get(latest.finding)?.owedTo;
    if (owedTo && owedTo.joins !== null && !known.closed.has(owedTo.joins)) return owedTo;
    const found = placing.placeOf(latest);
    if (found.joins !== null) return found;
    const place = { ...found, follows: found.follows ?? own?.breachId ?? null };
    return (opens ? storming.placeOf(source, at, place, latest.finding) : null) ?? place;
  };

  const spans = new Map(
    known.placed.map(({ finding, firstAt, lastAt }) => [finding, { first: firstAt, last: lastAt }]),
  );
  /** All the time that it tells of so far. */
  const spanOf = (id: string, happened: Happened) => {
    const both = bothHappened(spans.get(id), happened);
    spans.set(id, both);
    return { firstAt: both.first, lastAt: both.last };
  };

  const judge = (finding: Finding, at: Instant, alert: string, isTest = false): JudgedFinding => {
    const alone = known.evaluations.get(finding);
    if (alone === undefined) throw new Error(`No rule has judged a finding of ${finding.source}.`);
    const id = known.idOf(finding);
    const systems = known.systems.get(finding) ?? [];
    const marks = known.marks.get(finding) ?? NO_MARKS;
    const isCounting = !isTest && isCounted(alone);
    const happened = known.happened.get(finding) ?? { first: at, last: at };
    const hit = { id, evaluation: alone, marks, at: happened.last, receivedAt: at };
    const fired = isCounting ? counting.count(hitOf(finding, hit)) : null;
    const evaluation = fired === null ? alone : togetherOf(alone, fired);
    const latest: Judged = {
      ...{ finding: id, exercise: false, firstAt: happened.first, lastAt: happened.last, marks },
      ...(fired && { together: { rule: fired.correlation.id, findings: new Set(fired.findings) } }),
    };
    const rule = ruleName(evaluation === alone ? finding.source : CORRELATIONS, evaluation.rule);
    const mayOpen = evaluation.opens && evaluation.outcome !== 'ignore';
    const joining = isTest ? NOWHERE : placeOf(finding, latest, mayOpen, at);
    const { joins } = joining;
    const before = standings.get(id) ?? standingOf(known.findings.get(id), joins);
    const seen = {
      severity: finding.severity,
      type: finding.type,
      systems: systems.map(({ system }) => system.id),
    };
    const now = withSeen(before.known, seen);
    const { after, stays } = before;
    const together = fired?.findings ?? [];
    const alsoTouched = [...new Set(together.flatMap((each) => knownOf(each)?.systems ?? []))];
    const alsoRules = [...new Set(together.flatMap((each) => lone.get(each) ?? []))];
    const unknown = known.unknown.get(finding) ?? [];
    const judged = { id, finding, evaluation, rule, alsoRules, systems, unknown };
    const base = { ...judged, known: now, after, stays, joining, marks, happened, together, alsoTouched };
    if (isTest) {
      const nowhere = { act: 'keep' as const, news: [], isOpening: false, suspicion: null, key: '' };
      return { ...base, ...nowhere, finding: { ...finding, sample: true } };
    }
    const isOpening = joins === null;
    const suspicion = joins ?? begunBy(finding.correlation);
    const keep = (act: Act, news: News[], standing: Partial<Standing>): JudgedFinding => {
      standings.set(id, { ...before, known: now, ...standing });
      if (act === 'keep') lone.set(id, rule);
      else lone.delete(id);
      if (act === 'hand-over' || act === 'count') {
        begun.set(finding.correlation, suspicion);
        placing.add({ ...latest, ...spanOf(id, happened), suspicion });
      }
      if (act === 'hand-over' || act === 'put-off') {
        const said = { ...now, systems: [...new Set([...now.systems, ...alsoTouched])], rules: [rule] };
        telling.note(suspicion, act === 'put-off' ? 'owed' : 'told', said);
      }
      const state = { known: now, after, ...(stays > 1 && { stays }) };
      const key = `${plainId(finding.findingId)}#${sha256Hex(canonicalJson(state))}`;
      return { ...base, act, news, isOpening, suspicion: act === 'keep' ? null : suspicion, key };
    };
    // What is no finding of anything says nothing of the one whose name it bears.
    if (evaluation.outcome === 'ignore')
      return { ...keep('keep', [], { known: before.known }), known: before.known ?? NOTHING };
    if (isOpening && !evaluation.opens) return keep('keep', [], {});
    const said = before.isHanded ? newsOf(before.known, seen) : (['first'] as const);
    const news: News[] = [...said, ...(before.isOwed ? (['owed'] as const) : [])];
    // Of one that waits all is owed that it has said so far.
    const all = before.isOwed ? now.types.map((type) => ({ ...now, type })) : [seen];
    // What is owed waits with the alert that it is owed by, however many hours are full.
    const isOwing = before.isOwed && before.owedBy === alert;
    const isFull = telling.isFull(suspicion, evaluation.outcome === 'page');
    if (said.length === 0 && !isOwing && (!before.isOwed || isFull)) return keep('count', [], {});
    const isSaid = (each: SeenFinding) =>
      telling.isTold(suspicion, each, rule, isOwing) || (!isOwing && isToldByRelatives(joining, each, knownOf));
    if (isFull && all.every(isSaid)) {
      return keep('count', [], { isHanded: true, isOwed: before.isOwed && !isOwing });
    }
    if (isFull && !(isOwing && telling.takesOwed(suspicion))) {
      return keep('put-off', news, { isOwed: true, owedBy: alert, isHanded: before.isHanded });
    }
    if (isOpening) storming.opens(finding.source, at, suspicion);
    else telling.handOver(suspicion);
    return keep('hand-over', news, { isHanded: true, isOwed: false });
  };
  return { judge, groups: () => counting.changed(), told: telling.noted };
}

/** The rule of a finding that belongs to no breach, by the name of the finding. */
function loneRule({ id, source, rule, breachId }: AlertFinding): [string, string][] {
  return breachId === null ? [[id, ruleName(source, rule)]] : [];
}

const NOTHING: KnownFinding = { severity: 0, types: [], systems: [] };
const NOWHERE: Joining = { joins: null, follows: null, because: [], related: [] };

/**
 * Whether the relatives by which it belongs to its suspicion have said all that it says. A storm of findings that are
 * each another is counted then, as one that comes again is.
 */
function isToldByRelatives(
  { because }: Joining,
  seen: SeenFinding,
  knownOf: (finding: string) => KnownFinding | null,
): boolean {
  const [first, ...others] = because.flatMap(({ finding }) => knownOf(finding) ?? []);
  return first !== undefined && newsOf(others.reduce(bothKnown, first), seen).length === 0;
}

/** What a finding stands at: whether the breach of today was told of it, and whether more of it is owed. */
type Standing = {
  known: KnownFinding | null;
  isHanded: boolean;
  isOwed: boolean;
  owedBy: string | null;
  after: string | null;
  /** How often it has come to another breach since the first. */
  stays: number;
};

const UNKNOWN: Standing = { known: null, isHanded: false, isOwed: false, owedBy: null, after: null, stays: 0 };

function standingOf(row: AlertFinding | undefined, target: string | null): Standing {
  if (row === undefined) return UNKNOWN;
  const { known, breachId, after, owedBy, stays = 0 } = row;
  const isOwed = owedBy !== null;
  if (breachId === null || breachId === target)
    return { known, isHanded: breachId !== null, isOwed, owedBy, after, stays };
  // The breach that knew it is closed, or goes by another reference: what comes now is news to the next.
  return { ...UNKNOWN, after: breachId, stays: stays + 1 };
}
