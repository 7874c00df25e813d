import { ARTICLES } from '../../domain/articles.ts';
import { type ClosingPoint, closingPoints } from '../../domain/breach/closing-gate.ts';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { asError } from '../../domain/breach/decide/decision.ts';
import { decide } from '../../domain/breach/decide.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import { type MinorPoint, minorPoints } from '../../domain/breach/minor.ts';
import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import type { Facts, Narrative } from '../../domain/facts.ts';
import type { Instant } from '../../domain/time.ts';
import type { Asked } from '../asked.ts';
import { lookUp } from '../breach/closing.ts';
import type { ServiceDeps } from '../deps.ts';
import { planFor } from '../plan/preview-change.ts';

/** What a DPO states of a minor incident. `awareAt`: null where the awareness is recorded already. */
export type MinorGiven = {
  facts: Partial<Facts>;
  narrative: Partial<Narrative>;
  awareAt: Instant | null;
  reasons: string;
};

export type MinorLook = {
  /** What would be asked of the breach before it is closed, in order. */
  steps: (readonly [name: string, command: CommandBody])[];
  /** The breach as it would stand before it is closed. */
  after: BreachState;
  /** What speaks against it. */
  against: MinorPoint[];
  /** What would stand in the way of closing, and is closed over with reasons. */
  over: ClosingPoint[];
};

type Deps = Pick<ServiceDeps, 'store' | 'policy' | 'filings' | 'clock'>;
type Looker = Pick<Asked, 'by' | 'role' | 'isPerson'>;

/**
 * What it would do to decide a minor incident, by the same functions that the breach and its plan are made by. Nothing
 * of it is recorded.
 * @throws TocsinError with the breach's own refusal of a step
 */
export async function lookAtMinor(
  deps: Deps,
  state: BreachState,
  asker: Looker,
  given: MinorGiven,
): Promise<MinorLook> {
  const steps = stepsOf(state, given);
  const at = deps.clock();
  let after = state;
  for (const [, body] of steps) {
    const decision = decide(after, { ...body, ...asker, at, key: 'preview' });
    if (!decision.ok) throw asError(decision);
    after = await planned(deps, decision.events.reduce<BreachState>(evolve, after), at);
  }
  const looked = await lookUp(deps, state);
  const against = minorPoints({ before: state, after }, mostOf(deps), looked);
  const over = closingPoints(after, 'resolved', looked).filter(({ mayPass, code }) => mayPass && code !== 'misuse');
  return { steps, after, against, over };
}

/** How many people a minor incident concerns at most, by the policy; null where it offers none. */
export function mostOf({ policy }: Pick<Deps, 'policy'>): number | null {
  return policy.organisation.minorIncidents?.people ?? null;
}

function stepsOf(state: BreachState, { facts, narrative, awareAt, reasons }: MinorGiven): MinorLook['steps'] {
  const changed = { facts: differing(facts, state.facts), narrative: differing(narrative, state.narrative) };
  const isStated = Object.keys({ ...changed.facts, ...changed.narrative }).length > 0;
  const isAware = awarenessOf(state) !== null || awareAt === null;
  return [
    ...(isStated ? [['facts', { type: 'amend-facts' as const, ...changed, reasons }] as const] : []),
    ...(isAware ? [] : [['awareness', { type: 'record-awareness' as const, awareAt, reasons }] as const]),
    ['decision', { type: 'decide-risk', articles: [...ARTICLES], conclusion: 'unlikely', reasons }],
  ];
}

function differing<T extends object>(given: Partial<T>, known: T): Partial<T> {
  const entries = Object.entries(given).filter(
    ([key, value]) => value !== undefined && JSON.stringify(known[key as keyof T]) !== JSON.stringify(value),
  );
  return Object.fromEntries(entries) as Partial<T>;
}

async function planned(deps: Deps, state: BreachState, at: Instant): Promise<BreachState> {
  if (state.plan !== null && !state.planIsStale) return state;
  const plan = await planFor(deps, state, at);
  return evolve(state, { type: 'planned', at, by: 'engine', key: 'preview', data: { plan, changes: [] } });
}
