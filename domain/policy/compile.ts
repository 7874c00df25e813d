import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson } from '../audit/chain.ts';
import { type Authority, AuthorityFile } from '../authorities/registry.ts';
import type { ResolvedRule } from '../clock/rule.ts';
import {
  checkTemplate,
  MAY_BE_MISSING,
  type NoticeTemplate,
  TEMPLATES,
  type TemplateName,
} from '../notices/template.ts';
import { isTarget, TARGET_PREFIX } from '../plan/targets.ts';
import type { Case, CompiledObligation, CompiledPolicy, CompiledSeverity } from './compiled.ts';
import { compileCondition } from './expressions.ts';
import { pathInFile } from './fill-in.ts';
import { LawTerms } from './law-terms.ts';
import { checkLinks } from './links.ts';
import { type Problem, problemsIn } from './problem.ts';
import { type Obligation, Regime, RegimeCases } from './regime.ts';
import { Ladders, Organisation, SeverityPolicy } from './schema.ts';
import { compileTargets } from './targets.ts';

/** The content of one policy file before it is checked. */
export type Sourced = { file: string; content: unknown };
export type PolicySource = {
  organisation: Sourced;
  severity: Sourced;
  ladders: Sourced;
  /** `name` is the file's name without its ending. */
  regimes: (Sourced & { name: string })[];
  authorities: Sourced[];
  notices: { file: string; bodyLine: number; template: NoticeTemplate }[];
};

type Compiled = Omit<CompiledPolicy, 'policyVersion' | 'zoneData' | 'holidayData' | 'texts'>;

/**
 * Checks and compiles a policy. Collects every problem; the policy is null if there is any.
 * @param withCases false leaves the golden cases unread, and the policy without them
 */
export function compilePolicy(
  source: PolicySource,
  { withCases = true } = {},
): { policy: Compiled | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const organisation = parse(Organisation, source.organisation, problems);
  const ladders = parse(Ladders, source.ladders, problems);
  const severity = parse(SeverityPolicy, source.severity, problems);
  const compiledSeverity = severity && compileSeverity(severity, source.severity.file, problems);
  const obligations: CompiledObligation[] = [];
  const cases: CompiledPolicy['cases'] = {};
  const laws: CompiledPolicy['laws'] = {};
  const seen = new Map<string, string>();
  for (const { file, name, content } of source.regimes) {
    const inFile = (path: Problem['path']) => pathInFile(content, path);
    const regime = parse(Regime, { file, content }, problems, inFile);
    if (regime === null) continue;
    if (regime.id !== name) problems.push({ file, path: ['id'], message: `must equal the file's name, '${name}'` });
    const proofs = withCases ? parse(RegimeCases, { file, content: regime }, problems) : null;
    cases[regime.id] = { file, cases: proofs?.cases ?? [] };
    laws[regime.id] = { name: regime.name, jurisdiction: regime.jurisdiction, terms: termsOf(regime) };
    for (const [index, obligation] of regime.obligations.entries()) {
      const at = { file, path: ['obligations', index], problems, inFile };
      const other = seen.get(obligation.id);
      if (other !== undefined) report(at, ['id'], `'${obligation.id}' is already an obligation of ${other}`);
      seen.set(obligation.id, file);
      if (isTarget(obligation.id)) report(at, ['id'], `'${TARGET_PREFIX}' begins the ids of our own targets only`);
      obligations.push(compileObligation(obligation, regime, organisation, ladders, at));
    }
  }
  problems.push(...checkLinks(source.regimes, obligations));
  const authorities = collectAuthorities(source.authorities, problems);
  const notices = collectNotices(source.notices, problems);
  if (organisation !== null) checkLanguage(organisation, notices, source.organisation.file, problems);
  if (problems.length > 0 || organisation === null || compiledSeverity === null) return { policy: null, problems };
  const shared = shareRules(obligations);
  const targets = compileTargets(organisation, ladders ?? {});
  return {
    policy: {
      ...{ organisation, severity: compiledSeverity, obligations: shared, laws },
      ...{ targets, cases, authorities, notices },
    },
    problems,
  };
}

/** Rules that say the same become one object, by which a plan knows a clock that it has computed already. */
export function shareRules(obligations: readonly CompiledObligation[]): CompiledObligation[] {
  const rules = new Map<string, ResolvedRule>();
  return obligations.map((obligation) => {
    const key = JSON.stringify(obligation.clock);
    const clock = rules.get(key) ?? obligation.clock;
    rules.set(key, clock);
    return { ...obligation, clock };
  });
}

/** What the regime says once for all its obligations. */
function termsOf(regime: Regime): LawTerms {
  const named = Object.keys(LawTerms.shape).map((key) => [key, regime[key as keyof LawTerms]]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined)) as LawTerms;
}

type At = {
  file: string;
  path: (string | number)[];
  problems: Problem[];
  /** Where in the file a path stands, where that is another place. */
  inFile?: (path: Problem['path']) => Problem['path'];
};

function report(at: At, path: (string | number)[], message: string): void {
  const { file, problems, inFile = (same) => same } = at;
  problems.push({ file, path: inFile([...at.path, ...path]), message });
}

