import { CancelledFailure, Context } from '@temporalio/activity';
import { campaignNumber } from '../domain/communication/standing.ts';
import { TocsinError } from '../domain/errors.ts';
import { type Instant, MINUTE_MS, plusMs, SECOND_MS } from '../domain/time.ts';
import type { Letters } from '../store/ledger/letters.ts';
import { beating } from './beating.ts';
import { asActivity } from './failures.ts';
import type { CommunicationActivities, LedgerRequest, PageRequest, PageResult, PageStop } from './types.ts';

/** How long claimed rows are one attempt's: after a crash their letters count as uncertain from then on. */
const LOCK_MS = 3 * MINUTE_MS;
/** No letter is begun with less of the lock left: more than the patience of one SMTP session from connect to reply. */
const LEAST_LEFT_MS = 90 * SECOND_MS;
/** A page takes further rows for so long. */
const PAGE_MS = 3 * SECOND_MS;

/** What a page of one kind of ledger does with the rows that are due. */
export type Ledger = {
  plan(request: LedgerRequest): Promise<void>;
  count(request: LedgerRequest): ReturnType<CommunicationActivities['countLedger']>;
  /** Claims and acts on one batch of due rows. `claimed`: 0 where none was due. */
  work(request: PageRequest, turn: Turn): Promise<{ claimed: number; stopped: PageStop | null }>;
};
/** One batch: until when its rows are ours, and whether another letter may be begun. */
export type Turn = { now: Instant; until: Instant; mayBegin: () => boolean };

/** Telling many by a ledger, whichever it is: pages of batches, each claimed, acted on and settled. */
export function createCommunicationActivities(
  clock: () => Instant,
  ledgers: { notices: Ledger; letters: Ledger },
): CommunicationActivities {
  const ledgerOf = ({ communication }: LedgerRequest) =>
    campaignNumber(communication) === null ? ledgers.notices : ledgers.letters;
  return {
    planLedger: (request) => asActivity(() => beating(() => ledgerOf(request).plan(request))),
    countLedger: (request) => asActivity(() => ledgerOf(request).count(request)),
    workPage: (request) =>
      asActivity(() =>
        beating(async (): Promise<PageResult> => {
          const { cancellationSignal } = Context.current();
          const end = plusMs(clock(), PAGE_MS);
          let acted = 0;
          for (;;) {
            const now = clock();
            const until = plusMs(now, LOCK_MS);
            const lastBegin = plusMs(until, -LEAST_LEFT_MS);
            const mayBegin = () => !cancellationSignal.aborted && clock() < lastBegin;
            const { claimed, stopped } = await ledgerOf(request).work(request, { now, until, mayBegin });
            acted += claimed;
            if (cancellationSignal.aborted) throw new CancelledFailure('The page was cancelled.');
            if (claimed === 0 || stopped !== null) return { acted, isMore: false, stopped };
            if (clock() >= end) return { acted, isMore: true, stopped };
          }
        }),
      ),
  };
}

/** The letters that a request is about. @throws TocsinError `internal` for one of notices */
export function lettersOf({ breachId, communication, listId }: LedgerRequest): Letters {
  const campaign = campaignNumber(communication);
  if (campaign === null || listId === null)
    throw new TocsinError('internal', `${communication} has no list of people.`);
  return { breachId, campaign, listId };
}
