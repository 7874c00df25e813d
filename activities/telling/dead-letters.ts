import { HOUR_MS, MINUTE_MS, toMs } from '../../domain/time.ts';
import { markDeadTold, readUntoldDead, type UntoldDead } from '../../store/alert-dead-letters.ts';
import type { SharedLimits } from '../../store/shared-limits.ts';
import type { SendResult } from '../channels/channel.ts';
import type { Channels } from '../channels/registry.ts';
import { resultFields, say } from '../log-lines.ts';
import { onDuty } from '../on-duty.ts';
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
  const { store, clock, channels, publicUrl, policy, limits } = deps;
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
    const { subject, text } = wordsOf(untold, publicUrl, policy.organisation.legalName);
    const posts = eachOnce((await onDuty(store, policy, at)).map(({ mailbox }) => mailbox));
    const id = `dead-letters.${at.replaceAll(/\W+/g, '-')}`;
    const mails = posts.map(({ label: name, email }, index) =>
      channels.email(false).send({ to: { name, email }, subject, text, id: `${id}.${index + 1}`, language: 'en' }),
    );
    const slack = channels.slack(false);
    const rooms = slack === null ? [] : new Set(posts.map(({ slackChannel }) => slackChannel ?? slack.to));
    const chat = `${subject}\n${publicUrl}${PAGE}`;
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

function wordsOf(untold: readonly UntoldDead[], publicUrl: string, legalName: string) {
  const count = untold.reduce((sum, each) => sum + each.count, 0);
  const sources = [...Map.groupBy(untold, ({ source }) => source)];
  const lines = sources.slice(0, MOST_NAMED).map(([source, those]) => {
    return `- ${source}: ${those.map((each) => `${each.count} ${each.code}`).join(', ')}`;
  });
  const rest = sources.length - lines.length;
  const subject = `Tocsin: ${count === 1 ? '1 alert' : `${count} alerts`} could not be read`;
  const text = [
    'They are kept, and nobody has judged them: each may be a breach. By source and reason:',
    '',
    ...lines,
    ...(rest > 0 ? [`- and ${rest} more sources`] : []),
    '',
    `What to do: look at each on ${publicUrl}${PAGE}, mend what is the matter, and have them read anew.`,
    '',
    `${legalName}, breach desk`,
  ].join('\n');
  return { subject, text };
}
