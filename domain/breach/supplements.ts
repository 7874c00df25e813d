import { isShort } from '../filing/communication.ts';
import { filingOf, isFollowed, latestFilingOf } from '../plan/starts.ts';
import type { Supplement } from '../plan/targets.ts';
import type { Plan, PlannedObligation } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import type { BreachEvent, Completion } from './events.ts';
import { peopleCounted } from './people-counted.ts';
import { type BreachState, filingsOf, type ObligationState, updatesOf } from './state.ts';

/**
 * What filings still owe: one that left mandatory fields open, or that the record has moved past, is followed by what
 * was missing without undue delay (GDPR Art. 33(4) and its like in other laws).
 */

/** How the last version of one filing stands. */
export type FilingStanding = {
  obligation: string;
  /** Mandatory fields that it left open; null where nobody knows, which is not the same as none. */
  open: number | null;
  /** Where fewer people were told than are concerned: how many of how many. */
  short: { told: number; concerned: number; atMost: boolean } | null;
  /** It left people or fields open for certain: as counted, or, where nobody counted, by its own word. */
  isIncomplete: boolean;
  /** Facts or words changed since it was handed in. */
  isMoved: boolean;
};

/** Every duty that something was handed in for and not withdrawn, with what is left to be sent. */
export function standingOfFilings({ obligations }: Pick<BreachState, 'obligations'>): FilingStanding[] {
  return Object.values(obligations).flatMap((duty) => {
    const last = duty.versions?.at(-1);
    if (duty.filed === null || last?.stage === 'withdrawal') return [];
    const open = duty.completedAt === undefined ? openOf(last) : 0;
    const people = last?.people;
    const atMost = peopleCounted(duty.versions ?? [])?.atMost === true;
    const short = isShort(people) ? { ...people, atMost } : null;
    const isIncomplete = short !== null || (open === null ? last?.openFields === null : open > 0);
    return [{ obligation: duty.id, open, short, isIncomplete, isMoved: duty.movedAt !== undefined }];
  });
}

/**
 * Duties of whose filing a supplement is owed for certain: its bytes were counted here, or it was an initial one that
 * was made elsewhere. Of others nobody can tell, and pages and the closing show them as not known.
 */
export function supplementsOwed(state: Pick<BreachState, 'obligations'>): string[] {
  return standingOfFilings(state)
    .filter(({ isIncomplete, isMoved }) => isMoved || isIncomplete)
    .map(({ obligation }) => obligation)
    .sort();
}

/**
 * The filing that a duty completes, where that one has left mandatory fields open for certain: whatever is handed in
 * for the duty meets it only once all of them are given, there or here.
 */
export function leftOpenBefore(
  state: Pick<BreachState, 'obligations' | 'plan'>,
  planned: PlannedObligation,
): FilingStanding | null {
  const of = completedBy(state.plan, planned);
  const standings = of === null ? [] : standingOfFilings(state);
  return standings.find((each) => each.obligation === of && each.isIncomplete && each.short === null) ?? null;
}

/** Plans until version 0.8 do not say it: there it is the step in between that no law gives a time to. */
function completedBy(plan: Plan | null, { completes, startsFrom, stage, clock }: PlannedObligation): string | null {
  if (completes !== undefined) return completes;
  if ((plan?.targetRules ?? 1) > 3 || stage !== 'intermediate' || clock?.basis !== 'policy') return null;
  return (
    plan?.obligations.find(({ id }) => startsFrom === filingOf(id) || startsFrom === latestFilingOf(id))?.id ?? null
  );
}

/** Whether what was handed in leaves something open of the filing that its duty completes, or nobody can tell. */
export function isUnmet(completes: Completion | null | undefined): boolean {
  return completes != null && completes.open !== 0;
}

/**
 * The duties after a filing: one that completes it is met by what was handed in for it, once nothing is left open there
 * any more, and what such a duty has given of the filing is open there no more.
 */
