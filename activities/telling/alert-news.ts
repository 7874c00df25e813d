import type { BreachState } from '../../domain/breach/state.ts';
import { ownWords } from '../../domain/notices/own-words.ts';
import { ownTemplateFor } from '../../domain/notices/templates.ts';
import { commonValues } from '../../domain/notices/values.ts';
import type { AlertTelling } from '../../store/tellings.ts';
import { mailOf, type OwnMail } from '../warning-mail.ts';
import { aboutAll, type Letter, mailboxesOf, type TellingDeps } from './letter.ts';

/**
 * Alerts that joined an open incident and would have opened one by themselves, or say graver things of it: to whoever
 * has it, else to whoever is on duty, and in the chat; at most once an hour. Null once it is closed.
 */
export async function alertNewsLetter(
  deps: TellingDeps,
  state: BreachState,
  tellings: readonly AlertTelling[],
): Promise<Letter | null> {
  const { owner } = state;
  if (state.status === 'closed') return null;
  const its = await mailboxesOf(deps, owner?.by);
  const to = its.length > 0 ? its : await mailboxesOf(deps, 'responder');
  return { mail: mailOn(deps, state, tellings.length), about: aboutAll('alert-news', tellings), to, isForChat: true };
}

/** A policy of an earlier version has no words for it: then the mail says what the chat says. */
function mailOn({ policy, publicUrl }: TellingDeps, { breachId, exercise }: BreachState, count: number): OwnMail {
  const { organisation } = policy;
  const template = ownTemplateFor(policy, 'alert-news');
  const language = template?.language ?? organisation.language;
  const { alerts, alertNews, frame } = ownWords(language);
  // Where the new ones are marked, each with what follows from it.
  const deskLink = `${publicUrl}/desk/breaches/${breachId}/alerts`;
  const says = `${exercise === null ? '' : frame.drillSubject}${alertNews(breachId, alerts(count))}`;
  const chat = `${says}\n${deskLink}`;
  if (template === null) return { subject: says, text: chat, chat, language };
  const values = { ...commonValues(organisation, breachId), alerts: alerts(count), deskLink };
  return { ...mailOf(template, values, exercise !== null), chat };
}
