import type { Facts } from '../../facts.ts';
import { EXERCISERS, isAmong, RESPONDERS, type Role } from '../../roles.ts';
import type { Instant } from '../../time.ts';
import type { BreachEvent, Exercise, Suggested } from '../events.ts';
import { type IncidentKind, suggestedFacts } from '../incident-kinds.ts';
import { whyImplausible } from './awareness.ts';
import { type Refusal, refuse } from './decision.ts';
import { maySwitchOn, whyNotSwitchedOn } from './facts.ts';

/** What a report may carry, by the role of who hands it in: see docs/decisions/0008-rules-in-the-domain.md. */

/** Whether somebody of this role records since when the organisation knows. */
export function mayRecordAwareness(role: Role): boolean {
  return isAmong(RESPONDERS, role);
}

type Report = { facts: Partial<Facts>; awareAt: Instant | null; exercise: Exercise | null };

/**
 * Why a report cannot be taken as it is, for whoever is still there to put it right; null where it can.
 * @param now when it was received
 */
export function whyNotReported(role: Role, { facts, awareAt, exercise }: Report, now: Instant): Refusal | null {
  if (exercise !== null && !isAmong(EXERCISERS, role)) {
    return refuse('forbidden', 'Only a DPO or a responder may start an exercise.', 'exercise');
  }
  const switchedOn = facts.switchedOn?.length === 0 ? undefined : facts.switchedOn;
  return whyNotSwitchedOn(role, switchedOn) ?? (awareAt === null ? null : whyImplausible(awareAt, now, null));
}

export type Admitted = { facts: Facts; awareAt: Instant | null; suggested?: Suggested };

/**
 * What of a report that was taken takes effect. What its role may not do is kept as a suggestion for those who may,
 * never applied and never a reason to lose the report. So is what the kind of incident mostly is, whoever reports it.
 */
export function admitReport(
  role: Role,
  { facts, awareAt, incident }: Pick<Admitted, 'facts' | 'awareAt'> & { incident?: IncidentKind | undefined },
): Admitted {
  const isSwitching = facts.switchedOn.length > 0 && !maySwitchOn(role);
  const isAware = awareAt !== null && !mayRecordAwareness(role);
  return {
    facts: isSwitching ? { ...facts, switchedOn: [] } : facts,
    awareAt: isAware ? null : awareAt,
    ...((isAware || isSwitching || incident !== undefined) && {
      suggested: {
        ...(isAware && { awareAt }),
        ...(isSwitching && { switchedOn: facts.switchedOn }),
        ...(incident && { incident, facts: suggestedFacts(incident, facts) }),
      },
    }),
  };
}

/**
 * The first event of a breach, as its workflow takes it from whoever starts it. One without a role is of before there
 * were roles, and stays as it is: see `isOfBefore`.
 */
export function admitReported(event: BreachEvent & { type: 'reported' }): BreachEvent & { type: 'reported' } {
  const { role, facts, suggested } = event.data;
  if (role === undefined) return event;
  const admitted = admitReport(role, { facts, awareAt: null });
  if (admitted.suggested === undefined) return event;
  return {
    ...event,
    data: { ...event.data, facts: admitted.facts, suggested: { ...suggested, ...admitted.suggested } },
  };
}
