import { ownWords } from '../../domain/notices/own-words.ts';
import { ownTemplateFor } from '../../domain/notices/templates.ts';
import { officeValues } from '../../domain/notices/values.ts';
import { markDeadTold, readUntoldDead, type UntoldDead } from '../../store/alert-dead-letters.ts';
import { mailOf, type OwnMail } from '../warning-mail.ts';
import { type OnDutyDeps, tellOnDuty } from './on-duty-told.ts';

/** Sources that a message names; the page has all. */
const MOST_NAMED = 10;

/** Alerts that could not be read: how many of which source and for which reasons, and nothing of what they say. */
export function createDeadLetterTelling(deps: OnDutyDeps): () => Promise<void> {
  const { store } = deps;
  return tellOnDuty(deps, {
    name: 'dead-letters',
    read: (at) => readUntoldDead(store, at),
    mail: (untold) => mailOn(deps, untold),
    mark: (_, at) => markDeadTold(store, at),
  });
}

const PAGE = '/desk/alerts';

/** A policy of an earlier version has no words for it: then the mail says what the chat says. */
function mailOn({ policy, publicUrl }: OnDutyDeps, untold: readonly UntoldDead[]): OwnMail {
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
