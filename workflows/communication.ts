import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  setHandler,
} from '@temporalio/workflow';
import type { LedgerRequest, PageStop, PauseRequest } from '../activities/types.ts';
import { campaignNumber, type PauseReason, type Standing } from '../domain/communication/standing.ts';
import { type Instant, MINUTE_MS, SECOND_MS, toMs } from '../domain/time.ts';
import { ledgerActivities, warnOfMisuse, warnOfPause } from './activities.ts';
import { LINES } from './log-lines.ts';
import {
  type CommunicationInput,
  type CommunicationOrder,
  type EngineReport,
  endSignal,
  nudgeSignal,
  orderSignal,
  QUEUES,
} from './messages.ts';
import { isTimeToRenew } from './renewal.ts';
import { note } from './search-attributes.ts';
import { tellBreach } from './tell.ts';
import { now, reach } from './time.ts';

/** Pages worked at once; together they hold every slot of the ledger, each slot on one page. */
const WINDOW: readonly number[][] = [
  [0, 1, 2, 3],
  [4, 5, 6, 7],
  [8, 9, 10, 11],
  [12, 13, 14, 15],
];
/** The breach hears of a ledger that is being worked at most this often. */
const REPORT_EVERY_MS = 5 * SECOND_MS;
/** While the mail server is away, or nothing is found that is due: the first wait, and the longest. */
const WAIT_MS = { first: 2 * SECOND_MS, longest: MINUTE_MS };
/** After a server has answered 421 (RFC 5321, 4.2.1) nothing was used up, so it goes on by itself. */
const BUSY_MS = 5 * MINUTE_MS;
/** After a failure that no retry mends; a nudge looks again at once. */
const BROKEN_MS = 5 * MINUTE_MS;

/**
 * One communication, whatever the number of its receivers: the notices of a breach, or one campaign. The rows stand in
 * a ledger in MongoDB; this works them page by page in a window, sleeps until the next step of any is due or somebody
 * wrote to the ledger, and tells the breach how far it is. It carries counts alone, so its history grows with pages.
 */
