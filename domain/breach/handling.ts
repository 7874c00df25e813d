import { kindsToTell } from '../communication/release.ts';
import { type Handling, runsOf, type TargetRules } from '../plan/targets.ts';
import type { Plan } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import type { BreachEvent } from './events.ts';
import { isReporters } from './reporting.ts';
import { openLetterSigns, openSigns } from './signs.ts';
import type { BreachState, TargetState } from './state.ts';
import { unfollowedSupplements } from './supplements.ts';

/** How an incident is handled: who has it, how far it is, and which targets of the organisation that meets. */

/** What of the handling the targets go by. */
export function handlingOf(state: BreachState): Handling {
  const { reportedAt, owner, triage, awareness, handledBefore = null } = state;
  const supplements = unfollowedSupplements(state);
  return {
    reportedAt,
    takenAt: owner?.since ?? handledBefore,
    triagedAt: triage?.at ?? awareness[0]?.recordedAt ?? handledBefore,
    investigatedSince: state.suspicion?.investigation?.at ?? null,
    ...(supplements.length > 0 && { supplements }),
    ...releaseIn(state),
    ...releasesIn(state),
    ...awaitedIn(state),
    ...againIn(state),
  };
}

/** What asks for a look again, each with since when. */
function awaitedIn(state: BreachState): Pick<Handling, 'correctionSince' | 'reopenedSince' | 'signs' | 'letters'> {
  const correctionSince = state.communications.notices?.release?.awaitedSince;
  const [reopenedSince] = [state.risk.art33?.reopenedAt, state.risk.art34?.reopenedAt].flatMap((at) => at ?? []).sort();
  const signs = openSigns(state);
  const letters = openLetterSigns(state);
  return {
    ...(correctionSince !== undefined && { correctionSince }),
    ...(reopenedSince !== undefined && { reopenedSince }),
    ...(Object.keys(signs).length > 0 && { signs }),
    ...(letters.length > 0 && { letters }),
  };
}

/** From the awareness on, where the notices wait for a release. */
function releaseIn({ awareness, communications: { notices } }: BreachState): Pick<Handling, 'release'> {
  const [first] = awareness;
  if (notices?.release === undefined || first === undefined) return {};
  const askedAt = first.recordedAt;
  const [releasedAt = null] = Object.values(notices.release.byKind)
    .map(({ at }) => at)
    .sort();
  // Who stopped them has decided that nothing goes out.
  const isStopped = releasedAt === null && notices.status === 'stopped';
  return { release: { askedAt, releasedAt: isStopped ? askedAt : releasedAt } };
}

/**
 * Since when some kind of counterparty that is to be told was never told, until the last is. Where another kind was
 * told before, it counts from when these were to be told too.
 */
function releasesIn({ awareness, plan, communications }: BreachState): Pick<Handling, 'releases'> {
  const { status, release } = communications.notices ?? {};
  const kinds = kindsToTell(plan?.counterparties ?? { suppliers: 0, customers: 0 });
  const [first] = awareness;
  if (release === undefined || first === undefined || kinds.length === 0) return {};
  const times = kinds.flatMap((kind) => release.byKind[kind]?.at ?? []).sort();
  const isAll = times.length === kinds.length;
  const askedAt = (isAll ? undefined : release.awaitedSince) ?? first.recordedAt;
  // Who stopped them has decided that nothing more goes out.
  const releasedAt = isAll ? (times.at(-1) ?? null) : status === 'stopped' ? askedAt : null;
  return { releases: { askedAt, releasedAt } };
}

function againIn({ reopened }: BreachState): Pick<Handling, 'againSince'> {
  const last = reopened?.at(-1);
  return last === undefined ? {} : { againSince: last.at };
}

/** By which rules the targets of a plan run. */
function rulesOf(plan: Pick<Plan, 'targetRules'> | null): TargetRules {
  return plan?.targetRules ?? 1;
}

/**
 * The state after an event, with the targets that it meets marked, and the plan made stale by a target that begins.
 * Only plans that know targets lead to either, so that what earlier versions recorded folds as it did then.
 */
