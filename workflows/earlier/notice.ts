import { CancellationScope, condition, isCancellation, setHandler } from '@temporalio/workflow';
import {
  type DeliveryResult,
  type FollowUp,
  followUps,
  type NoticeStep,
  nextFollowUp,
} from '../../domain/communication/follow-ups.ts';
import { toMs } from '../../domain/time.ts';
import { endSignal } from '../messages.ts';
import { now, reach } from '../time.ts';
import { deliverNotice, warnOfMisuse } from './activities.ts';
import { acknowledgedSignal, MISUSE, type NoticeInput } from './messages.ts';
import { tellBreach } from './parent.ts';

/**
 * One notice to one supplier or customer: sent, reminded, escalated to the second contact, until it is acknowledged or
 * its link expires. A first contact whose mailbox refuses for good, or takes nothing until the next step is due, brings
 * the escalation forward.
 */
export async function notice(input: NoticeInput): Promise<void> {
  const { breachId, exercise } = input;
  const { counterparty, round } = input.notice;
  const plan = followUps(input.notice);
  const done: number[] = plan.flatMap((step) => (step.number <= input.deliveries ? [step.number] : []));
  let over: string | null = null;
  let escalated = false;
  let unreached = false;
  /** Contacts who have something from us; whom nothing reached yet gets the first notice, not a reminder of it. */
  const reached: string[] = input.deliveries > 0 ? ['first'] : [];

  setHandler(acknowledgedSignal, () => {
    over ??= 'acknowledged';
  });
  setHandler(endSignal, ({ why }) => {
    over ??= why;
  });

  while (over === null) {
    const step = nextStep();
    if (step === null) break;
    const isEarly = step.step === 'escalation' && unreached;
    if (!isEarly && !(await reach(step.at, () => over !== null))) break;
    if (step.step === 'expiry') {
      const key = `expiry/${counterparty}/${round}`;
      await tellBreach(breachId, { type: 'notice-expired', counterparty, round, by: 'engine', key });
      break;
    }
    done.push(...plan.filter((p) => p.step === step.step && p.number <= step.number).map((p) => p.number));
    await deliver(step, step.step);
  }
  if (over === MISUSE) await warnOfMisuse({ breachId, counterparty, round, exercise });

  function nextStep(): FollowUp | null {
    const escalation = plan.find((step) => step.step === 'escalation' && !done.includes(step.number));
    return unreached && escalation !== undefined ? escalation : nextFollowUp(plan, done, now());
  }

  async function deliver({ number }: FollowUp, step: NoticeStep): Promise<void> {
    escalated ||= step === 'escalation';
    const contacts =
      step === 'escalation' ? (['second'] as const) : escalated ? (['first', 'second'] as const) : (['first'] as const);
    for (const contact of contacts) {
      if (over !== null) return;
      const sent = await deliverInTime(step, number, contact);
      if (sent === null) return;
      unreached ||= sent.result === 'refused' || sent.result === 'failed';
      if (sent.result === 'sent') reached.push(contact);
      await tellBreach(breachId, {
        type: 'notice-delivered',
        ...{ counterparty, round, step, number },
        ...sent,
        by: 'engine',
        key: `notice/${counterparty}/${round}/${number}/${sent.contact}`,
      });
    }
  }

  /** Tried until it is handed over, or the next step is due: then `failed`. Null when the notice ended meanwhile. */
  async function deliverInTime(
    step: NoticeStep,
    number: number,
    contact: 'first' | 'second',
  ): Promise<{ result: DeliveryResult; contact: 'first' | 'second' } | null> {
    let sent: { result: DeliveryResult; contact: 'first' | 'second' } | null = null;
    const content = step === 'reminder' && !reached.includes(contact) ? 'first' : step;
    const scope = new CancellationScope({ cancellable: true });
    const sending = scope
      .run(() => deliverNotice({ breachId, notice: input.notice, step: content, number, contact, exercise }))
      .then(
        (result) => {
          sent = result;
        },
        (error: unknown) => {
          if (!isCancellation(error)) sent = { result: 'failed', contact };
        },
      );
    const limit = nextFollowUp(plan, done, now())?.at ?? input.notice.expiresAt;
    await condition(() => sent !== null || over !== null, Math.max(LEAST_MS, toMs(limit) - Date.now()));
    scope.cancel();
    await sending;
    return over !== null && sent === null ? null : (sent ?? { result: 'failed', contact });
  }
}

/** A delivery gets at least this long, also where the next step is due already. */
const LEAST_MS = 60_000;
