import { TocsinError } from '../domain/errors.ts';
import type { NoticeTemplate, TemplateName } from '../domain/notices/template.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';

/** The template in the language asked for, else in the organisation's own, which has all of them. */
export function templateFor(policy: CompiledPolicy, name: TemplateName, language: string): NoticeTemplate {
  const template = policy.notices[language]?.[name] ?? policy.notices[policy.organisation.language]?.[name];
  if (template !== undefined) return template;
  throw new TocsinError('internal', `The policy has no notice '${name}'; add it to policy/notices/.`);
}
