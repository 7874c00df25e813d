import { dataFlowOf, type System } from '../dataflow.ts';
import type { Handling } from '../plan/targets.ts';
import type { PlanInput } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import { awarenessOf, type BreachState } from './state.ts';
import { currentRisk } from './upcast.ts';

/** What of a breach a plan depends on. */
export type Plannable = Pick<BreachState, 'facts' | 'reportedAt' | 'awareness' | 'risk' | 'exercise'> & {
  at: Instant;
  /** When each obligation was filed, by its id. */
  filings: Record<string, Instant>;
  /** When its latest version was filed, where there is more than one. */
  updates?: Record<string, Instant>;
  /** Duties of whose filing a supplement is owed; absent from requests of versions until 0.6. */
  supplements?: string[];
  /** Since when the record has moved past a filing that was whole; absent from requests of versions until 0.7. */
  movedSince?: Record<string, Instant>;
  /** How far it is handled; a request of before version 0.7 has none, and gets no targets. */
  handling?: Handling;
  /** A touched system is not in the register; absent from requests of versions until 0.8. */
  unlisted?: boolean;
};

/** What a plan is made from: the breach, and the systems it touches as the register knows them. */
export function planInputOf(breach: Plannable, systems: readonly System[]): PlanInput {
  const systemsOf: PlanInput['systemsOf'] = Object.create(null);
  for (const system of systems) {
    for (const kind of ['supplier', 'customer'] as const) {
      for (const id of kind === 'supplier' ? system.suppliers : system.customers) {
        systemsOf[id] ??= { kind, systems: [] };
        systemsOf[id].systems.push(system.id);
      }
    }
  }
  return {
    at: breach.at,
    facts: breach.facts,
    dataFlow: { ...dataFlowOf(systems), ...(breach.unlisted && { unlisted: true as const }) },
    systemsOf,
    awareness: awarenessOf(breach),
    filings: breach.filings,
    // A request of before has none.
    updates: breach.updates ?? {},
    supplements: breach.supplements ?? [],
    movedSince: breach.movedSince ?? {},
    openedAt: breach.reportedAt,
    decided: currentRisk(breach.risk),
    scale: breach.exercise?.scale ?? 1,
    isDrill: breach.exercise !== null,
    handling: breach.handling,
  };
}
