import type { DeliveryResult } from '../domain/communication/follow-ups.ts';
import type { Instant } from '../domain/time.ts';
import { claimDelivery, reclaimDelivery, releaseDelivery, settleDelivery } from '../store/deliveries.ts';
import type { Store } from '../store/store.ts';
import type { SendResult } from './channels/channel.ts';
import { notSent } from './failures.ts';

export type DeliveryClaim = { key: string; breachId: string; channel: string; purpose: string };

/**
 * Sends a deadline warning through the delivery ledger. A key that was sent is never sent again. One that a crash left
 * half-done, or of which nobody knows whether it left, is sent again: a second mail is better than none.
 * @throws a failure that is tried again when the message was not handed over for certain
 */
export async function deliver(
  store: Store,
  clock: () => Instant,
  claim: DeliveryClaim,
  send: () => Promise<SendResult>,
): Promise<DeliveryResult> {
  const { key } = claim;
  const claimed = await claimDelivery(store, { ...claim, at: clock() });
  if (!claimed.claimed) {
    const { status } = claimed.delivery;
    if (status === 'sent' || status === 'refused') return status;
    await reclaimDelivery(store, key, clock());
  }
  const result = await send();
  if (result.status === 'not-sent') {
    await releaseDelivery(store, key);
    throw notSent(result.detail);
  }
  const detail = result.status === 'sent' ? undefined : result.detail;
  await settleDelivery(store, key, result.status, clock(), detail);
  if (result.status === 'uncertain') throw notSent(result.detail);
  return result.status;
}
