import { isFollowed } from '../plan/starts.ts';
import type { Supplement } from '../plan/targets.ts';
import type { BreachState, ObligationState } from './state.ts';

/**
 * What filings still owe: one that left mandatory fields open, or that the record has moved past, is followed by what
 * was missing without undue delay (GDPR Art. 33(4) and its like in other laws).
 */

/** How the last version of one filing stands. */
export type FilingStanding = {
  obligation: string;
  /** Mandatory fields that it left open; null where nobody knows, which is not the same as none. */
  open: number | null;
  /** Facts or words changed since it was handed in. */
  isMoved: boolean;
};

/** Every duty that something was handed in for and not withdrawn, with what is left to be sent. */
export function standingOfFilings({ obligations }: Pick<BreachState, 'obligations'>): FilingStanding[] {
  return Object.values(obligations).flatMap((duty) => {
    const last = duty.versions?.at(-1);
    if (duty.filed === null || last?.stage === 'withdrawal') return [];
    return [{ obligation: duty.id, open: openOf(last), isMoved: duty.movedAt !== undefined }];
  });
}

/**
 * Duties of whose filing a supplement is owed for certain. Only a filing whose bytes were counted here says so: of
 * others nobody can tell, and pages and the closing show them as not known.
 */
export function supplementsOwed(state: Pick<BreachState, 'obligations'>): string[] {
  return standingOfFilings(state)
    .filter(({ open, isMoved }) => isMoved || (open !== null && open > 0))
    .map(({ obligation }) => obligation)
    .sort();
}

/**
 * The same with since when, for those that no duty of the plan follows: where one does, its own clock says until when.
 */
export function unfollowedSupplements(state: Pick<BreachState, 'obligations' | 'plan'>): Supplement[] {
  return standingOfFilings(state).flatMap(({ obligation, open, isMoved }): Supplement[] => {
    const isOwed = isMoved || (open !== null && open > 0);
    const { versions, movedAt } = state.obligations[obligation] ?? {};
    const since = open !== null && open > 0 ? versions?.at(-1)?.at : movedAt;
    return isOwed && since !== undefined && !isFollowed(state.plan, obligation) ? [{ of: obligation, since }] : [];
  });
}

/** Whether the record moving on means anything for a filing: only one whose bytes were counted can be left behind. */
export function canBeLeftBehind({ filed, versions, movedAt }: ObligationState): boolean {
  const last = versions?.at(-1);
  return filed !== null && movedAt === undefined && last?.openFields != null && last.stage !== 'withdrawal';
}

/** What a person filed as complete is complete by that word; of the rest without a count nobody knows. */
function openOf(last: NonNullable<ObligationState['versions']>[number] | undefined): number | null {
  return last?.openFields ?? (last?.stage === 'complete' ? 0 : null);
}
