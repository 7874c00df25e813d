import { ownWords } from '../../domain/notices/own-words.ts';
import { ownTemplateFor } from '../../domain/notices/templates.ts';
import { officeValues } from '../../domain/notices/values.ts';
import { type FailingPull, markPullsTold, readFailingPulls } from '../../store/alert-pulls.ts';
import { mailOf, type OwnMail } from '../warning-mail.ts';
import { type OnDutyDeps, tellOnDuty } from './on-duty-told.ts';

const PAGE = '/desk/sources';

/** Alert sources that could not be asked for a day: which, since when and why, once for each time that it begins. */
export function createFailingPullTelling(deps: OnDutyDeps): () => Promise<void> {
  const { store } = deps;
  return tellOnDuty(deps, {
    name: 'failing-pulls',
    read: (at) => readFailingPulls(store, at),
    mail: (failing) => mailOn(deps, failing),
    mark: (failing) => markPullsTold(store, failing),
  });
}

/** A policy of an earlier version has no words for it: then the mail says what the chat says. */
function mailOn({ policy, publicUrl }: OnDutyDeps, failing: readonly FailingPull[]): OwnMail {
  const { organisation } = policy;
  const template = ownTemplateFor(policy, 'failing-pulls');
  const language = template?.language ?? organisation.language;
  const words = ownWords(language);
  const sources = words.sources(failing.length);
  const deskLink = `${publicUrl}${PAGE}`;
  if (template === null) {
    const subject = words.notAsked(sources);
    const text = `${subject}\n${deskLink}`;
    return { subject, text, chat: text, language };
  }
  const lines = failing.map(({ source, failure: { code, status, since } }) => {
    const why = `${words.pullFailures[code]}${status === null ? '' : ` (${status})`}`;
    return words.notAskedLine(source, why, words.moment(since, organisation.zone));
  });
  return mailOf(template, { ...officeValues(organisation), sources, list: lines.join('\n'), deskLink }, false);
}
