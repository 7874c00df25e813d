import { rungKey } from '../domain/breach/ladder.ts';
import type { BreachState } from '../domain/breach/state.ts';
import type { ChatButton } from '../domain/chat/buttons.ts';
import { digestValues, targetValues, type WarnedDuty } from '../domain/notices/digest.ts';
import { ownWords } from '../domain/notices/own-words.ts';
import { renderNotice } from '../domain/notices/render.ts';
import { type NoticeTemplate, warningTemplateName } from '../domain/notices/template.ts';
import { targetsTemplateFor, templateFor } from '../domain/notices/templates.ts';
import { warningValues } from '../domain/notices/values.ts';
import { isTarget, TAKE } from '../domain/plan/targets.ts';
import type { PlannedObligation } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { spokenLanguage } from '../domain/texts/languages.ts';
import { dutyIn } from '../domain/texts/say.ts';
import type { Instant } from '../domain/time.ts';
import type { WarnedRung } from './types.ts';

/** A rung and the duty that it is of. Its clock's limit is that of the rung, also where the plan has moved since. */
export type Due = { rung: WarnedRung; obligation: PlannedObligation };

/**
 * Those rungs whose duty still asks for an act, with what the plan says of it. A rung that the stream has as fired was
 * told already: clocks that know less than the stream, as after a restore, fire it again.
 */
export function stillDue(
  { plan, obligations, targets }: Pick<BreachState, 'plan' | 'obligations' | 'targets'>,
  rungs: readonly WarnedRung[],
): Due[] {
  const all = [...(plan?.obligations ?? []), ...(plan?.targets ?? [])];
  return rungs.flatMap((rung): Due[] => {
    const planned = all.find(({ id }) => id === rung.obligation);
    const { status, fired = [] } = targets?.[rung.obligation] ?? obligations[rung.obligation] ?? {};
    if (planned?.clock == null || (status !== 'running' && status !== 'overdue')) return [];
    if (fired.includes(rungKey(rung.rung, rung.due))) return [];
    return [{ rung, obligation: { ...planned, clock: { ...planned.clock, due: rung.due } } }];
  });
}

/** Whether it pages somebody for an incident that nobody has taken. */
export function isPage({ obligation: { id } }: Due): boolean {
  return id === TAKE;
}

export function asDuty({ obligation, rung }: Due): WarnedDuty {
  return { obligation, due: rung.due, rung: rung.rung };
}

/** What one address is told in one message: duties apart from our own targets, so that neither reads as the other. */
function apart(rungs: readonly WarnedRung[]): WarnedRung[][] {
  const isOwn = ({ obligation }: WarnedRung) => isTarget(obligation);
  return [rungs.filter((rung) => !isOwn(rung)), rungs.filter(isOwn)].filter((part) => part.length > 0);
}

/**
 * What one way out tells, whose own rungs are `own`: of duties all that its readers are told of at this moment, by
 * whichever way, so that mail and chat name the same number of others.
 */
export function toldBy(own: readonly WarnedRung[], ofReaders: readonly WarnedRung[]): WarnedRung[][] {
  const [duties = []] = apart(ofReaders.filter(({ obligation }) => !isTarget(obligation)));
  return apart(own).map((part) => (part.some(({ obligation }) => isTarget(obligation)) ? part : duties));
}

/**
 * The mail about one duty, with all that is to be known of it; about several, a digest with a line for each. They are
 * all duties, or all targets of our own.
 */
export function warningMail(
  policy: CompiledPolicy,
  breachId: string,
  due: readonly [Due, ...Due[]],
  deskLink: string,
  now: Instant,
  isDrill: boolean,
): OwnMail {
  const { organisation } = policy;
  const [{ rung, obligation }, ...others] = due;
  const said = ({ language }: NoticeTemplate) =>
    due.map(asDuty).map((duty): WarnedDuty => {
      return { ...duty, obligation: dutyIn(policy.texts, spokenLanguage(language), duty.obligation) };
    });
  if (isTarget(obligation.id)) {
    const template = targetsTemplateFor(policy, 'targets');
    const values = targetValues(organisation, breachId, said(template), deskLink, now, isDrill, template.language);
    return mailOf(template, values, isDrill);
  }
  if (others.length === 0) {
    const template = templateFor(policy, warningTemplateName(rung.rung), organisation.language);
    const about = [
      dutyIn(policy.texts, spokenLanguage(template.language), obligation),
      deskLink,
      rung.rung,
      isDrill,
      template.language,
    ] as const;
    return mailOf(template, warningValues(organisation, breachId, ...about), isDrill);
  }
  const template = templateFor(policy, 'warnings', organisation.language);
  const values = digestValues(organisation, breachId, said(template), deskLink, now, isDrill, template.language);
  return mailOf(template, values, isDrill);
}

/** A mail to our own people, in the language of its template. `chat`: what a chat channel gets, with `buttons`. */
export type OwnMail = { subject: string; text: string; language: string; chat: string; buttons?: ChatButton[] };

/** None is made without the page that it is about: a chat shows the subject and the way there. */
type WithLink = Parameters<typeof renderNotice>[1] & ({ deskLink: string } | { reportLink: string });

export function mailOf(template: NoticeTemplate, values: WithLink, isDrill: boolean): OwnMail {
  const { frame } = ownWords(template.language);
  const { subject, text } = renderNotice(template, values, { exercise: isDrill, frame });
  const link = values.deskLink ?? values.reportLink;
  return { subject, text, language: template.language, chat: `${subject}\n${link}` };
}
