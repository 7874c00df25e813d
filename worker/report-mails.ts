import { sendReportMail } from '../activities/report-mail.ts';
import type { Log } from '../config/logger.ts';
import { TocsinError } from '../domain/errors.ts';
import { HOUR_MS, MINUTE_MS, plusMs, SECOND_MS } from '../domain/time.ts';
import { delayReportMail, settleReportMail, takeReportMail } from '../store/report-mails.ts';
import { waitUnless } from './wait.ts';

type Deps = Parameters<typeof sendReportMail>[0] & { log: Pick<Log, 'warn'> };

const AGAIN_MS = SECOND_MS;
/** Longer than an attempt can take: a worker that died holds a mail no longer than this. */
const HOLD_MS = 2 * MINUTE_MS;
/** Waits before the second and every later attempt; after the last it is given up. */
const WAITS_MS: readonly number[] = [
  ...[10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS],
  ...[2 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS],
];

/** Sends the mails about reports that wait, again and again. Any number of workers may. Ends with `signal`. */
export async function keepMailing(deps: Deps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      while (!signal.aborted && (await sendNext(deps))) {
        // Until the line is empty.
      }
    } catch (error) {
      deps.log.warn({ error }, 'mails about reports wait: the database does not answer');
    }
    await waitUnless(AGAIN_MS, signal);
  }
}

/**
 * Sends the next one that is due.
 * @returns whether there was one
 */
export async function sendNext(deps: Deps): Promise<boolean> {
  const { store, clock, log } = deps;
  const now = clock();
  const mail = await takeReportMail(store, now, plusMs(now, HOLD_MS));
  if (mail === null) return false;
  try {
    await sendReportMail(deps, mail);
    await settleReportMail(store, mail);
  } catch (error) {
    const wait = WAITS_MS[mail.attempts - 1] ?? null;
    const code = error instanceof TocsinError ? error.code : 'not-sent';
    log.warn({ breachId: mail.breachId, attempts: mail.attempts, code, givenUp: wait === null }, 'a mail was not sent');
    if (wait === null) await settleReportMail(store, mail);
    else await delayReportMail(store, mail, clock(), wait);
  }
  return true;
}
