import type { DeliveryResult } from '../domain/communication/follow-ups.ts';
import type { Instant } from '../domain/time.ts';
import { claimDelivery, reclaimDelivery, releaseDelivery, settleDelivery } from '../store/deliveries.ts';
import type { Store } from '../store/store.ts';
import type { SendResult } from './channels/channel.ts';
import { notSent } from './failures.ts';

export type DeliveryClaim = { key: string; breachId: string; channel: string; purpose: string };

/**
 * Sends through the delivery ledger. A key that was sent is never sent again. A key left `sending` by a crash is
 * `uncertain` and stays so (`at-most-once`: notices), or is sent again (`at-least-once`: deadline warnings, where a
 * second mail is better than none). Throws a retryable failure when the message was surely not handed over.
 */
export async function deliver(
  store: Store,
  clock: () => Instant,
  claim: DeliveryClaim,
  mode: 'at-most-once' | 'at-least-once',
  send: () => Promise<SendResult>,
): Promise<DeliveryResult> {
  const { key } = claim;
  const claimed = await claimDelivery(store, { ...claim, at: clock() });
  if (!claimed.claimed) {
    const { status } = claimed.delivery;
    const isFinal = status === 'sent' || status === 'refused' || (status === 'uncertain' && mode === 'at-most-once');
    if (isFinal) return status;
    if (mode === 'at-most-once') {
      await settleDelivery(store, key, 'uncertain', clock(), 'found unsettled after a crash');
      return 'uncertain';
    }
    await reclaimDelivery(store, key, clock());
  }
  const result = await send();
  if (result.status === 'not-sent') {
    await releaseDelivery(store, key);
    throw notSent(result.detail);
  }
  const detail = result.status === 'sent' ? undefined : result.detail;
  await settleDelivery(store, key, result.status, clock(), detail);
  if (result.status === 'uncertain' && mode === 'at-least-once') throw notSent(result.detail);
  return result.status;
}
