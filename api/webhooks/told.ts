import type { BreachEvent } from '../../domain/breach/events.ts';
import { handlingOf } from '../../domain/breach/handling.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { planTargets } from '../../domain/plan/plan-targets.ts';
import { clocksToBe, type WouldStart } from '../../domain/plan/preview-report.ts';
import { TAKE, TRIAGE } from '../../domain/plan/targets.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { isAfterDue } from '../../domain/policy/schema.ts';
import type { Instant } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { readSystems } from '../../store/dataflow.ts';
import { readEventsAt } from '../../store/event-pages.ts';
import type { Store } from '../../store/store.ts';
import type { WebhookMessage } from '../../store/webhooks.ts';

/**
 * What pages a program of an incident that is new, or that nobody took or triaged in time: which systems,
 * until when it is to be taken and triaged, and which clocks would run. Ids and instants.
 */
type Page = {
  /** Those that are not met. */
  targets: { obligation: string; due: string }[];
  systems: string[];
  clocks: Pick<WouldStart, 'obligation' | 'article' | 'due' | 'basis'>[];
};

/** What a message says of a warning beside its ids: of which duty or target of ours it is, and where to go. */
export type Told = { link: string; obligation?: string } & Partial<Page>;

const MOST_SYSTEMS = 100;
const MOST_CLOCKS = 50;

/** Null for an event that warns of nothing. Where the record does not open, the link alone: the message still goes. */
export async function toldOf(
  deps: { store: Store; policy: CompiledPolicy; publicUrl: string },
  { type, breachId, seq }: Pick<WebhookMessage, 'type' | 'breachId' | 'seq'>,
  now: Instant,
): Promise<Told | null> {
  if (type !== 'reported' && type !== 'rung-fired' && type !== 'obligation-overdue') return null;
  const link = `${deps.publicUrl}/desk/breaches/${breachId}`;
  try {
    if (type === 'reported') return { ...(await pageOf(deps, breachId, now)), link };
    const event = (await readEventsAt(deps.store, breachId, [seq])).get(seq)?.event;
    if (event?.type !== 'obligation-overdue' && event?.type !== 'rung-fired') return { link };
    const { obligation } = event.data;
    const page = isLateToHandle(event) ? await pageOf(deps, breachId, now).catch(() => null) : null;
    return { ...page, link, obligation };
  } catch {
    return { link };
  }
}

/** Null where nobody knows the breach. */
async function pageOf(
  { store, policy }: { store: Store; policy: CompiledPolicy },
  breachId: string,
  now: Instant,
): Promise<Page | null> {
  const state = await readBreach(store, breachId);
  if (state === null) return null;
  const systems = await readSystems(store, state.facts.systems);
  const clocks = clocksToBe(policy, { state, systems }, now).slice(0, MOST_CLOCKS);
  return {
    targets: targetsOf(policy, state),
    systems: state.facts.systems.slice(0, MOST_SYSTEMS),
    clocks: clocks.map(({ obligation, article, due, basis }) => ({ obligation, article, due, basis })),
  };
}

type Warned = Extract<BreachEvent, { type: 'rung-fired' | 'obligation-overdue' }>;

/** Whether an event says that the time to take or to triage an incident has passed. */
function isLateToHandle(event: Warned): boolean {
  if (event.type === 'rung-fired' && !isAfterDue(event.data.rung)) return false;
  return event.data.obligation === TAKE || event.data.obligation === TRIAGE;
}

function targetsOf(policy: CompiledPolicy, state: BreachState): Page['targets'] {
  const { targets } = planTargets(policy, handlingOf(state), state.exercise?.scale ?? 1);
  return targets.flatMap(({ id, clock }) => {
    return clock !== null && (id === TAKE || id === TRIAGE) ? [{ obligation: id, due: clock.due }] : [];
  });
}
