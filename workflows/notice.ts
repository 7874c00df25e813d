import { setHandler } from '@temporalio/workflow';
import type { NoticeStep } from '../domain/breach/events.ts';
import { type FollowUp, followUps, nextFollowUp } from '../domain/breach/followup.ts';
import { deliverNotice } from './activities.ts';
import { now, reach } from './clock.ts';
import { acknowledgedSignal, endSignal, type NoticeInput } from './messages.ts';
import { tellBreach } from './parent.ts';

/**
 * One notice to one supplier or customer: sent, reminded, escalated to the second contact, until it is acknowledged or
 * its link expires. A first contact whose mailbox refuses for good brings the escalation forward.
 */
export async function notice(input: NoticeInput): Promise<void> {
  const { breachId, exercise } = input;
  const { counterparty } = input.notice;
  const plan = followUps(input.notice);
  const done: number[] = plan.flatMap((step) => (step.number <= input.deliveries ? [step.number] : []));
  let over = false;
  let escalated = false;
  let refused = false;

  setHandler(acknowledgedSignal, () => {
    over = true;
  });
  setHandler(endSignal, () => {
    over = true;
  });

  while (!over) {
    const step = nextStep();
    if (step === null) break;
    const isEarly = step.step === 'escalation' && refused;
    if (!isEarly && !(await reach(step.at, () => over))) break;
    if (step.step === 'expiry') {
      await tellBreach(breachId, { type: 'notice-expired', counterparty, by: 'engine', key: `expiry/${counterparty}` });
      break;
    }
    done.push(...plan.filter((p) => p.step === step.step && p.number <= step.number).map((p) => p.number));
    await deliver(step, step.step);
  }

  function nextStep(): FollowUp | null {
    const escalation = plan.find((step) => step.step === 'escalation' && !done.includes(step.number));
    return refused && escalation !== undefined ? escalation : nextFollowUp(plan, done, now());
  }

  async function deliver({ number }: FollowUp, step: NoticeStep): Promise<void> {
    escalated ||= step === 'escalation';
    const contacts =
      step === 'escalation' ? (['second'] as const) : escalated ? (['first', 'second'] as const) : (['first'] as const);
    for (const contact of contacts) {
      if (over) return;
      const sent = await deliverNotice({ breachId, notice: input.notice, step, number, contact, exercise });
      refused ||= sent.result === 'refused';
      await tellBreach(breachId, {
        type: 'notice-delivered',
        ...{ counterparty, step, number },
        ...sent,
        by: 'engine',
        key: `notice/${counterparty}/${number}/${sent.contact}`,
      });
    }
  }
}
