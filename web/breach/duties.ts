import { type RegisterStanding, registerStanding } from '../../domain/breach/register-duty.ts';
import type { ObligationState } from '../../domain/breach/state.ts';
import { isRegisterDuty } from '../../domain/plan/register-duty.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import type { BreachModel } from './model.ts';

/** `register`: of the duty to document, where the entry stands. */
export type Duty = { planned: PlannedObligation; current: ObligationState; register?: RegisterStanding };

/** Duties in the order in which they ask for something. */
export function groupDuties({ state }: Pick<BreachModel, 'state'>): Record<'binding' | 'wouldBe' | 'idle', Duty[]> {
  const duties = (state.plan?.obligations ?? []).flatMap((planned): Duty[] => {
    const current = state.obligations[planned.id];
    if (current === undefined) return [];
    const register = isRegisterDuty(planned) ? { register: registerStanding(state, planned.id) } : {};
    return [{ planned, current, ...register }];
  });
  const isIdle = ({ current }: Duty) => current.status === 'does-not-apply';
  return {
    binding: duties.filter((duty) => !isIdle(duty)).sort(byUrgency),
    wouldBe: duties.filter((duty) => isIdle(duty) && duty.planned.applies === 'would-be'),
    idle: duties.filter((duty) => isIdle(duty) && duty.planned.applies !== 'would-be'),
  };
}

const ORDER: readonly ObligationState['status'][] = [
  'overdue',
  'running',
  'awaiting-awareness',
  'awaiting-event',
  'no-clock',
  'filed-late',
  'filed',
  'waived',
];

function byUrgency(a: Duty, b: Duty): number {
  const rank = ORDER.indexOf(a.current.status) - ORDER.indexOf(b.current.status);
  if (rank !== 0) return rank;
  const [dueA, dueB] = [a.planned.clock?.due ?? '~', b.planned.clock?.due ?? '~'];
  return dueA < dueB ? -1 : dueA > dueB ? 1 : 0;
}
