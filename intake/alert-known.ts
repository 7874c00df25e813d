import type { Finding } from '../detection/finding.ts';
import type { RuleEvaluator } from '../detection/rules.ts';
import type { System } from '../domain/dataflow.ts';
import type { Instant } from '../domain/time.ts';
import { handedWithin } from '../store/alert-counts.ts';
import { findingIds, readFindings } from '../store/alert-findings.ts';
import { findSystemsByAlias } from '../store/dataflow.ts';
import { breachesOf } from '../store/references.ts';
import type { Store } from '../store/store.ts';
import type { Known } from './alert-judging.ts';

/** Names asked for in one question to the register. */
const NAMES_AT_ONCE = 2_000;

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
  const [systems, rows, breaches] = await Promise.all([
    systemsByName(store, findings),
    readFindings(store, [...names.values()].flat()),
    breachesOf(store, [...new Set(findings.map(({ correlation }) => correlation))]),
  ]);
  const open = [...breaches.values()].filter(({ isOpen }) => isOpen).map(({ breachId }) => breachId);
  return {
    ...{ rules, systems, findings: rows, breaches },
    handed: await handedWithin(store, [...new Set(open)], at),
    // A finding that stands under an older key of the ring goes on there.
    idOf({ source, findingId }) {
      const ids = names.get(JSON.stringify([source, findingId])) ?? [];
      return ids.find((id) => rows.has(id)) ?? ids[0] ?? '';
    },
  };
}

async function systemsByName(store: Store, findings: readonly Finding[]): Promise<Map<string, System[]>> {
  const wanted = [...new Set(findings.flatMap(({ resources }) => resources.map((name) => name.toLowerCase())))];
  const byName = new Map<string, System[]>();
  for (let from = 0; from < wanted.length; from += NAMES_AT_ONCE) {
    for (const system of await findSystemsByAlias(store, wanted.slice(from, from + NAMES_AT_ONCE))) {
      for (const alias of new Set(system.aliases.map((name) => name.toLowerCase()))) {
        byName.set(alias, [...(byName.get(alias) ?? []), system]);
      }
    }
  }
  return byName;
}