export function withSupplementsMet(state: BreachState, { data }: BreachEvent & { type: 'filed' }): BreachState {
  const { completes, filedAt } = data;
  const completed = completes === undefined ? undefined : state.obligations[completes.of];
  const whole = completed !== undefined && !isUnmet(completes) ? { ...completed, completedAt: filedAt } : undefined;
  const after = whole === undefined ? state : { ...state, obligations: { ...state.obligations, [whole.id]: whole } };
  const isWhole = (of: string) =>
    standingOfFilings(after).every((each) => each.obligation !== of || !each.isIncomplete);
  const met = Object.values(after.obligations).flatMap((duty): [string, ObligationState][] => {
    const last = duty.versions?.at(-1);
    if (duty.filed !== null || duty.status === 'waived' || last?.completes === undefined) return [];
    if (last.stage === 'withdrawal' || !isWhole(last.completes.of)) return [];
    const { receipt, reasons, number: version } = last;
    // What was handed in in time meets it too late where the rest of the filing came after its limit.
    const at = last.at > filedAt ? last.at : filedAt;
    const due = state.plan?.obligations.find(({ id }) => id === duty.id)?.clock?.due;
    const late = last.late || (due !== undefined && at > due);
    const filed = { at, late, receipt, reasons, version };
    return [[duty.id, { ...duty, status: late ? 'filed-late' : 'filed', filed }]];
  });
  return met.length === 0 ? after : { ...after, obligations: { ...after.obligations, ...Object.fromEntries(met) } };
}

/**
 * The same with since when, for those that no duty of the plan follows: where one does, its own clock says until when.
 */
export function unfollowedSupplements(state: Pick<BreachState, 'obligations' | 'plan'>): Supplement[] {
  return standingOfFilings(state).flatMap(({ obligation, isIncomplete, isMoved }): Supplement[] => {
    if (!isIncomplete && !isMoved) return [];
    const { versions, movedAt } = state.obligations[obligation] ?? {};
    const since = isIncomplete ? versions?.at(-1)?.at : movedAt;
    if (since === undefined || isCovered(state, { of: obligation, since })) return [];
    return [{ of: obligation, since }];
  });
}

/** Since when the record has moved past a filing that was whole, by the duty. */
export function movedSinceOf(state: Pick<BreachState, 'obligations'>): Record<string, Instant> {
  const moved = standingOfFilings(state).flatMap(({ obligation, isIncomplete }): [string, Instant][] => {
    const { movedAt } = state.obligations[obligation] ?? {};
    return isIncomplete || movedAt === undefined ? [] : [[obligation, movedAt]];
  });
  return Object.fromEntries(moved);
}

/** A duty that follows is open, or was handed in since; by the rules of version 0.7 it was enough that there is one. */
function isCovered({ obligations, plan }: Pick<BreachState, 'obligations' | 'plan'>, supplement: Supplement): boolean {
  const isOf07 = (plan?.targetRules ?? 1) === 1;
  const handedIn = isOf07 ? {} : { ...filingsOf({ obligations }), ...updatesOf({ obligations }) };
  return isFollowed(plan, supplement, handedIn);
}

/**
 * Whether the record moving on leaves a filing behind: one whose bytes were counted, or that was incomplete by its own
 * word. One that was left behind before is so anew where what followed it told that.
 */
export function isLeftBehind(state: Pick<BreachState, 'obligations' | 'plan'>, duty: ObligationState): boolean {
  const { id, filed, versions, movedAt } = duty;
  const last = versions?.at(-1);
  if (filed === null || last?.openFields === undefined || last.stage === 'withdrawal') return false;
  return movedAt === undefined || isToldSince(state, { of: id, since: movedAt });
}

function isToldSince({ obligations, plan }: Pick<BreachState, 'obligations' | 'plan'>, supplement: Supplement) {
  if (plan === null || (plan.targetRules ?? 1) === 1) return false;
  const filed = plan.obligations.filter(({ id }) => obligations[id]?.filed != null);
  return isCovered({ obligations, plan: { ...plan, obligations: filed } }, supplement);
}

/** What a person filed as complete is complete by that word; of the rest without a count nobody knows. */
function openOf(last: NonNullable<ObligationState['versions']>[number] | undefined): number | null {
  return last?.openFields ?? (last?.stage === 'complete' ? 0 : null);
}
