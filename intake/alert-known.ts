import type { Finding } from '../detection/finding.ts';
import { happenedAt } from '../detection/happened.ts';
import type { Evaluation } from '../detection/rules/evaluate.ts';
import { type Touched, touchedBy } from '../detection/rules/values.ts';
import { createMarking, type RelativesPolicy } from '../detection/suspicions/relatives.ts';
import { type Marks, marksIn, NO_MARKS } from '../domain/alerts/marks.ts';
import type { StormSoFar } from '../domain/alerts/storm.ts';
import type { Instant } from '../domain/time.ts';
import { handedWithin } from '../store/alert-counts.ts';
import { type AlertFinding, findingIds, hourOf, readFindings } from '../store/alert-findings.ts';
import { readGroups } from '../store/alert-groups.ts';
import { findMarked } from '../store/alert-marks.ts';
import { readStorms, stormName } from '../store/alert-storms.ts';
import { readTold } from '../store/alert-told.ts';
import { breachesOf, closedOf } from '../store/references.ts';
import type { Store } from '../store/store.ts';
import { findingsToRead, groupsToRead, hitOf, isCounted } from './alert-counting.ts';
import type { Known } from './alert-judging.ts';
import type { Judgement } from './alert-taken.ts';
import { unknownThings } from './alert-unknown-things.ts';
import { findTouchedSystems } from './touched-systems.ts';

/** Reads what is known of these findings: a few questions for all of them together. */
export async function loadKnown(
  store: Store,
  { rules, relatives, correlations, storm, keptDays }: Judgement,
  came: readonly { finding: Finding; receivedAt: Instant }[],
  at: Instant,
  yielding: () => Promise<void>,
): Promise<Known> {
  const findings = came.map(({ finding }) => finding);
  const happened = new Map(
    came.map(({ finding, receivedAt }) => [finding, happenedAt(finding, receivedAt, keptDays)] as const),
  );
  const names = new Map<string, string[]>();
  for (const { source, findingId } of findings) {
    const name = JSON.stringify([source, findingId]);
    if (!names.has(name)) names.set(name, findingIds(store, source, findingId));
  }
  const [touched, rows, breaches] = await Promise.all([
    findTouchedSystems(
      store,
      findings.map(({ resources }) => resources),
    ),
    readFindings(store, [...names.values()].flat()),
    breachesOf(store, [...new Set(findings.map(({ correlation }) => correlation))]),
  ]);
  const found = touched.map((each) => touchedBy(each.touched, each.matches));
  const systems = new Map(findings.map((finding, index) => [finding, found[index] ?? []]));
  const unknown = new Map(
    findings.map((finding, index) => [finding, unknownThings(finding.resources, touched[index]?.unknown ?? [])]),
  );
  const marking = markingOf(relatives);
  const marks = new Map(findings.map((finding) => [finding, marking(finding, systems.get(finding) ?? [])]));
  // What its source leads to an open breach needs no relatives.
  const alone = findings.filter(({ correlation }) => breaches.get(correlation)?.isOpen !== true);
  // A finding that stands under an older key of the ring goes on there.
  const idOf = ({ source, findingId }: Finding) => {
    const ids = names.get(JSON.stringify([source, findingId])) ?? [];
    return ids.find((id) => rows.has(id)) ?? ids[0] ?? '';
  };
  const evaluations = new Map<Finding, Evaluation>();
  for (const finding of findings) {
    await yielding();
    evaluations.set(finding, evaluationOf(rules, finding, systems.get(finding) ?? []));
  }
  const hits = [...evaluations].flatMap(([finding, evaluation]) => {
    const heads = { id: idOf(finding), evaluation, marks: marks.get(finding) ?? NO_MARKS, at, receivedAt: at };
    return isCounted(evaluation) ? [hitOf(finding, heads)] : [];
  });
  const counting = groupsToRead(correlations, hits);
  const groups = await readGroups(store, [...counting.keys()]);
  const near = await findRelatives(
    store,
    alone.map((finding) => marks.get(finding) ?? NO_MARKS),
    rows,
    findingsToRead(counting, groups),
  );
  const storms = await openStorms(store, came);
  const open = [...breaches.values()].filter(({ isOpen }) => isOpen).map(({ breachId }) => breachId);
  const related = near.placed.map(({ suspicion }) => suspicion).filter((breachId) => !near.closed.has(breachId));
  const owed = [...rows.values()].flatMap(({ owedTo }) => owedTo?.joins ?? []);
  const newest = [...storms.values()].flatMap((each) => each.newest ?? []);
  const joinable = [...new Set([...open, ...related, ...owed, ...newest])];
  return {
    ...{
      evaluations,
      relatives,
      correlations,
      groups,
      findings: rows,
      breaches,
      systems,
      unknown,
      marks,
      idOf,
      ...near,
      happened,
      storm,
      storms,
    },
    handed: await handedWithin(store, joinable, at),
    told: await readTold(store, joinable, hourOf(at)),
    hour: hourOf(at),
  };
}

