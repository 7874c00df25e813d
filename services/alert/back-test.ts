import type { Finding } from '../../detection/finding.ts';
import { happenedAt } from '../../detection/happened.ts';
import type { AlertSources } from '../../detection/registry.ts';
import type { Correlation } from '../../detection/rules/correlation.ts';
import type { Evaluation, RuleEvaluator } from '../../detection/rules/evaluate.ts';
import { createTally, type FindingDifference, type RuleCount } from '../../detection/rules/tally.ts';
import { type Touched, touchedBy } from '../../detection/rules/values.ts';
import { createOpenings } from '../../detection/suspicions/openings.ts';
import { createMarking, type RelativesPolicy } from '../../detection/suspicions/relatives.ts';
import type { StormPolicy } from '../../detection/suspicions/storm-policy.ts';
import type { Instant } from '../../domain/time.ts';
import { createCounting, hitOf, isCounted, togetherOf } from '../../intake/alert-counting.ts';
import { readBody } from '../../intake/alert-reading.ts';
import { findTouchedSystems } from '../../intake/touched-systems.ts';
import { alertBatches } from '../../store/alert-batches.ts';
import { hourOf } from '../../store/alert-findings.ts';
import { type AlertDoc, openHead, openRaw } from '../../store/alert-record.ts';
import type { Store } from '../../store/store.ts';

/** What changed rules would have made of the alerts that are stored. */

/** What alerts are judged by. */
export type Judging = {
  sources: AlertSources;
  evaluators: ReadonlyMap<string, RuleEvaluator>;
  relatives: RelativesPolicy;
  correlations: readonly Correlation[];
  storm: StormPolicy;
  /** After so many days alerts are erased that belong to no breach; null where none is. */
  keptDays: number | null;
};

/**
 * `tests`: sent from the page of a source, left out. `unopened`: their seal does not open. `unreadable`: nothing of
 * them can be read. `aside`: their source says that they are none. `repeats`: how often the same bytes came again.
 */
export type AlertsRead = Record<'alerts' | 'tests' | 'unopened' | 'unreadable' | 'aside' | 'repeats', number>;

export type BackTest = AlertsRead & {
  findings: number;
  samples: number;
  outcomes: RuleCount[];
  suspicions: { before: number; after: number };
  differences: FindingDifference[];
  /** How many alerts differ beyond those listed. */
  unlisted: number;
};

/**
 * Judges every stored alert of a time by two policies, with the register as it is today, and changes nothing.
 *
 * @param say told how many alerts are done, after each batch
 * @throws TocsinError `unavailable` when the database does not answer
 */
export async function backTestAlerts(
  store: Store,
  { since, until, before, after }: { since: Instant; until: Instant; before: Judging; after: Judging },
  say: (done: number) => void,
): Promise<BackTest> {
  const read = { alerts: 0, tests: 0, unopened: 0, unreadable: 0, aside: 0, repeats: 0 };
  const sides = { before: sideOf(before), after: sideOf(after) };
  const tally = createTally();
  const sums = { findings: 0, samples: 0 };
  for await (const docs of alertBatches(store, { since, until })) {
    const found = docs.flatMap((doc) => readOne(store, before.sources, doc, read).map((finding) => ({ doc, finding })));
    const touched = await findTouchedSystems(
      store,
      found.map(({ finding }) => finding.resources),
    );
    for (const [index, { doc, finding }] of found.entries()) {
      const systems = touchedBy(touched[index]?.touched ?? [], touched[index]?.matches ?? []);
      const was = sides.before(finding, systems, doc.receivedAt);
      const is = sides.after(finding, systems, doc.receivedAt);
      tally.add(doc._id, finding, was, is);
      sums.findings += 1;
      if (finding.sample) sums.samples += 1;
    }
    say(read.alerts);
  }
  const suspicions = { before: sides.before.count(), after: sides.after.count() };
  const differences = { differences: tally.differences(), unlisted: tally.unlisted() };
  return { ...read, ...sums, outcomes: tally.counts(), suspicions, ...differences };
}

/** What is in an alert; it is counted in any case. */
function readOne(store: Store, sources: AlertSources, doc: AlertDoc, read: AlertsRead): Finding[] {
  read.alerts += 1;
  read.repeats += doc.repeats;
  if (doc.isTest === true) {
    read.tests += 1;
    return [];
  }
  if (doc.coding === 'parts') {
    read.unreadable += 1;
    return [];
  }
  const opened = openedOf(store, doc);
  if (opened === null) {
    read.unopened += 1;
    return [];
  }
  try {
    const { findings, refused } = readBody(sources.find(doc.source), opened.raw, opened.headers);
    if (findings.length === 0) read[refused === null ? 'aside' : 'unreadable'] += 1;
    return findings;
  } catch {
    read.unreadable += 1;
    return [];
  }
}

function openedOf(store: Store, doc: AlertDoc) {
  try {
    return { raw: openRaw(store, doc), headers: openHead(store, doc).headers };
  } catch {
    return null;
  }
}

type Side = ((finding: Finding, touched: readonly Touched[], at: Instant) => Evaluation) & { count(): number };

/** One policy over all findings: what it says of each, and how many suspicions it would have opened. */
function sideOf({ evaluators, relatives, correlations, storm, keptDays }: Judging): Side {
  const openings = createOpenings(relatives, storm);
  const counting = createCounting(correlations, { get: (name) => ({ id: name, seq: 0, hits: [] }) });
  const marking = createMarking(relatives);
  const judge = (finding: Finding, touched: readonly Touched[], at: Instant): Evaluation => {
    const evaluate = evaluators.get(finding.source);
    if (evaluate === undefined) throw new Error(`There are no rules for ${finding.source}.`);
    const alone = evaluate(finding, touched);
    const marks = marking(finding, touched);
    const id = JSON.stringify([finding.source, finding.findingId]);
    const happened = happenedAt(finding, at, keptDays);
    const hit = { id, evaluation: alone, marks, at: happened.last, receivedAt: at };
    const fired = isCounted(alone) ? counting.count(hitOf(finding, hit)) : null;
    const evaluation = fired === null ? alone : togetherOf(alone, fired);
    openings.take({ finding, evaluation, marks, happened, hour: hourOf(at) });
    return evaluation;
  };
  return Object.assign(judge, { count: openings.count });
}
