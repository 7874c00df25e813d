import { HOUR_MS, type Instant, MINUTE_MS, toMs } from '../../domain/time.ts';
import type { SharedLimits } from '../../store/shared-limits.ts';
import type { SendResult } from '../channels/channel.ts';
import { resultFields, say } from '../log-lines.ts';
import { onDuty } from '../on-duty.ts';
import type { OwnMail } from '../warning-mail.ts';
import { eachOnce, type TellingDeps } from './letter.ts';

export type OnDutyDeps = TellingDeps & { limits: SharedLimits };
/** `name`: by which its messages and its hour are known. */
export type Told<Owed> = {
  name: string;
  read(at: Instant): Promise<readonly Owed[]>;
  mail(owed: readonly Owed[]): OwnMail;
  mark(owed: readonly Owed[], at: Instant): Promise<void>;
};

/** How soon it is tried again where nobody could be told. */
const AGAIN_MS = MINUTE_MS;

/**
 * Tells whoever is on duty, by mail and chat, at most once an hour over all workers, and all that is owed then
 * together. Gives a turn, to be taken now and then.
 */
export function tellOnDuty<Owed>(deps: OnDutyDeps, { name, read, mail, mark }: Told<Owed>): () => Promise<void> {
  const { store, clock, channels, policy, limits } = deps;
  const hourly = limits(`${name}-told`, { most: 1, windowMs: HOUR_MS });
  let isOwed = false;
  let notBefore = 0;
  return async () => {
    const at = clock();
    if (toMs(at) < notBefore) return;
    const owed = await read(at);
    if (owed.length === 0) return;
    // Only the worker that took this hour's turn tells; where nobody could be told, it owes it still.
    if (!isOwed && (await hourly('all')) !== null) {
      notBefore = toMs(at) + AGAIN_MS;
      return;
    }
    isOwed = true;
    const { subject, text, chat, language } = mail(owed);
    const posts = eachOnce((await onDuty(store, policy, at)).map(({ mailbox }) => mailbox));
    const id = `${name}.${at.replaceAll(/\W+/g, '-')}`;
    const mails = posts.map(({ label, email }, index) =>
      channels.email(false).send({ to: { name: label, email }, subject, text, id: `${id}.${index + 1}`, language }),
    );
    const slack = channels.slack(false);
    const rooms = slack === null ? [] : new Set(posts.map(({ slackChannel }) => slackChannel ?? slack.to));
    const chats = [...rooms].map((channel) => slack?.channel.send({ channel, text: chat }));
    const results = (await Promise.all([...mails, ...chats])).filter((result) => result !== undefined);
    for (const result of results) say('warning', { messageId: id, channel: name, ...resultFields(result) });
    if (!results.some(hasLeft)) {
      notBefore = toMs(at) + AGAIN_MS;
      return;
    }
    isOwed = false;
    await mark(owed, at);
  };
}

function hasLeft({ status }: SendResult): boolean {
  return status === 'sent' || status === 'uncertain';
}
