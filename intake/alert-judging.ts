import { type Finding, plainId } from '../detection/finding.ts';
import type { Evaluation, RuleEvaluator } from '../detection/rules/evaluate.ts';
import { type Touched, touchedBy } from '../detection/rules/values.ts';
import type { SystemLookup } from '../detection/systems/system-index.ts';
import { type KnownFinding, type News, newsOf, withSeen } from '../domain/alerts/news.ts';
import { canonicalJson } from '../domain/audit/chain.ts';
import type { System } from '../domain/dataflow.ts';
import type { AlertFinding } from '../store/alert-findings.ts';
import { sha256Hex } from '../store/crypto/digest.ts';

/** What the findings of several alerts come to, one after the other, given what is known of them. */

/** Handed to a breach within one hour, at most; what says more waits for the next one, and is then told as one. */
export const MOST_HANDED = 20;

/** What is known before a batch is judged. */
export type Known = {
  rules: ReadonlyMap<string, RuleEvaluator>;
  /** The systems that each finding touches, and by which names. */
  systems: ReadonlyMap<Finding, SystemLookup & { touched: readonly System[] }>;
  /** What is known of a finding, by the name it has in the store. */
  idOf(finding: Finding): string;
  findings: ReadonlyMap<string, AlertFinding>;
  /** The breach to which each correlation leads. */
  breaches: ReadonlyMap<string, { breachId: string; isOpen: boolean }>;
  /** How many were handed to each breach within this hour. */
  handed: ReadonlyMap<string, number>;
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
  systems: readonly Touched[];
  act: Act;
  news: News[];
  /** Whether it opens a breach, rather than to join one; and the open one that it belongs to. */
  isOpening: boolean;
  breachId: string | null;
  /** All that is known of it with this alert, and the breach that had closed before. */
  known: KnownFinding;
  after: string | null;
  /** Under which it is handed over once: the state of the finding, however many alerts bring it. */
  key: string;
};

/**
 * A judge of one batch: each finding that it is given counts as known for the next. One of a test opens nothing,
 * belongs to no breach, and is known to nobody.
 */
export function createJudge(known: Known): (finding: Finding, isTest?: boolean) => JudgedFinding {
  const standings = new Map<string, Standing>();
  const handed = new Map(known.handed);
  const opening = new Set<string>();

  return (finding, isTest = false) => {
    const evaluate = known.rules.get(finding.source);
    if (evaluate === undefined) throw new Error(`There are no detection rules for ${finding.source}.`);
    const id = known.idOf(finding);
    const systems = systemsOf(known, finding);
    const evaluation = evaluate(finding, systems);
    const breach = known.breaches.get(finding.correlation);
    const target = breach?.isOpen ? breach.breachId : null;
    const before = standings.get(id) ?? standingOf(known.findings.get(id), target);
    const seen = {
      severity: finding.severity,
      type: finding.type,
      systems: systems.map(({ system }) => system.id),
    };
    const now = withSeen(before.known, seen);
    const { after } = before;
    const base = { id, finding, evaluation, systems, known: now, after, breachId: target };
    if (isTest) {
      const nowhere = { act: 'keep' as const, news: [], isOpening: false, breachId: null, key: '' };
      return { ...base, ...nowhere, finding: { ...finding, sample: true } };
    }
    const isOpening = target === null && !before.isHanded && !opening.has(finding.correlation);
    const keep = (act: Act, news: News[], standing: Partial<Standing>): JudgedFinding => {
      standings.set(id, { ...before, known: now, ...standing });
      const key = `${plainId(finding.findingId)}#${sha256Hex(canonicalJson({ known: now, after }))}`;
      return { ...base, act, news, isOpening, key };
    };
    if (evaluation.outcome === 'ignore' || (isOpening && !evaluation.opens)) return keep('keep', [], {});
    const room = MOST_HANDED - (target === null ? 0 : (handed.get(target) ?? 0));
    const said = before.isHanded ? newsOf(before.known, seen) : (['first'] as const);
    const news: News[] = [...said, ...(before.isOwed ? (['owed'] as const) : [])];
    if (said.length === 0 && (!before.isOwed || room <= 0)) return keep('count', [], {});
    if (room <= 0) return keep('put-off', news, { isOwed: true, isHanded: before.isHanded });
    if (isOpening) opening.add(finding.correlation);
    if (target !== null) handed.set(target, (handed.get(target) ?? 0) + 1);
    return keep('hand-over', news, { isHanded: true, isOwed: false });
  };
}

/** What a finding stands at: whether the breach of today was told of it, and whether more of it is owed. */
type Standing = { known: KnownFinding | null; isHanded: boolean; isOwed: boolean; after: string | null };

function standingOf(row: AlertFinding | undefined, target: string | null): Standing {
  if (row === undefined) return { known: null, isHanded: false, isOwed: false, after: null };
  const { known, breachId, after, owedBy } = row;
  const isOwed = owedBy !== null;
  if (breachId === null || breachId === target) return { known, isHanded: breachId !== null, isOwed, after };
  // The breach that knew it is closed, or goes by another reference: what comes now is news to the next.
  return { known: null, isHanded: false, isOwed: false, after: breachId };
}

function systemsOf({ systems }: Known, finding: Finding): Touched[] {
  const { touched, matches } = systems.get(finding) ?? { touched: [], matches: [] };
  return touchedBy(touched, matches);
}
