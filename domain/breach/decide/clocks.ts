import { diffPlans } from '../../plan/diff.ts';
import { rungKey } from '../ladder.ts';
import { currentPlan } from '../upcast.ts';
import { type Decide, done } from './decision.ts';
import { plannedObligation } from './duties.ts';
import { releasedByPolicy } from './release.ts';

/** What the engine does by itself. None of it is refused: what happened, happened; what is known already is no news. */

export const applyPlan: Decide<'apply-plan'> = (state, command, head) => {
  const plan = currentPlan(command.plan);
  const planned = { ...head, type: 'planned' as const, data: { plan, changes: diffPlans(state.plan, plan) } };
  return done(planned, ...releasedByPolicy(state, plan, head));
};

export const fireRung: Decide<'rung-fired'> = (state, { obligation, rung, due, firedAt, skipped }, head) => {
  const known = state.targets?.[obligation] ?? state.obligations[obligation];
  if (known === undefined || known.fired.includes(rungKey(rung, due))) return done();
  return done({ ...head, type: 'rung-fired', data: { obligation, rung, due, firedAt, skipped } });
};

/** Only of the instant at which the clock still stands. */
export const markOverdue: Decide<'mark-overdue'> = (state, { obligation, due, overdueAt }, head) => {
  const isRunning = (state.targets?.[obligation] ?? state.obligations[obligation])?.status === 'running';
  const planned = state.plan?.targets?.find(({ id }) => id === obligation) ?? plannedObligation(state, obligation);
  if (!isRunning || planned?.clock?.due !== due) return done();
  return done({ ...head, type: 'obligation-overdue', data: { obligation, due, overdueAt } });
};
