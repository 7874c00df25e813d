import type { AlertOutcome } from '../../domain/alerts/outcome.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { type AlertFinding, findingIds, readFindings } from '../../store/alert-findings.ts';
import { openOutcome } from '../../store/alert-record.ts';
import { alertIdsOfBreach, outcomesOf } from '../../store/breach-alerts.ts';
import { openOr } from '../../store/crypto/seal.ts';
import type { Store } from '../../store/store.ts';

/** Alerts that are looked through, the newest. */
const MOST_ALERTS = 1_000;
const AT_ONCE = 100;

/**
 * Findings of a breach that was closed which came again since, and so went on to a later one: they are what it was
 * suspected by, too. None of a breach that never was closed.
 */
export async function findingsThatWentOn(
  store: Store,
  { breachId, closed, reopened }: Pick<BreachState, 'breachId' | 'closed' | 'reopened'>,
): Promise<AlertFinding[]> {
  if (closed === null && reopened === undefined) return [];
  const alerts = await alertIdsOfBreach(store, breachId, MOST_ALERTS);
  const names = new Set<string>();
  for (let from = 0; from < alerts.length; from += AT_ONCE) {
    for (const alert of await outcomesOf(store, alerts.slice(from, from + AT_ONCE))) {
      const outcome = openOr<AlertOutcome | null>(
        alert.outcome,
        () => openOutcome<AlertOutcome>(store, alert),
        () => null,
      );
      const own = (outcome?.findings ?? []).filter((finding) => finding.breachId === breachId);
      for (const id of own.flatMap(({ findingId }) => findingIds(store, alert.source, findingId))) names.add(id);
    }
  }
  return [...(await readFindings(store, [...names])).values()].filter(({ after }) => after === breachId);
}
