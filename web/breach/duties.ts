import { articleOf } from '../../domain/articles.ts';
import { type RegisterStanding, registerStanding } from '../../domain/breach/register-duty.ts';
import type { ObligationState } from '../../domain/breach/state.ts';
import { isRegisterDuty } from '../../domain/plan/register-duty.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import type { BreachModel } from './model.ts';
import { breachPath, panelPath } from './places.ts';

/** `register`: of the duty to document, where the entry stands. */
export type Duty = { planned: PlannedObligation; current: ObligationState; register?: RegisterStanding };

/** Whether a duty still asks that the people concerned be told: by letters, not by a form for an authority. */
export function tellsPeople({ planned, current }: Pick<Duty, 'planned' | 'current'>): boolean {
  return articleOf(planned) === 'art34' && current.filed === null;
}

/** Where a duty is worked on: its draft or receipt; one to tell the people, on their page. */
export function dutyPath(breachId: string, duty: Pick<Duty, 'planned' | 'current'>): string {
  if (tellsPeople(duty)) return panelPath(breachId, 'campaigns');
  return `${breachPath(breachId)}/filings/${duty.planned.id}`;
}

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