export function withTargets(before: BreachState | null, state: BreachState): BreachState {
  const { plan, targets = {} } = state;
  if (plan?.targetNames === undefined) return state;
  const handling = handlingOf(state);
  if (before !== null && before.plan === plan && isSame(handlingOf(before), handling)) return state;
  const runs = runsOf(handling, plan.targetNames, rulesOf(plan));
  const open = runs.filter(({ span }) => span.metAt === null);
  const isOpen = new Set(open.map(({ id }) => id));
  const known = new Map((plan.targets ?? []).map(({ id, clock }) => [id, clock?.start]));
  const begins = open.some(({ id, span }) => known.get(id) !== span.start);
  const marked = Object.values(targets).map((target): [string, TargetState] => {
    return [target.id, isOpen.has(target.id) ? target : { ...target, status: 'met' }];
  });
  return { ...state, targets: Object.fromEntries(marked), planIsStale: state.planIsStale || begins };
}

/**
 * Whether a plan was made for a handling that goes on differently by now, as far as the targets that it knows say, by
 * its own rules: a history does the same at its replay under a version that knows more.
 */
export function isHandledOtherwise(
  planned: Handling,
  state: BreachState,
  plan: Pick<Plan, 'targetNames' | 'targetRules'>,
): boolean {
  const runs = (of: Handling) => JSON.stringify(runsOf(of, plan.targetNames ?? [], rulesOf(plan)));
  return runs(planned) !== runs(handlingOf(state));
}

function isSame(one: Handling, other: Handling): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** The targets of a state under a new plan, which may move the limit of one that runs. */
export function targetsUnder(state: BreachState, plan: NonNullable<BreachState['plan']>): BreachState['targets'] {
  if (plan.targets === undefined) return state.targets;
  const limitOf = (of: BreachState['plan'], id: string) => of?.targets?.find((each) => each.id === id)?.clock?.due;
  const ended = Object.values(state.targets ?? {}).map((target) => [target.id, { ...target, status: 'met' as const }]);
  const running = plan.targets.map(({ id }): [string, TargetState] => {
    const known = state.targets?.[id];
    const isMoved = limitOf(state.plan, id) !== limitOf(plan, id);
    const status = known?.status === 'overdue' && !isMoved ? 'overdue' : 'running';
    return [id, { id, status, fired: known?.fired ?? [] }];
  });
  return Object.fromEntries([...ended, ...running]);
}

/**
 * What an event says of who has the incident. Whoever acts on one that nobody has taken takes it by that; what is
 * handed in before the first plan, with the report itself, is no act on it.
 *
 * Where no plan knew targets yet, as in all that runs since before version 0.7, an act or an awareness counts as both
 * taken and triaged, by nobody in particular: nobody is paged anew for what is in hand.
 */
export function handledBy(state: BreachState, event: BreachEvent): Partial<BreachState> {
  if (event.type === 'taken') return { owner: { by: event.by, since: event.at } };
  if (!isAct(event) || state.plan === null) return {};
  if (state.plan.targetNames === undefined) return { handledBefore: state.handledBefore ?? event.at };
  return { owner: state.owner ?? { by: event.by, since: event.at } };
}

/**
 * Recorded by a person after the report. What comes by the intake, of whoever reported, or is a counterparty's, is no
 * act of ours; nor has it been taken by who has read a warning.
 */
function isAct(event: BreachEvent): boolean {
  const { type, by } = event;
  if (by === 'engine' || isReporters(event)) return false;
  const isRead = type === 'warnings-acknowledged';
  return !isRead && type !== 'reported' && type !== 'evidence-added' && !type.startsWith('notice-');
}

/** When a breach was first handled that is planned without targets; absent where nothing shows that it was. */
export function handledUnder(state: BreachState, plan: BreachState['plan']): Pick<BreachState, 'handledBefore'> {
  if (plan === null || plan.targetNames !== undefined || state.handledBefore !== undefined) return {};
  const at = firstActOf(state);
  return at === undefined ? {} : { handledBefore: at };
}

function firstActOf({ awareness, risk, obligations, campaigns }: BreachState): Instant | undefined {
  const acts = [
    ...awareness.map(({ recordedAt }) => recordedAt),
    ...[risk.art33, risk.art34].map((decision) => decision?.at),
    ...Object.values(obligations).flatMap(({ waivedAt, filed, approvals = [] }) => [
      ...[waivedAt, filed?.at],
      ...approvals.map(({ at }) => at),
    ]),
    ...campaigns.map(({ approvedAt }) => approvedAt),
  ];
  return acts.flatMap((at) => at ?? []).sort()[0];
}
