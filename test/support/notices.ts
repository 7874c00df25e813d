import { type DeliveryResult, nextAct } from '../../domain/communication/follow-ups.ts';
import { type Instant, plusMs } from '../../domain/time.ts';
import { newClaim } from '../../store/ledger/claims.ts';
import { claimNotices, type NoticeOutcome, saveContents, settleNotices } from '../../store/ledger/notice-pages.ts';
import type { NoticeContent } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';
import { ALL_SLOTS } from './ledgers.ts';

const LOCK_MS = 60_000;
const AT_ONCE = 2_000;

export const contentOf = (counterparty: string, more: Partial<NoticeContent> = {}): NoticeContent => ({
  company: 'Nordlys',
  counterpartyName: counterparty,
  subject: 'A security incident',
  text: `Dear ${counterparty},\n\nlook at your logs.`,
  phone: '+49 30 5550 117',
  ...more,
});

/**
 * Hands over the letters that are due, as the engine does, with the result that `resultOf` says; without one, the
 * letter is left for later. The text is kept where `textOf` gives one.
 */
export async function handOver(
  store: Store,
  breachId: string,
  now: Instant,
  resultOf: (counterparty: string) => DeliveryResult | null,
  textOf: (counterparty: string) => NoticeContent | null = contentOf,
): Promise<void> {
  const seen = new Set<string>();
  for (;;) {
    const lock = { slots: ALL_SLOTS, now, until: plusMs(now, LOCK_MS), limit: AT_ONCE };
    const claim = newClaim();
    const rows = await claimNotices(store, breachId, claim, lock);
    const fresh = rows.filter(({ record }) => !seen.has(record.id));
    for (const { record } of fresh) seen.add(record.id);
    const contents = fresh.flatMap(({ record: { id, counterparty } }) => {
      const text = resultOf(counterparty) === null ? null : textOf(counterparty);
      return text === null ? [] : [[id, text] as const];
    });
    await saveContents(store, claim, new Map(contents));
    const outcomes = rows.map(({ record }): NoticeOutcome => {
      const { id, counterparty } = record;
      const result = resultOf(counterparty);
      const act = nextAct(record, false, now);
      if (result === null || act?.act !== 'deliver') return { id, hasSecond: false, what: 'left' };
      const { number, step, contact, completes } = act;
      const delivery = { number, step, contact, result, at: now };
      return { ...{ id, hasSecond: false, what: 'delivered', delivery, completes }, messageId: id, detail: null };
    });
    await settleNotices(store, breachId, claim, outcomes, now);
    if (fresh.length === 0) return;
  }
}