function compileObligation(
  obligation: Obligation,
  regime: Regime,
  organisation: Organisation | null,
  ladders: Ladders | null,
  at: At,
): CompiledObligation {
  const trigger = compileCondition(obligation.trigger, 'obligation');
  if (typeof trigger === 'string') report(at, ['trigger'], trigger);
  const ladder = ladders?.[obligation.ladder];
  const { transposed } = regime;
  if (ladders !== null && ladder === undefined) report(at, ['ladder'], unknown(obligation.ladder, 'ladder', ladders));
  return {
    ...obligation,
    regime: regime.name,
    regimeId: regime.id,
    jurisdiction: regime.jurisdiction,
    transposed: transposed && { states: transposed.states, isToAuthority: transposed.to === obligation.recipient },
    trigger: typeof trigger === 'string' ? () => true : trigger,
    triggerSource: obligation.trigger,
    because: compileCases(obligation.because, 'obligation', { ...at, path: [...at.path, 'because'] }),
    whyNot: compileCases(obligation.whyNot, 'obligation', { ...at, path: [...at.path, 'whyNot'] }),
    clock: resolveClock(obligation, organisation, at),
    ladder: ladder ?? [],
  };
}

/** A clock whose hours the organisation sets, with today's; every other as it is. */
export function resolveSoft(clock: ResolvedRule, { softTargets }: Pick<Organisation, 'softTargets'>): ResolvedRule {
  if (clock.kind !== 'soft-target' && clock.kind !== 'set-elsewhere') return clock;
  return { ...clock, hours: softTargets[clock.soft] ?? clock.hours };
}

/** The version of a policy: SHA-256 over the RFC 8785 form of its content. */
export function policyHash(content: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(content)).digest('hex')}`;
}

function resolveClock({ clock }: Obligation, organisation: Organisation | null, at: At): ResolvedRule {
  if (clock.kind !== 'soft-target' && clock.kind !== 'set-elsewhere') return clock;
  const hours = organisation?.softTargets[clock.soft];
  if (organisation !== null && hours === undefined) {
    report(at, ['clock', 'soft'], unknown(clock.soft, 'soft target', organisation.softTargets));
  }
  return { ...clock, hours: hours ?? 1 };
}

function compileSeverity(severity: SeverityPolicy, file: string, problems: Problem[]): CompiledSeverity {
  return {
    ...severity,
    conclusions: compileCases(severity.conclusions, 'severity', { file, path: ['conclusions'], problems }),
    register: compileCases(severity.register, 'obligation', { file, path: ['register'], problems }),
    art33: compileCases(severity.art33, 'obligation', { file, path: ['art33'], problems }),
    art34: compileCases(severity.art34, 'obligation', { file, path: ['art34'], problems }),
  };
}

function compileCases<T extends { when?: string | undefined }>(
  cases: T[],
  kind: 'severity' | 'obligation',
  at: At,
): Case<Omit<T, 'when'>>[] {
  return cases.map(({ when, ...rest }, index) => {
    const compiled = when === undefined ? null : compileCondition(when, kind);
    if (typeof compiled !== 'string')
      return { ...rest, when: compiled, ...(when === undefined ? {} : { source: when }) };
    report(at, [index, 'when'], compiled);
    return { ...rest, when: null };
  });
}

function collectAuthorities(sources: Sourced[], problems: Problem[]): Authority[] {
  const seen = new Map<string, string>();
  return sources.flatMap((source) => {
    const listed = parse(AuthorityFile, source, problems)?.authorities ?? [];
    for (const [index, { id }] of listed.entries()) {
      const at = { file: source.file, path: ['authorities', index], problems };
      const other = seen.get(id);
      if (other !== undefined) report(at, ['id'], `'${id}' is already an authority of ${other}`);
      seen.set(id, source.file);
    }
    return listed;
  });
}

function collectNotices(sources: PolicySource['notices'], problems: Problem[]): CompiledPolicy['notices'] {
  const notices: CompiledPolicy['notices'] = {};
  for (const { file, bodyLine, template } of sources) {
    problems.push(...checkTemplate(template, file, bodyLine));
    notices[template.language] = { ...notices[template.language], [template.name]: template };
  }
  return notices;
}

function checkLanguage(
  { language }: Organisation,
  notices: CompiledPolicy['notices'],
  file: string,
  problems: Problem[],
) {
  const missing = missingTemplates(language, notices);
  if (missing.length === 0) return;
  problems.push({
    file,
    path: ['language'],
    message: `notices/${language} has no ${missing.map((m) => `${m}.md`).join(', ')}`,
  });
}

/** What an organisation of this language would lack. */
export function missingTemplates(language: string, notices: CompiledPolicy['notices']): TemplateName[] {
  const has = notices[language] ?? {};
  // What is not written in it goes out in English; of a language without a word nothing does.
  const instead = Object.keys(has).length === 0 ? {} : (notices.en ?? {});
  return (Object.keys(TEMPLATES) as TemplateName[]).filter(
    (name) => has[name] === undefined && instead[name] === undefined && !MAY_BE_MISSING.includes(name),
  );
}

function unknown(name: string, what: string, known: object): string {
  return `there is no ${what} '${name}'; there are ${Object.keys(known).join(', ') || 'none'}`;
}

/** @param inFile where in the file something of what the schema reads stands */
function parse<S extends z.ZodType>(
  schema: S,
  { file, content }: Sourced,
  problems: Problem[],
  inFile?: (path: Problem['path']) => Problem['path'],
): z.output<S> | null {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  problems.push(...problemsIn(parsed.error, content, inFile).map((problem) => ({ file, ...problem })));
  return null;
}
