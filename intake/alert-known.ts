import type { Finding } from '../detection/finding.ts';
import type { RuleEvaluator } from '../detection/rules/evaluate.ts';
import type { Instant } from '../domain/time.ts';
import { handedWithin } from '../store/alert-counts.ts';
import { findingIds, readFindings } from '../store/alert-findings.ts';
import { breachesOf } from '../store/references.ts';
import type { Store } from '../store/store.ts';
import type { Known } from './alert-judging.ts';
import { findTouchedSystems } from './touched-systems.ts';

/** Reads what is known of these findings: a few questions for all of them together. */
export async function loadKnown(
  store: Store,
  rules: ReadonlyMap<string, RuleEvaluator>,
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
  const open = [...breaches.values()].filter(({ isOpen }) => isOpen).map(({ breachId }) => breachId);
  return {
    ...{ rules, findings: rows, breaches },
    systems: new Map(findings.map((finding, index) => [finding, touched[index] ?? NONE])),
    handed: await handedWithin(store, [...new Set(open)], at),
    // A finding that stands under an older key of the ring goes on there.
    idOf({ source, findingId }) {
      const ids = names.get(JSON.stringify([source, findingId])) ?? [];
      return ids.find((id) => rows.has(id)) ?? ids[0] ?? '';
    },
  };
}

const NONE = { systems: [], matches: [], unknown: [], touched: [] };
