import { describe, expect, it } from '@jest/globals';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { checkTemplate, type TemplateName } from './template.ts';
import { languagesOf, noticeTemplateFor, ownTemplateFor, targetsTemplateFor, templateFor } from './templates.ts';

/** A policy whose organisation writes in French, with these templates by language. */
function policyOf(notices: Record<string, TemplateName[]>): CompiledPolicy {
  const byLanguage = Object.entries(notices).map(([language, names]) => [
    language,
    Object.fromEntries(names.map((name) => [name, { name, language, subject: '', body: '', optional: [] }])),
  ]);
  return { organisation: { language: 'fr' }, notices: Object.fromEntries(byLanguage) } as CompiledPolicy;
}
const said = (template: { name: string; language: string } | null) =>
  template && `${template.language} ${template.name}`;

describe('the template of a mail', () => {
  const policy = policyOf({ en: ['warning', 'overdue', 'page'], fr: ['warning', 'overdue'], de: ['warning'] });

  it('is in the language asked for, else in that of the organisation, else in English', () => {
    expect(said(templateFor(policy, 'warning', 'de'))).toBe('de warning');
    expect(said(templateFor(policy, 'overdue', 'de'))).toBe('fr overdue');
    expect(said(templateFor(policy, 'page', 'de'))).toBe('en page');
    expect(said(templateFor(policy, 'warning', 'es'))).toBe('fr warning');
    expect(said(templateFor(policyOf({ en: ['warning'] }), 'warning', 'de'))).toBe('en warning');
  });

  it('is missed where the policy has none', () => {
    const missing = "The policy has no notice 'news'; add it to policy/notices/.";
    expect(() => templateFor(policy, 'news', 'de')).toThrow(missing);
    expect(() => templateFor(policyOf({}), 'news', 'de')).toThrow(missing);
  });

  it('to our own people may be none', () => {
    expect(ownTemplateFor(policy, 'task')).toBeNull();
    expect(said(ownTemplateFor(policyOf({ en: ['task'] }), 'task'))).toBe('en task');
  });

  it('about our own targets is that about duties, where there is none', () => {
    expect(said(targetsTemplateFor(policy, 'page'))).toBe('en page');
    expect(said(targetsTemplateFor(policyOf({ fr: ['warnings'] }), 'targets'))).toBe('fr warnings');
  });

  it('that brings a new link, or corrects, is the first notice where there is none', () => {
    const letters = policyOf({ en: ['supplier-first', 'supplier-link'], fr: ['supplier-first'] });
    const to = { kind: 'supplier' as const, language: 'fr' };
    expect(said(noticeTemplateFor(letters, to, 'link'))).toBe('en supplier-link');
    expect(said(noticeTemplateFor(letters, to, 'correction'))).toBe('fr supplier-first');
  });

  it('is there in some languages, and not in others', () => {
    expect(languagesOf(policy, 'warning')).toEqual(['de', 'en', 'fr']);
    expect(languagesOf(policy, 'overdue')).toEqual(['en', 'fr']);
    expect(languagesOf(policy, 'news')).toEqual([]);
    expect(languagesOf({ notices: { fr: policy.notices.fr ?? {}, de: undefined as never } }, 'warning')).toEqual([
      'fr',
    ]);
  });
});

describe('a template is refused', () => {
  const found = (change: object) => {
    const template = { name: 'page', language: 'en', subject: 'A subject', body: 'A body', optional: [], ...change };
    return checkTemplate(template as never, 'page.md', 5).map(({ path, line, message }) => [
      path.join('.'),
      line,
      message,
    ]);
  };
  const unknown = (name: string) => expect.stringMatching(`^unknown placeholder '${name}'; 'page' may use `);

  it('with a placeholder that it may not use, at its line', () => {
    expect(found({ body: 'One {{reference}}\n{{ weather }}\n\nLast {{mood}}' })).toEqual([
      ['body', 6, unknown('weather')],
      ['body', 8, unknown('mood')],
    ]);
    expect(found({ subject: '{{weather}} {{reference}}' })).toEqual([['subject', undefined, unknown('weather')]]);
  });

  it('with an optional one that it may not use, at its place in the list', () => {
    expect(found({ optional: ['reference', 'weather'] })).toEqual([['optional.1', undefined, unknown('weather')]]);
  });

  it.each(['{{reference', 'reference}}', '{{reference}\n}'])('with braces that do not close: %j', (body) => {
    expect(found({ body: `One\n${body}` })).toEqual([['body', 6, expect.stringContaining('braces that do not close')]]);
  });

  it('not with braces as other texts have them', () => {
    expect(found({ body: 'A { brace } and {{reference}}.' })).toEqual([]);
  });
});
