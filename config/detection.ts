import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type AlertSources, alertSources } from '../detection/registry.ts';
import { type CompiledCommon, compileCommon, compileSource, type RuleSet } from '../detection/rules/compile.ts';
import type { Correlation } from '../detection/rules/correlation.ts';
import { Correlations, checkCorrelations } from '../detection/rules/correlation-file.ts';
import { createEvaluator, type RuleEvaluator } from '../detection/rules/evaluate.ts';
import { checkRuleCases } from '../detection/rules/golden.ts';
import { detectionLanguage } from '../detection/rules/language.ts';
import { NamedLists } from '../detection/rules/lists.ts';
import { CommonRules, SourceRules } from '../detection/rules/rule-file.ts';
import { compileWindows, Suppressions, type SuppressionWindow } from '../detection/rules/suppression.ts';
import { RelativesPolicy } from '../detection/suspicions/relatives.ts';
import { type StormPolicy, USUAL_STORM } from '../detection/suspicions/storm-policy.ts';
import type { PolicyRule } from '../domain/alerts/rule-numbers.ts';
import { CORRELATIONS, ruleName } from '../domain/alerts/rule-use.ts';
import { ALL_SOURCES, holdsOfNoSource } from '../domain/policy/holds.ts';
import type { Language } from '../domain/policy/typed-expressions.ts';
import { countReports, loadAlertSources, NO_SOURCES } from './alert-sources.ts';
import { FileMistakes, type Finding } from './text-file.ts';
import { inEnglish, type Report, readPolicyYamlAs } from './yaml-file.ts';

/** The alert sources of an installation, and the rules of its policy for each. */
export type Detection = {
  sources: AlertSources;
  sets: ReadonlyMap<string, RuleSet>;
  evaluators: ReadonlyMap<string, RuleEvaluator>;
  windows: readonly SuppressionWindow[];
  relatives: RelativesPolicy;
  correlations: readonly Correlation[];
  storm: StormPolicy;
  /** The organisation's time zone. */
  zone: string;
  /** After so many days alerts are erased that belong to no breach; null where none is. */
  keptDays: number | null;
  language: Language;
  /** Golden cases that were run. */
  cases: number;
};

/** The evaluators alone. */
export function loadRuleEvaluators(policyDir: string): Detection['evaluators'] {
  return loadDetection(policyDir).evaluators;
}

/** Every rule there is, by the name that it has beside those of all sources. */
export function listRules({ sets, correlations }: Pick<Detection, 'sets' | 'correlations'>): PolicyRule[] {
  const own = [...sets.values()].flatMap(({ source, rules }) =>
    rules.map(({ id, outcome }) => ({ rule: ruleName(source, id), outcome })),
  );
  const together = correlations.map(({ id }) => ({ rule: ruleName(CORRELATIONS, id), outcome: 'suspect' as const }));
  return [...own, ...together];
}

/** What those who judge alerts need. */
export function loadJudgement(
  policyDir: string,
): Omit<Detection, 'evaluators' | 'windows' | 'zone' | 'language' | 'cases'> & { rules: Detection['evaluators'] } {
  const { evaluators: rules, sources, sets, relatives, correlations, storm, keptDays } = loadDetection(policyDir);
  return { rules, sources, sets, relatives, correlations, storm, keptDays };
}

/**
 * The rules of `<policyDir>/detection/`: `common.yaml`, and one file for each alert source. Throws one `bad-input` that
 * names every mistake by file, line and field: also a source without rules, and a golden case that comes out otherwise.
 */
export function loadDetection(policyDir: string): Detection {
  const findings: Finding[] = [];
  const attempt = <T>(run: () => T): T | null => {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof FileMistakes)) throw error;
      findings.push(...error.findings);
      return null;
    }
  };
  const folder = join(policyDir, 'detection');
  const known = attempt(() => loadAlertSources(policyDir));
  const sources = known?.sources ?? alertSources();
  // Without all sources it is not known which files are of one.
  if (known !== null) attempt(() => checkNames(folder, sources));
  const { zone, keptDays } = attempt(() => organisationOf(policyDir)) ?? { zone: 'UTC', keptDays: null };
  if (known !== null) attempt(() => checkHolds(policyDir, sources));
  const lists = attempt(() => loadLists(join(folder, 'lists.yaml')));
  const language = detectionLanguage(lists ?? undefined);
  const windows = attempt(() => loadWindows(join(folder, 'suppressions.yaml'), language)) ?? [];
  const relatives = attempt(() => loadRelatives(join(folder, 'relatives.yaml'))) ?? NO_RELATIVES;
  const common = attempt(() => loadCommon(join(folder, 'common.yaml'), language, zone));
  const loaded = sources.all.flatMap(({ name, own }) => {
    const file = join(folder, `${name}.yaml`);
    // A source of the policy may do with the rules for all.
    if (own !== undefined && !existsSync(file)) return withoutRules(name, common?.compiled ?? NONE, language);
    return attempt(() => loadSource(file, name, common?.compiled ?? NONE, language, zone)) ?? [];
  });
  const sets = new Map(loaded.map(({ set }) => [set.source, set]));
  // Rules that do not compile are named above, and not as missing once more.
  const together =
    findings.length > 0 ? NO_CORRELATIONS : attempt(() => loadCorrelations(join(folder, 'correlations.yaml'), sets));
  if (findings.length > 0) throw new FileMistakes(findings);
  const { correlations, cases } = together ?? NO_CORRELATIONS;
  return {
    ...{ sources, sets, correlations },
    evaluators: new Map(loaded.map(({ set }) => [set.source, createEvaluator(set, zone, windows)])),
    ...{ windows, relatives, zone, language, keptDays, storm: common?.storm ?? USUAL_STORM },
    cases: [...loaded, ...(known === null ? [] : [known]), ...(common === null ? [] : [common])].reduce(
      (sum, each) => sum + each.cases,
      cases.length,
    ),
  };
}

