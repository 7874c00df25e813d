import type { PlannedNotice } from '../plan/types.ts';
import type { Instant } from '../time.ts';
import type { NoticeStep } from './events.ts';

/** One delivery of a counterparty notice still to come, or the end of waiting. */
export type FollowUp = { at: Instant; step: NoticeStep | 'expiry'; number: number };

/** Everything a notice does when nobody answers: first delivery, reminders, escalation, expiry; in order. */
export function followUps(notice: PlannedNotice): FollowUp[] {
  const steps: Omit<FollowUp, 'number'>[] = [
    { at: notice.sendAt, step: 'first' },
    ...notice.reminders.map((at): Omit<FollowUp, 'number'> => ({ at, step: 'reminder' })),
    { at: notice.escalateAt, step: 'escalation' },
    { at: notice.expiresAt, step: 'expiry' },
  ];
  return steps
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a.step) - rank(b.step)))
    .map((step, index) => ({ ...step, number: index + 1 }));
}

/**
 * The step to take at `now`, given those already done: of several that came due while the engine was away, the first
 * delivery always goes, and of reminders only the newest, so that nobody gets a bundle of them.
 */
export function nextFollowUp(plan: readonly FollowUp[], done: readonly number[], now: Instant): FollowUp | null {
  const open = plan.filter((step) => !done.includes(step.number));
  const next = open[0];
  if (next === undefined) return null;
  if (next.step !== 'reminder') return next;
  const dueReminders = open.filter((step) => step.step === 'reminder' && step.at <= now);
  return dueReminders.at(-1) ?? next;
}

function rank(step: FollowUp['step']): number {
  return ['first', 'reminder', 'escalation', 'expiry'].indexOf(step);
}