export async function communication(input: CommunicationInput): Promise<void> {
  const { breachId, communication: name, listId, exercise, renewAfter } = input;
  const ledger: LedgerRequest = { breachId, communication: name, listId, exercise };
  const number = campaignNumber(name);
  const { planLedger, workPage, countLedger } = ledgerActivities(number === null ? QUEUES.notices : QUEUES.mail);
  const { because, turn: orderTurn, told, requestId } = input;
  let order: CommunicationOrder = { because, turn: orderTurn, told, requestId };
  let planned = input.planned ?? null;
  let isEnded = input.isEnded ?? false;
  /** Why it paused by itself, until the breach says whether that holds. */
  let pausing: PauseReason | null = input.pausing ?? null;
  /** Counts the signals: whoever waits sees that something is to be looked at. */
  let news = 0;
  let isAway = false;
  /** Turns in a row that got nothing done. */
  let fruitless = 0;
  let reported = '';
  let reportedAt = 0;
  /** What DPO and deputy are being told of, by a name for each. */
  const warnings = new Set<string>();
  const untold: PauseRequest[] = [];
  const warning = new CancellationScope({ cancellable: true });

  setHandler(orderSignal, (wanted) => {
    // The breach has heard of the pause since, and its word counts.
    if (wanted.turn !== order.turn) pausing = null;
    order = wanted;
    reported = '';
    isEnded = false;
    news += 1;
  });
  setHandler(nudgeSignal, () => {
    news += 1;
  });
  setHandler(endSignal, () => {
    isEnded = true;
    news += 1;
  });

  for (const pause of input.untold ?? []) warnPause(pause);
  for (let isOver = false; !isOver; ) {
    if (isTimeToRenew(renewAfter)) await renew();
    const seen = news;
    const isInterrupted = () => news !== seen;
    try {
      isOver = await turn(isInterrupted);
    } catch (error) {
      const cause = error instanceof ActivityFailure ? error.cause : error;
      if (!(cause instanceof ApplicationFailure)) throw error;
      log.error(LINES.brokenLedger, { communication: name, reqId: order.requestId, code: cause.type });
      note({ breach: breachId, blocked: true });
      await condition(isInterrupted, BROKEN_MS);
    }
  }

  /** Looks at the ledger and does what is next; true where nothing is left to do. */
  async function turn(isInterrupted: () => boolean): Promise<boolean> {
    if (planned !== order.told && !isEnded) {
      const { told } = order;
      await planLedger(ledger);
      planned = told;
    }
    const { turn: counted } = order;
    const standing = await count();
    const isSettled = standing.nextAt === null;
    const reason = reasonToPause();
    const isAtRest = isEnded || isSettled || reason !== null || !isDue(standing);
    // What was done stands in the breach's stream too; where the breach has closed, the ledger alone keeps it.
    if (isAtRest || Date.now() - reportedAt >= REPORT_EVERY_MS) await report(standing, isSettled && !isEnded, counted);
    if (isInterrupted()) return false;
    if (isEnded || isSettled) {
      await condition(() => warnings.size === 0 || isInterrupted());
      return !isInterrupted();
    }
    noteStatus();
    if (reason === 'busy') {
      if (!(await condition(isInterrupted, BUSY_MS))) await resume();
    } else if (reason !== null) await condition(isInterrupted);
    else if (!isDue(standing)) await reach(standing.nextAt ?? now(), isInterrupted);
    else await work(isInterrupted);
    return false;
  }

  /** Pages for all parts of the ledger, until none is due or it is time to look around. */
  async function work(isInterrupted: () => boolean): Promise<void> {
    const until = Date.now() + REPORT_EVERY_MS;
    const { requestId } = order;
    let stop: PageStop | undefined;
    let acted = 0;
    let isMore = true;
    while (isMore && stop === undefined && !isInterrupted() && Date.now() < until && !isTimeToRenew(renewAfter)) {
      const pages = await Promise.all(WINDOW.map((slots) => workPage({ ...ledger, slots, requestId })));
      const stops = pages.flatMap(({ stopped }) => stopped ?? []);
      stop = stops.find((each) => each !== 'outage') ?? stops[0];
      acted += pages.reduce((sum, page) => sum + page.acted, 0);
      isMore = pages.some((page) => page.isMore);
    }
    isAway = stop === 'outage';
    // Two machines' clocks never agree: what is due by one may not be so by the other yet.
    fruitless = isAway || acted === 0 ? fruitless + 1 : 0;
    if (stop !== undefined && stop !== 'outage') await pause(stop);
    else if (fruitless > 0)
      await condition(isInterrupted, Math.min(WAIT_MS.first * 2 ** (fruitless - 1), WAIT_MS.longest));
  }

  /** It stands still by itself, and says so to the DPO. */
  async function pause(because: Exclude<PageStop, 'outage'>): Promise<void> {
    pausing = because;
    const at = now();
    warnPause({ breachId, communication: name, because, at, exercise });
    const body = { type: 'pause-communication' as const, communication: name, because, reasons: '' };
    await tell({ ...body, key: `paused/${name}/${at}` });
  }

  /** The breach decides whether it goes on: somebody may have asked it to stand still meanwhile. */
  async function resume(): Promise<void> {
    const body = { type: 'resume-communication' as const, communication: name, reasons: '' };
    await tell({ ...body, key: `resumed/${name}/${now()}` });
  }

  async function count(): Promise<Standing> {
    const { misuse, ...standing } = await countLedger(ledger);
    for (const sign of misuse) {
      const named = `${sign.counterparty} ${sign.round} ${sign.signs}`;
      // The next count names it again for as long as nobody was told.
      if (!warnings.has(named)) void warnOf(named, () => warnOfMisuse({ breachId, ...sign, exercise }));
    }
    return standing;
  }

  function warnPause(request: PauseRequest): void {
    void warnOf(
      `paused ${request.at}`,
      () => warnOfPause(request),
      () => untold.push(request),
    );
  }

  /** Not awaited: a mail server that is away must not hold up the ledger, nor whoever resumes or stops it. */
  async function warnOf(named: string, warn: () => Promise<void>, onCancelled = () => {}): Promise<void> {
    warnings.add(named);
    try {
      await warning.run(warn);
    } catch (error) {
      if (isCancellation(error)) onCancelled();
      else log.error(LINES.noPauseWarning, { communication: name });
    }
    warnings.delete(named);
  }

  /** @param counted up to which order */
  async function report(standing: Standing, settled: boolean, counted: number): Promise<void> {
    reportedAt = Date.now();
    const { counts, head } = standing;
    const version = planned ?? '';
    const key = `progress/${name}/${head?.page ?? 0}/${settled ? 'settled' : version}`;
    if (key === reported) return;
    const body = { type: 'communication-progressed' as const, communication: name, version, settled, turn: counted };
    await tell({ ...body, ...standing, key });
    reported = key;
    if (!settled || number === null) return;
    const { total, sent = 0, refused = 0, uncertain = 0 } = counts;
    const finished = { total, sent, refused, uncertain };
    await tell({ type: 'campaign-finished', campaign: number, counts: finished, key: `campaign/${number}/finished` });
  }

  async function tell(report: EngineReport): Promise<void> {
    if ((await tellBreach(breachId, [report])) === 'ended') log.info(LINES.endedBeforeLedger);
  }

  /** Warnings that wait for a mail server go on in the next run; one that is leaving just now is waited for. */
  async function renew(): Promise<void> {
    warning.cancel();
    await condition(() => warnings.size === 0);
    await continueAsNew<typeof communication>({
      ...{ breachId, communication: name, listId, exercise, ...order, untold },
      ...(planned !== null && { planned }),
      ...(pausing !== null && { pausing }),
      ...(isEnded && { isEnded }),
      ...(renewAfter !== undefined && { renewAfter }),
    });
  }

  function noteStatus(): void {
    const reason = reasonToPause();
    const blocked = isAway || (reason !== null && reason !== 'asked');
    note({ breach: breachId, status: reason === null ? 'running' : 'paused', blocked });
  }
  function reasonToPause(): PauseReason | null {
    return order.because ?? pausing;
  }
  function isDue({ nextAt }: { nextAt: Instant | null }): boolean {
    return nextAt !== null && toMs(nextAt) <= Date.now();
  }
}
