import type { Finding } from '../detection/finding.ts';
import type { RuleEvaluator } from '../detection/rules/evaluate.ts';
import { touchedBy } from '../detection/rules/values.ts';
import { createMarking, type RelativesPolicy } from '../detection/suspicions/relatives.ts';
import { type Marks, marksIn, NO_MARKS } from '../domain/alerts/marks.ts';
import type { Instant } from '../domain/time.ts';
import { handedWithin } from '../store/alert-counts.ts';
import { type AlertFinding, findingIds, readFindings } from '../store/alert-findings.ts';
import { findMarked } from '../store/alert-marks.ts';
import { breachesOf, closedOf } from '../store/references.ts';
import type { Store } from '../store/store.ts';
import type { Known } from './alert-judging.ts';
import { findTouchedSystems } from './touched-systems.ts';

/** Reads what is known of these findings: a few questions for all of them together. */
export async function loadKnown(
  store: Store,
  { rules, relatives }: { rules: ReadonlyMap<string, RuleEvaluator>; relatives: RelativesPolicy },
  findings: readonly Finding[],
  at: Instant,
): Promise<Known> {
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
  const marking = markingOf(relatives);
  const marks = new Map(findings.map((finding) => [finding, marking(finding, systems.get(finding) ?? [])]));
  // What its source leads to an open breach needs no relatives.
  const alone = findings.filter(({ correlation }) => breaches.get(correlation)?.isOpen !== true);
  const near = await findRelatives(
    store,
    alone.map((finding) => marks.get(finding) ?? NO_MARKS),
    rows,
  );
  const open = [...breaches.values()].filter(({ isOpen }) => isOpen).map(({ breachId }) => breachId);
  const joinable = near.placed.map(({ suspicion }) => suspicion).filter((breachId) => !near.closed.has(breachId));
  return {
    ...{ rules, relatives, findings: rows, breaches, systems, marks, ...near },
    handed: await handedWithin(store, [...new Set([...open, ...joinable])], at),
    // A finding that stands under an older key of the ring goes on there.
    idOf({ source, findingId }) {
      const ids = names.get(JSON.stringify([source, findingId])) ?? [];
      return ids.find((id) => rows.has(id)) ?? ids[0] ?? '';
    },
  };
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
): Promise<Pick<Known, 'placed' | 'closed'>> {
  const ids = await findMarked(store, marks.flatMap(marksIn));
  const others = await readFindings(
    store,
    ids.filter((id) => !rows.has(id)),
  );
  const placed = [...rows.values(), ...others.values()].flatMap((row) => {
    const { id, breachId, firstAt, lastAt, known } = row;
    if (breachId === null) return [];
    const times = { exercise: false, firstAt, lastAt };
    return [{ finding: id, suspicion: breachId, ...times, marks: row.marks ?? NO_MARKS, known }];
  });
  return { placed, closed: await closedOf(store, [...new Set(placed.map(({ suspicion }) => suspicion))]) };
}
