import type { WarningRef } from './events.ts';
import { rungKey } from './ladder.ts';
import type { Acknowledged, BreachState } from './state.ts';

type Clocks = Pick<BreachState, 'plan' | 'obligations' | 'targets'>;

/** Whether a warning was sent, or is being sent: its rung is fired, or of the clock as it stands. */
export function isWarningOf({ plan, obligations, targets }: Clocks, { obligation, rung, due }: WarningRef): boolean {
  const known = targets?.[obligation] ?? obligations[obligation];
  if (known === undefined) return false;
  const planned = [...(plan?.obligations ?? []), ...(plan?.targets ?? [])].find(({ id }) => id === obligation);
  const isPlanned = planned?.clock?.due === due && planned.rungs.some(({ name }) => name === rung);
  return isPlanned || known.fired.includes(rungKey(rung, due));
}

/** Who has seen a warning first; undefined while nobody has. */
export function acknowledgedBy(
  { acknowledged }: Pick<BreachState, 'acknowledged'>,
  { obligation, rung, due }: WarningRef,
): Acknowledged | undefined {
  return acknowledged?.find((each) => each.obligation === obligation && each.rung === rung && each.due === due);
}

/** Warnings of clocks that still ask for an act, which went out and nobody has said to have seen. */
export function unseenWarnings(state: BreachState): WarningRef[] {
  if (state.status === 'closed') return [];
  const all = [...Object.values(state.obligations), ...Object.values(state.targets ?? {})];
  return all
    .filter(({ status }) => status === 'running' || status === 'overdue')
    .flatMap(({ id, fired }) => fired.map((key) => warningOf(id, key)))
    .filter((warning) => acknowledgedBy(state, warning) === undefined);
}

function warningOf(obligation: string, key: string): WarningRef {
  const at = key.lastIndexOf('@');
  return { obligation, rung: key.slice(0, at), due: key.slice(at + 1) };
}
