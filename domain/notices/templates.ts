import type { NoticeStep } from '../communication/follow-ups.ts';
import type { Counterparty } from '../dataflow.ts';
import { TocsinError } from '../errors.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { type NoticeTemplate, noticeTemplateName, type TemplateName } from './template.ts';

/** The template in the language asked for, else in the organisation's own, else in English. */
export function templateFor(policy: CompiledPolicy, name: TemplateName, language: string): NoticeTemplate {
  const template = findTemplate(policy, name, language);
  if (template !== undefined) return template;
  throw new TocsinError('internal', `The policy has no notice '${name}'; add it to policy/notices/.`);
}

/**
 * The letter to a counterparty. Policies of before version 0.5 have none that brings a new link, and those of before
 * 0.7 none that corrects: they send the first notice again, with the new link or the corrected text in it.
 */
export function noticeTemplateFor(
  policy: CompiledPolicy,
  { kind, language }: Pick<Counterparty, 'kind' | 'language'>,
  step: NoticeStep,
): NoticeTemplate {
  const own = findTemplate(policy, noticeTemplateName(kind, step), language);
  return own ?? templateFor(policy, noticeTemplateName(kind, 'first'), language);
}

/** For a mail to our own people; null where the policy has none, as those of earlier versions. */
export function ownTemplateFor(
  policy: CompiledPolicy,
  name: 'task' | 'news' | 'handed-over' | 'dead-letters' | 'failing-pulls' | 'alert-news',
): NoticeTemplate | null {
  return findTemplate(policy, name, policy.organisation.language) ?? null;
}

/** For a mail about our own targets. Policies of before version 0.7 have none: what they have for duties serves. */
export function targetsTemplateFor(policy: CompiledPolicy, name: 'targets' | 'page'): NoticeTemplate {
  const { language } = policy.organisation;
  return findTemplate(policy, name, language) ?? templateFor(policy, 'warnings', language);
}

/** The same as {@link templateFor}, for a mail that a policy may leave out; undefined where it does. */
export function findTemplate(policy: CompiledPolicy, name: TemplateName, language: string): NoticeTemplate | undefined {
  const { notices, organisation } = policy;
  return notices[language]?.[name] ?? notices[organisation.language]?.[name] ?? notices.en?.[name];
}

/** The languages in which a policy has a text, sorted: it may have some texts in more languages than others. */
export function languagesOf({ notices }: Pick<CompiledPolicy, 'notices'>, name: TemplateName): string[] {
  return Object.keys(notices)
    .filter((language) => notices[language]?.[name] !== undefined)
    .sort();
}
