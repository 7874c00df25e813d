import { ownWords } from '../../domain/notices/own-words.ts';
import { ownTemplateFor } from '../../domain/notices/templates.ts';
import { officeValues } from '../../domain/notices/values.ts';
import { HOUR_MS, MINUTE_MS, toMs } from '../../domain/time.ts';
import { markDeadTold, readUntoldDead, type UntoldDead } from '../../store/alert-dead-letters.ts';
import type { SharedLimits } from '../../store/shared-limits.ts';
import type { SendResult } from '../channels/channel.ts';
import type { Channels } from '../channels/registry.ts';
import { resultFields, say } from '../log-lines.ts';
import { onDuty } from '../on-duty.ts';
import { mailOf, type OwnMail } from '../warning-mail.ts';
import { eachOnce, type TellingDeps } from './letter.ts';

type Deps = TellingDeps & { channels: Pick<Channels, 'email' | 'slack'>; limits: SharedLimits };

/** How soon it is tried again where nobody could be told. */
const AGAIN_MS = MINUTE_MS;
/** Sources that a message names; the page has all. */
const MOST_NAMED = 10;

/**
 * Tells whoever is on duty of alerts that could not be read, by mail and chat, at most once an hour over all workers:
 * how many of which source and for which reasons, and nothing of what they say. Gives a turn, to be taken now and then.
 */
export function createDeadLetterTelling(deps: Deps): () => Promise<void> {
  const { store, clock, channels, policy, limits } = deps;
  const hourly = limits('dead-letters-told', { most: 1, windowMs: HOUR_MS });
  let isOwed = false;
  let notBefore = 0;
  return async () => {
    const at = clock();
    if (toMs(at) < notBefore) return;
    const untold = await readUntoldDead(store, at);
    if (untold.length === 0) return;
    // Only the worker that took this hour's turn tells; where nobody could be told, it owes it still.
    if (!isOwed && (await hourly('all')) !== null) {
      notBefore = toMs(at) + AGAIN_MS;
      return;
    }
    isOwed = true;
    const { subject, text, chat, language } = mailOn(deps, untold);
    const posts = eachOnce((await onDuty(store, policy, at)).map(({ mailbox }) => mailbox));
    const id = `dead-letters.${at.replaceAll(/\W+/g, '-')}`;
    const mails = posts.map(({ label: name, email }, index) =>
      channels.email(false).send({ to: { name, email }, subject, text, id: `${id}.${index + 1}`, language }),
    );
    const slack = channels.slack(false);
    const rooms = slack === null ? [] : new Set(posts.map(({ slackChannel }) => slackChannel ?? slack.to));
    const chats = [...rooms].map((channel) => slack?.channel.send({ channel, text: chat }));
    const results = (await Promise.all([...mails, ...chats])).filter((result) => result !== undefined);
    for (const result of results) say('warning', { messageId: id, channel: 'dead-letters', ...resultFields(result) });
    if (!results.some(hasLeft)) {
      notBefore = toMs(at) + AGAIN_MS;
      return;
    }
    isOwed = false;
    await markDeadTold(store, at);
  };
}

const PAGE = '/desk/alerts';

function hasLeft({ status }: SendResult): boolean {
  return status === 'sent' || status === 'uncertain';
}

/** A policy of an earlier version has no words for it: then the mail says what the chat says. */
function mailOn({ policy, publicUrl }: Deps, untold: readonly UntoldDead[]): OwnMail {
  const { organisation } = policy;
  const template = ownTemplateFor(policy, 'dead-letters');
  const language = template?.language ?? organisation.language;
  const words = ownWords(language);
  const alerts = words.alerts(untold.reduce((sum, each) => sum + each.count, 0));
  const deskLink = `${publicUrl}${PAGE}`;
  if (template === null) {
    const subject = words.unread(alerts);
    const text = `${subject}\n${deskLink}`;
    return { subject, text, chat: text, language };
  }
  const list = linesOf(untold, words.moreSources);
  return mailOf(template, { ...officeValues(organisation), alerts, list, deskLink }, false);
}

function linesOf(untold: readonly UntoldDead[], more: (n: number) => string): string {
  const sources = [...Map.groupBy(untold, ({ source }) => source)];
  const lines = sources.slice(0, MOST_NAMED).map(([source, those]) => {
    return `- ${source}: ${those.map((each) => `${each.count} ${each.code}`).join(', ')}`;
  });
  const rest = sources.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- ${more(rest)}`] : [])].join('\n');
}
