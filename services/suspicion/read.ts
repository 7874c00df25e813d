import type { BreachEvent } from '../../domain/breach/events.ts';
import { awarenessOf, type BreachState, touchesUnlisted } from '../../domain/breach/state.ts';
import { affectedBy } from '../../domain/suspicion/affected.ts';
import { alertCurve } from '../../domain/suspicion/curve.ts';
import { groundsOf } from '../../domain/suspicion/grounds.ts';
import { instantsOf } from '../../domain/suspicion/instants.ts';
import type { SuspicionReasoning, WouldBeClocks } from '../../domain/suspicion/reasoning.ts';
import type { Instant } from '../../domain/time.ts';
import { hoursOfAlerts } from '../../store/breach-alerts.ts';
import { readCheckedStream } from '../../store/check-stream.ts';
import { readSystems } from '../../store/dataflow.ts';
import { findBreach } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { planFor } from '../plan/preview-change.ts';
import { readSuspicionFindings } from './findings.ts';

const MOST_FINDINGS = 500;

type Deps = Pick<ServiceDeps, 'store' | 'policy' | 'clock'>;

/**
 * Why a breach is suspected: its findings in time order, what follows from them and how sure that is, whom it
 * concerns, and what would run if the organisation were aware now.
 *
 * @throws TocsinError `not-found`
 */
export async function readReasoning(
  deps: Deps,
  asked: string,
): Promise<{ state: BreachState; reasoning: SuspicionReasoning }> {
  const { store } = deps;
  const state = await findBreach(deps, asked);
  const { breachId, facts } = state;
  const stream = await readCheckedStream(store, breachId, state.seq);
  const events: BreachEvent[] = stream.events.flatMap(({ event }) => event ?? []);
  const { wentOn, ...read } = await readSuspicionFindings(store, state, events, MOST_FINDINGS);
  const [hours, systems, ifAwareNow] = await Promise.all([
    hoursOfAlerts(store, breachId, wentOn),
    readSystems(store, facts.systems),
    clocksIfAware(deps, state, deps.clock()),
  ]);
  const { findings, alerts } = read;
  const occurred = findings.flatMap(({ occurredAt }) => occurredAt ?? []);
  const alert = { occurredAt: occurred.toSorted()[0] ?? null, receivedAt: alerts.firstAt };
  return {
    state,
    reasoning: {
      breachId,
      ...read,
      instants: instantsOf(state, events, alert),
      curve: alertCurve(hours),
      facts: groundsOf(facts, events, findings),
      affected: affectedBy(facts.systems, systems, touchesUnlisted(state)),
      ifAwareNow,
    },
  };
}

/** By the planner that plans every breach, with an awareness of now that nobody has recorded. */
async function clocksIfAware(deps: Deps, state: BreachState, at: Instant): Promise<WouldBeClocks | null> {
  if (awarenessOf(state) !== null || state.status === 'closed') return null;
  const aware = { ...state, awareness: [{ awareAt: at, recordedAt: at, by: 'engine', reasons: '' }] };
  const { obligations } = await planFor(deps, aware, at);
  const binding = obligations.filter(({ applies }) => applies === 'binds');
  const clocks = binding.flatMap(({ id, article, title, recipient, clock }) =>
    clock === null ? [] : [{ id, article, title, recipient, due: clock.due, latest: clock.latest, basis: clock.basis }],
  );
  return {
    at,
    clocks: clocks.toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)),
    waiting: binding.length - clocks.length,
  };
}
