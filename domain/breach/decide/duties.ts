import type { PlannedObligation } from '../../plan/types.ts';
import type { BreachState, ObligationStatus } from '../state.ts';
import { type Refusal, refuse } from './decision.ts';

/** The duties of a breach, as its rules look them up. */

export type Found = { ok: true; planned: PlannedObligation } | Refusal;

const OPEN: readonly ObligationStatus[] = ['running', 'overdue', 'awaiting-event', 'no-clock'];

/** A duty that still asks for an act. One that waits for the awareness can be filed and not waived. */
export function findOpen(state: BreachState, id: string, what: 'filed' | 'waived'): Found {
  const planned = plannedObligation(state, id);
  const status = state.obligations[id]?.status;
  if (planned === undefined || status === undefined) return unknownObligation(state, id);
  if (OPEN.includes(status) || (status === 'awaiting-awareness' && what === 'filed')) return { ok: true, planned };
  const message = `${planned.article} cannot be ${what}: it is '${status}'.`;
  return refuse('not-filable', message, 'obligation', { why: 'order' });
}

export function plannedObligation({ plan }: Pick<BreachState, 'plan'>, id: string): PlannedObligation | undefined {
  return plan?.obligations.find((o) => o.id === id);
}

export function unknownObligation({ breachId, obligations }: BreachState, id: string): Refusal {
  const known = Object.keys(obligations).join(', ') || 'none yet';
  return refuse('unknown-obligation', `Breach ${breachId} has no obligation '${id}'. It has: ${known}.`, 'obligation');
}
