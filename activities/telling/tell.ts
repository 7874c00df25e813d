import type { BreachState } from '../../domain/breach/state.ts';
import { HOUR_MS, MINUTE_MS, plusMs, SECOND_MS } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { messageIdOf } from '../../store/notices.ts';
import {
  type AlertTelling,
  delayTellings,
  type NewsTelling,
  type ReportTelling,
  settleTellings,
  type TaskTelling,
  type Telling,
  takeTellings,
} from '../../store/tellings.ts';
import type { SendResult } from '../channels/channel.ts';
import { deliver } from '../delivery.ts';
import { resultFields, say } from '../log-lines.ts';
import { alertNewsLetter } from './alert-news.ts';
import { handedOverLetter } from './handed-over.ts';
import { type Letter, shortHash, type TellingDeps } from './letter.ts';
import { newsLetter } from './news.ts';
import { reportLetter } from './report.ts';
import { taskLetter } from './task.ts';

/** Longer than an attempt can take: whoever takes a line and dies holds it no longer than this. */
const HOLD_MS = 2 * MINUTE_MS;
/** Waits before the second and every later attempt; the last one is that of all that follow. */
const WAITS_MS: readonly number[] = [
  ...[10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS],
  ...[2 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS],
];

/**
 * Mails to people what stands in line for them. What has not surely left for all of them stays in line, and is tried
 * again for those alone; several workers may do so at once.
 * @throws what reading the line or the record throws; what fails while it is sent is tried again later
 */
export async function tellAll(deps: TellingDeps): Promise<void> {
  const { store, clock } = deps;
  for (;;) {
    const now = clock();
    const tellings = await takeTellings(store, now, plusMs(now, HOLD_MS));
    const [first] = tellings;
    if (first === undefined) return;
    if (await tell(deps, first, tellings)) await settleTellings(store, tellings, clock());
    else {
      const attempts = Math.min(...tellings.map((telling) => telling.attempts));
      const wait = WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1] ?? MINUTE_MS;
      await delayTellings(store, tellings, plusMs(clock(), wait));
    }
  }
}

/** Whether it left for everybody, or there is nobody to be told. */
async function tell(deps: TellingDeps, first: Telling, tellings: readonly Telling[]): Promise<boolean> {
  const { store, channels, clock } = deps;
  const { breachId, exercise, what } = first;
  const state = await readBreach(store, breachId);
  const letter = state === null ? null : await letterOf(deps, state, first, tellings);
  if (letter === null) return true;
  const { mail, about, isForChat = false } = letter;
  const once = (channel: 'email' | 'slack', address: string, send: (messageId: string) => Promise<SendResult>) => {
    const key = `${about}/${shortHash(address.toLowerCase())}`;
    const messageId = messageIdOf(key);
    return deliver(store, clock, { key, breachId, channel, purpose: what }, async () => {
      const result = await send(messageId);
      say('warning', { messageId, channel, ...resultFields(result) });
      return result;
    });
  };
  const slack = isForChat && letter.to.length > 0 ? channels.slack(exercise) : null;
  const sent = await Promise.allSettled([
    ...letter.to.map(({ label: name, email }) =>
      once('email', email, (id) => channels.email(exercise).send({ ...mail, to: { name, email }, id })),
    ),
    ...(slack === null
      ? []
      : [once('slack', `slack ${slack.to}`, () => slack.channel.send({ channel: slack.to, text: mail.chat }))]),
  ]);
  return sent.every(({ status }) => status === 'fulfilled');
}

function letterOf(
  deps: TellingDeps,
  state: BreachState,
  first: Telling,
  tellings: readonly Telling[],
): Promise<Letter | null> {
  if (first.what === 'alert-news') return alertNewsLetter(deps, state, tellings as readonly AlertTelling[]);
  if (first.what === 'task') return taskLetter(deps, state, tellings as readonly TaskTelling[]);
  if (first.what === 'handed-over') return handedOverLetter(deps, state, first);
  if (first.what === 'news') return newsLetter(deps, state, tellings as readonly NewsTelling[]);
  return reportLetter(deps, state, tellings as readonly ReportTelling[]);
}
