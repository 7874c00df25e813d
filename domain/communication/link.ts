import type { RefusalRule } from '../errors.ts';
import { type Instant, plusMs, toMs } from '../time.ts';
import { type NoticeProgress, numberOfLink } from './follow-ups.ts';
import { type Notice, SETTLED, statusOf } from './notice.ts';

/** The signed link of a notice: one opens at a time, that of the row's generation, unless it was revoked. */

export const LINK_ACTS = ['revoke', 'reissue'] as const;
export type LinkAct = (typeof LINK_ACTS)[number];

type Linked = NoticeProgress & Pick<Notice, 'status'> & { generation: number };
type NewLink = Pick<Linked, 'generation' | 'status' | 'expiresAt'> & { done: number[]; isMailed: boolean };

/**
 * What of a row changes with a link of the next generation. `isMailed`: a letter brings it, since an answer is waited
 * for. One that has expired is waited for once more, for as long as at first.
 */
export function withNewLink(row: Linked, at: Instant): NewLink {
  const generation = row.generation + 1;
  const { deliveries, done, sendAt, expiresAt, status } = row;
  const isMailed = status === 'expired' || !SETTLED.includes(status);
  if (!isMailed) return { generation, status, expiresAt, done: [...done, numberOfLink(generation)], isMailed };
  const kept = { generation, done: [...done], isMailed };
  if (expiresAt > at) return { ...kept, status, expiresAt };
  const end = plusMs(at, toMs(expiresAt) - toMs(sendAt));
  return { ...kept, status: status === 'expired' ? statusOf(deliveries) : status, expiresAt: end };
}

/** Whether a letter was handed over, or may have been: before that no link was given out. */
export function mayHaveLeft({ deliveries }: Pick<Notice, 'deliveries'>): boolean {
  return deliveries.some(({ result }) => result === 'sent' || result === 'uncertain');
}

type Known = Pick<Notice, 'deliveries' | 'status' | 'counterparty' | 'round'> & { revoked: boolean };

/** Why a link cannot be revoked or given out anew as its row stands; null where it can. */
export function whyNoLinkAct(notice: Known, act: LinkAct): { why: RefusalRule; message: string } | null {
  const { counterparty, round, status, revoked } = notice;
  const no = (why: RefusalRule, message: string) => ({ why, message });
  if (!mayHaveLeft(notice))
    return no('no-link', `No letter to ${counterparty} has left yet, so that there is no link.`);
  if (act === 'revoke') return revoked ? no('no-link', `The link of ${counterparty} is revoked already.`) : null;
  switch (status) {
    case 'acknowledged':
      return no(
        'link-answered',
        `${counterparty} has answered, so that no new link is sent. Revoke the link where others may have it.`,
      );
    case 'superseded':
      return no(
        'link-followed',
        `Notice ${round} to ${counterparty} was followed by another: give out the link of that one anew.`,
      );
    case 'withdrawn':
      return no('no-link', `${counterparty} is not to be told any more, so that no new link is sent.`);
    default:
      return null;
  }
}
