import type { NoticeAct } from '../domain/communication/follow-ups.ts';
import type { Instant } from '../domain/time.ts';
import { claimDelivery, releaseDelivery, settleDelivery } from '../store/deliveries.ts';
import { deliveryKey, type NoticeDoc } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import type { SendResult } from './channels/channel.ts';

/**
 * Notices that version 0.1 began: its worker may still be sending them, by a delivery ledger of its own. Whoever sends
 * such a notice takes the right to it there too, so that it never leaves twice.
 */

type Delivery = NoticeAct & { act: 'deliver' };

/** How it ended there already; null where it is ours to send now. */
export async function earlierResult(
  store: Store,
  notice: NoticeDoc,
  act: Delivery,
  at: Instant,
): Promise<SendResult | null> {
  if (!notice.isEarlier) return null;
  const claim = {
    key: deliveryKey(notice, act),
    breachId: notice.breachId,
    channel: 'email',
    purpose: `notice-${act.step}`,
  };
  const claimed = await claimDelivery(store, { ...claim, at });
  if (claimed.claimed) return null;
  const { status } = claimed.delivery;
  if (status === 'sent') return { status, receipt: '' };
  if (status === 'refused') return { status, detail: claimed.delivery.detail ?? '' };
  return { status: 'uncertain', detail: 'begun by an earlier version' };
}

export async function settleEarlier(
  store: Store,
  notice: NoticeDoc,
  act: Delivery,
  result: SendResult,
  at: Instant,
): Promise<void> {
  if (!notice.isEarlier) return;
  const key = deliveryKey(notice, act);
  if (result.status === 'not-sent') await releaseDelivery(store, key);
  else await settleDelivery(store, key, result.status, at);
}
