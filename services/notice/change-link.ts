import { mayAsk } from '../../domain/breach/decide.ts';
import { type LinkAct, whyNoLinkAct } from '../../domain/communication/link.ts';
import { TocsinError } from '../../domain/errors.ts';
import { revokeAfterClose } from '../../store/ledger/notice-links.ts';
import type { NoticeRecord } from '../../store/notices.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { findRound, type Round } from './find-round.ts';

type LinkAsked = Round & { act: LinkAct; reasons: string };

/**
 * Ends the link to a notice, for good or by a new one that is mailed to whom letters have reached. Asked twice at once,
 * one of both is refused as `stale`, so that nobody is sent two links by accident. The link of a closed breach can only
 * be revoked, which its ledger alone keeps.
 *
 * @throws TocsinError `not-found`, `conflict`, `reasons-missing`, `stale`, `breach-closed`
 */
export async function changeLink(deps: ServiceDeps, asked: Asked, given: LinkAsked): Promise<{ seq: number }> {
  const { breachId, counterparty, act, reasons } = given;
  const state = await findBreach(deps, breachId);
  const notice = await findRound(deps.store, given);
  if (state.status === 'closed' && act === 'revoke') {
    requireOpen(await findRound(deps.store, notice), act);
    if (!mayAsk('revoke-link', asked.role)) throw new TocsinError('forbidden', 'This role may revoke no link.', 'role');
    await revokeAfterClose(deps.store, notice, { by: asked.by, at: deps.clock(), reasons });
    return { seq: state.seq };
  }
  const generation = act === 'reissue' ? notice.generation + 1 : notice.generation;
  const body = { type: `${act}-link` as const, counterparty, round: notice.round, generation, reasons };
  const stillSeen = async () => {
    const now = await findRound(deps.store, notice);
    requireOpen(now, act);
    return now.generation === notice.generation;
  };
  return sendCommand(deps, { ...asked, content: given }, state, body, { stillSeen });
}

function requireOpen(notice: NoticeRecord, act: LinkAct): void {
  const refused = whyNoLinkAct(notice, act);
  if (refused === null) return;
  throw new TocsinError('conflict', refused.message, 'counterparty', { why: refused.why });
}
