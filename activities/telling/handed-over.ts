import { type BreachState, nextLimitOf } from '../../domain/breach/state.ts';
import { ownWords } from '../../domain/notices/own-words.ts';
import { ownTemplateFor } from '../../domain/notices/templates.ts';
import { commonValues } from '../../domain/notices/values.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { spokenLanguage } from '../../domain/texts/languages.ts';
import { dutyIn } from '../../domain/texts/say.ts';
import type { OwnerTelling } from '../../store/tellings.ts';
import { mailOf } from '../warning-mail.ts';
import { type Letter, mailboxesOf, type TellingDeps } from './letter.ts';

/** To whom an incident was handed over, and in the chat. Null where it is another's since, or closed. */
export async function handedOverLetter(
  deps: TellingDeps,
  state: BreachState,
  { to: owner, about }: OwnerTelling,
): Promise<Letter | null> {
  const { policy, publicUrl } = deps;
  const { breachId, exercise } = state;
  const template = ownTemplateFor(policy, 'handed-over');
  const to = await mailboxesOf(deps, owner);
  if (template === null || state.owner?.by !== owner || state.status === 'closed') return null;
  const isDrill = exercise !== null;
  const values = {
    ...commonValues(policy.organisation, breachId),
    next: nextInWords(policy, state, template.language),
    deskLink: `${publicUrl}/desk/breaches/${breachId}`,
  };
  const mail = mailOf(template, values, isDrill);
  const { handedOver, frame } = ownWords(template.language);
  const says = handedOver(breachId, to.map(({ label }) => label).join(', '));
  const chat = `${isDrill ? frame.drillSubject : ''}${says}\n${values.deskLink}`;
  return { mail: { ...mail, chat }, about: `handed-over/${breachId}/${about}`, to, isForChat: true };
}

function nextInWords({ organisation, texts }: CompiledPolicy, state: BreachState, language: string): string {
  const words = ownWords(language);
  const next = nextLimitOf(state);
  const all = [...(state.plan?.obligations ?? []), ...(state.plan?.targets ?? [])];
  const first = all.find(({ id }) => id === next?.ids[0]);
  if (next === null || first === undefined) return words.nothingNext;
  const due = words.moment(next.due, organisation.zone, state.exercise !== null);
  const duty = dutyIn(texts, spokenLanguage(language), first);
  return words.next({ article: duty.article, title: words.title(duty), due, isOwn: next.isOwn });
}