/** What storms have opened so far, each with its newest suspicion where that is open. */
async function openStorms(
  store: Store,
  came: readonly { finding: Finding; receivedAt: Instant }[],
): Promise<Map<string, StormSoFar>> {
  const wanted = came.map(({ finding: { source }, receivedAt }) => ({ source, hour: hourOf(receivedAt) }));
  const storms = await readStorms(store, [...new Map(wanted.map((one) => [stormName(one), one])).values()]);
  const closed = await closedOf(
    store,
    [...storms.values()].flatMap(({ newest }) => newest ?? []),
  );
  const isClosed = (newest: string | null) => newest === null || closed.has(newest);
  return new Map(
    [...storms].map(([name, { opened, newest }]) => [name, { opened, newest: isClosed(newest) ? null : newest }]),
  );
}

function evaluationOf(rules: Judgement['rules'], finding: Finding, systems: readonly Touched[]): Evaluation {
  const evaluate = rules.get(finding.source);
  if (evaluate === undefined) throw new Error(`There are no detection rules for ${finding.source}.`);
  return evaluate(finding, systems);
}

const markings = new WeakMap<RelativesPolicy, ReturnType<typeof createMarking>>();

/** Made once: the policy may list thousands. */
function markingOf(policy: RelativesPolicy): ReturnType<typeof createMarking> {
  const marking = markings.get(policy) ?? createMarking(policy);
  markings.set(policy, marking);
  return marking;
}

/** Findings of breaches that have a value in common with these, and these themselves where they belong to one. */
async function findRelatives(
  store: Store,
  marks: readonly Marks[],
  rows: ReadonlyMap<string, AlertFinding>,
  counted: readonly string[],
): Promise<Pick<Known, 'placed' | 'closed' | 'counted'>> {
  const ids = [...new Set([...(await findMarked(store, marks.flatMap(marksIn))), ...counted])];
  const others = await readFindings(
    store,
    ids.filter((id) => !rows.has(id)),
  );
  // The one that came in last counts most, as in the store.
  const newestLast = [...rows.values(), ...others.values()].toSorted((a, b) => (a.lastAt < b.lastAt ? -1 : 1));
  const placed = newestLast.flatMap((row) => {
    const { id, breachId, known } = row;
    if (breachId === null) return [];
    const { first, last } = row.happened ?? { first: row.firstAt, last: row.lastAt };
    const times = { exercise: false, firstAt: first, lastAt: last };
    return [{ finding: id, suspicion: breachId, ...times, marks: row.marks ?? NO_MARKS, known }];
  });
  const owedTo = [...rows.values()].flatMap((row) => row.owedTo?.joins ?? []);
  const found = (id: string) => rows.get(id) ?? others.get(id);
  return {
    placed,
    counted: new Map(counted.flatMap((id) => found(id) ?? []).map((row) => [row.id, row])),
    closed: await closedOf(store, [...new Set([...placed.map(({ suspicion }) => suspicion), ...owedTo])]),
  };
}
