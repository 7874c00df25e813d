import { TocsinError } from '../../domain/errors.ts';
import { listRounds } from '../../store/notice-lists.ts';
import type { NoticeRecord } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';

/** `round`: of the notice; the newest where it is left out. */
export type Round = { breachId: string; counterparty: string; round?: number | undefined };

/** Also one whose text does not open: its link can be ended all the same. @throws TocsinError `not-found` */
export async function findRound(store: Store, { breachId, counterparty, round }: Round): Promise<NoticeRecord> {
  const rounds = await listRounds(store, breachId, counterparty);
  const notice = round === undefined ? rounds.at(-1) : rounds.find((each) => each.round === round);
  if (notice !== undefined) return notice;
  const which = round === undefined || rounds.length === 0 ? 'nobody' : `no notice ${round} to anybody`;
  throw new TocsinError('not-found', `Breach ${breachId} tells ${which} of the id '${counterparty}'.`, 'counterparty');
}
