import type { BreachState } from '../../domain/breach/state.ts';
import { ownWords } from '../../domain/notices/own-words.ts';
import { ownTemplateFor } from '../../domain/notices/templates.ts';
import { commonValues } from '../../domain/notices/values.ts';
import { NEWS, type NewsTelling } from '../../store/tellings.ts';
import { mailOf } from '../warning-mail.ts';
import { aboutAll, eachOnce, type Letter, mailboxesOf, type TellingDeps } from './letter.ts';

/** A storm of reports is seen on the page. */
const MOST_LINES = 20;

/**
 * News of a closed breach, to the DPO and whoever has it: at most once a day, and at once where an answer speaks of
 * misuse. Null where somebody opened it again meanwhile: it is looked at with the rest.
 */
export async function newsLetter(
  deps: TellingDeps,
  state: BreachState,
  tellings: readonly NewsTelling[],
): Promise<Letter | null> {
  const { policy, publicUrl } = deps;
  const { organisation } = policy;
  const template = ownTemplateFor(policy, 'news');
  const { closed, owner } = state;
  if (template === null || closed === null) return null;
  const words = ownWords(template.language);
  const lines = NEWS.flatMap((kind) => {
    const its = tellings.filter(({ to }) => to === kind);
    if (kind === 'report') return its.map(({ about }) => words.news.report(1, about));
    return its.length === 0 ? [] : [words.news[kind](its.length, '')];
  });
  const isDrill = state.exercise !== null;
  const values = {
    ...commonValues(organisation, state.breachId),
    closed: words.moment(closed.at, organisation.zone, isDrill),
    list: lines.slice(0, MOST_LINES).join('\n'),
    deskLink: `${publicUrl}/desk/breaches/${state.breachId}`,
  };
  const mail = mailOf(template, values, isDrill);
  return {
    mail,
    about: aboutAll('news', tellings),
    to: eachOnce([organisation.dpo, ...(await mailboxesOf(deps, owner?.by))]),
  };
}
