import type { BreachEvent } from '../../domain/breach/events.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { type FindingLine, inTimeOrder, sinceDecided } from '../../domain/suspicion/finding-line.ts';
import { lastDecision } from '../../domain/suspicion/instants.ts';
import type { SuspicionFindings } from '../../domain/suspicion/reasoning.ts';
import type { Instant } from '../../domain/time.ts';
import type { AlertFinding } from '../../store/alert-findings.ts';
import { countAlertsOf, findingsOfBreach, firstFindingOf } from '../../store/breach-alerts.ts';
import type { Store } from '../../store/store.ts';
import { findingsThatWentOn } from './went-on.ts';

/** Those of a breach, with the ids of the ones that went on to a later breach. */
export type ReadFindings = SuspicionFindings & { wentOn: string[] };

/** What a breach is suspected by: its newest findings and the first one, in time order. */
export async function readSuspicionFindings(
  store: Store,
  state: BreachState,
  events: readonly BreachEvent[],
  most: number,
): Promise<ReadFindings> {
  const { breachId } = state;
  const [{ findings: newest, more }, first, wentOn] = await Promise.all([
    findingsOfBreach(store, breachId, most),
    firstFindingOf(store, breachId),
    findingsThatWentOn(store, state),
  ]);
  const isCut = first !== null && newest.every(({ id }) => id !== first.id);
  const rows = [...newest, ...(isCut ? [first] : []), ...wentOn];
  const ids = wentOn.map(({ id }) => id);
  const decided = lastDecision(events);
  return {
    findings: inTimeOrder(rows.map((row) => lineOf(row, decided?.at ?? null))),
    more: more - (isCut ? 1 : 0),
    alerts: await countAlertsOf(store, breachId, ids),
    ...{ decided, wentOn: ids },
  };
}

function lineOf(row: AlertFinding, decidedAt: Instant | null): FindingLine {
  const { source, findingId, title, type, known, rule, firstAt, lastAt, count } = row;
  return {
    ...{ finding: row.id, source, findingId, title, type, severity: known.severity, rule, firstAt, lastAt, count },
    because: row.because ?? null,
    facts: row.facts ?? {},
    systems: row.systems ?? [],
    occurredAt: row.occurredAt ?? null,
    alert: row.alert ?? null,
    joining: row.joining ?? null,
    movedFrom: row.movedFrom ?? null,
    since: sinceDecided(row, decidedAt),
  };
}
