import type { BreachEvent } from '../breach/events.ts';
import { evolve } from '../breach/evolve.ts';
import type { BreachState, Owner } from '../breach/state.ts';
import { firstSuspicionOf } from '../breach/suspicion.ts';
import type { Instant } from '../time.ts';

/** Four instants of a suspicion, told apart: the alert, the suspicion, the investigation, the awareness. */
export type FourInstants = {
  /** What the first finding tells of, and when the first alert came; null where that is not known. */
  alert: { occurredAt: Instant | null; receivedAt: Instant | null };
  /** When it was opened, and since when it was suspected, as somebody said. */
  suspicion: { openedAt: Instant; suspectedAt: Instant };
  /** Since when somebody looks into it: as somebody said, else since it was taken. */
  investigation: { at: Instant; by: string; basis: 'said' | 'taken' } | null;
  awareness: { at: Instant; recordedAt: Instant; by: string } | null;
};

export function instantsOf(
  state: BreachState,
  events: readonly BreachEvent[],
  alert: FourInstants['alert'],
): FourInstants {
  const said = state.suspicion?.investigation;
  const taken = firstOwner(events) ?? state.owner;
  const last = state.awareness.at(-1);
  return {
    alert,
    suspicion: { openedAt: state.reportedAt, suspectedAt: firstSuspicionOf(state) },
    investigation: said
      ? { at: said.at, by: said.by, basis: 'said' }
      : taken === undefined
        ? null
        : { at: taken.since, by: taken.by, basis: 'taken' },
    awareness: last === undefined ? null : { at: last.awareAt, recordedAt: last.recordedAt, by: last.by },
  };
}

/** Who had it first: it may have been handed over since. Nothing where the record is broken before that. */
function firstOwner(events: readonly BreachEvent[]): Owner | undefined {
  let state: BreachState | null = null;
  try {
    for (const event of events) {
      state = evolve(state, event);
      if (state.owner !== undefined) return state.owner;
    }
  } catch {
    return undefined;
  }
  return undefined;
}

const DECISIONS = ['risk-decided', 'obligation-waived', 'triaged', 'closed'] as const;
/** The last decision of a person that findings may have gone past. */
export type LastDecision = { at: Instant; by: string; what: (typeof DECISIONS)[number] };

export function lastDecision(events: readonly BreachEvent[]): LastDecision | null {
  const decisions = events.flatMap(({ type, at, by }): LastDecision[] => {
    const what = DECISIONS.find((each) => each === type);
    return what === undefined ? [] : [{ at, by, what }];
  });
  return decisions.at(-1) ?? null;
}