/** A policy without such a file has no lists. */
function loadLists(file: string): NamedLists {
  if (!existsSync(file)) return { lists: [] };
  return readPolicyYamlAs(file, NamedLists, ({ lists }, report) => {
    for (const [index, { id }] of lists.entries()) {
      if (lists.findIndex((list) => list.id === id) < index) report(['lists', index, 'id'], 'two lists share this id');
    }
  });
}

/** Without such a file no finding has relatives. */
const NO_RELATIVES: RelativesPolicy = { window: 0, relations: [], common: [] };

function loadRelatives(file: string): RelativesPolicy {
  return existsSync(file) ? readPolicyYamlAs(file, RelativesPolicy) : NO_RELATIVES;
}

const NO_CORRELATIONS: Correlations = { correlations: [], cases: [] };

/** Without such a file, what several findings mean together is left to people. */
function loadCorrelations(file: string, sets: ReadonlyMap<string, RuleSet>): Correlations {
  if (!existsSync(file)) return NO_CORRELATIONS;
  return readPolicyYamlAs(file, Correlations, (read, report) => checkCorrelations(read, sets, report), inEnglish);
}

/** A policy without such a file suppresses nothing. */
function loadWindows(file: string, language: Language): SuppressionWindow[] {
  let windows: SuppressionWindow[] = [];
  if (existsSync(file)) {
    readPolicyYamlAs(file, Suppressions, (read, report) => {
      windows = compileWindows(read, language, report);
    });
  }
  return windows;
}

const NONE: CompiledCommon = { before: [], after: [] };

function loadCommon(file: string, language: Language, zone: string) {
  let compiled = NONE;
  const check = (rules: CommonRules, report: Report) => {
    const problems = countReports(report);
    compiled = compileCommon(rules, language, problems.report);
    if (problems.count() > 0) return;
    const set = { source: 'common', rules: [...compiled.before, ...compiled.after] };
    checkRuleCases(rules.cases, set, createEvaluator(set, zone), set.rules, report);
  };
  const { cases, storm } = readPolicyYamlAs(file, CommonRules, check, inEnglish);
  return { compiled, storm, cases: cases.length };
}

function withoutRules(name: string, common: CompiledCommon, language: Language): { set: RuleSet; cases: number } {
  const rules = { source: name, rules: [], cases: [] };
  // What is wrong with the common rules is said of their own file.
  return { set: compileSource(rules, common, language, () => undefined), cases: 0 };
}

function loadSource(file: string, name: string, common: CompiledCommon, language: Language, zone: string) {
  let set: RuleSet = { source: name, rules: [] };
  const check = (rules: SourceRules, report: Report) => {
    const problems = countReports(report);
    if (rules.source !== name) problems.report(['source'], `must be the file's name, '${name}'`);
    set = compileSource(rules, common, language, problems.report);
    if (problems.count() === 0 && common !== NONE) {
      checkRuleCases(rules.cases, set, createEvaluator(set, zone), rules.rules, report);
    }
  };
  const { cases } = readPolicyYamlAs(file, SourceRules, check, inEnglish);
  return { set, cases: cases.length };
}

/** A file of no source would silently be passed over. */
function checkNames(folder: string, { all }: AlertSources): void {
  const known = [...NO_SOURCES, ...all.map(({ name }) => name)];
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const odd = names.filter((name) => !name.endsWith('.yaml') || !known.includes(basename(name, '.yaml')));
  if (odd.length === 0) return;
  const message = `is of no alert source; there are ${known.join(', ')}`;
  throw new FileMistakes(odd.map((name) => ({ file: join(folder, name), line: 1, field: '', message })));
}

const Organisation = z.object({
  zone: z.string(),
  retention: z.object({ alertsDays: z.number().nullable().catch(null) }).catch({ alertsDays: null }),
});

/** What judging needs of it alone: what else is wrong with the organisation is said by the check of the policy. */
function organisationOf(policyDir: string): Pick<Detection, 'zone' | 'keptDays'> {
  const { zone, retention } = readPolicyYamlAs(join(policyDir, 'organisation.yaml'), Organisation);
  return { zone, keptDays: retention.alertsDays };
}

const HeldSources = z.object({
  retention: z.object({ alertHolds: z.array(z.object({ source: z.string() })).catch([]) }).catch({ alertHolds: [] }),
});

/** A hold on a source that there is not would keep nothing. */
function checkHolds(policyDir: string, { all }: AlertSources): void {
  const names = all.map(({ name }) => name);
  const known = [ALL_SOURCES, ...names];
  readPolicyYamlAs(join(policyDir, 'organisation.yaml'), HeldSources, ({ retention }, report) => {
    for (const index of holdsOfNoSource(retention.alertHolds, names)) {
      report(['retention', 'alertHolds', index, 'source'], `is no alert source; there are ${known.join(', ')}`);
    }
  });
}
