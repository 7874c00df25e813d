import {
  compileExpression,
  type Expression,
  type Language,
  typeProblem,
} from '../../domain/policy/typed-expressions.ts';
import { MOST_STEPS } from './language.ts';
import { type CommonRules, MOST_RULES, type Rule, type SourceRules } from './rule-file.ts';
import { typeGuard } from './type-guard.ts';

/** The rules of one source ready for use, in the order in which they are tried. */
export type RuleSet = { source: string; rules: readonly CompiledRule[] };

export type CompiledRule = Omit<Rule, 'when'> & {
  /** The condition as its file writes it; null where the rule always holds. */
  when: string | null;
  condition: Expression | null;
  /** What the type of a finding must begin with, one of these; null where it may be any. */
  types: readonly string[] | null;
};

/** Says that something is wrong at a place of the file that is compiled. */
export type Report = (path: readonly (string | number)[], message: string) => void;

export type CompiledCommon = { before: CompiledRule[]; after: CompiledRule[] };

/** Compiles the rules for all sources. */
export function compileCommon({ before, after }: CommonRules, language: Language, report: Report): CompiledCommon {
  const ids = new Set<string>();
  const compiled = {
    before: compileList(before, language, ['before'], ids, report),
    after: compileList(after, language, ['after'], ids, report),
  };
  if (after.at(-1)?.when !== undefined) {
    report(
      ['after', after.length - 1, 'when'],
      'the last rule has no `when`: it always holds, so that no alert is left without an answer',
    );
  }
  return compiled;
}

/**
 * Compiles the rules of one source, and puts the common ones around them. One that has the id of a common rule of
 * `after` is tried in the place of that; one that always holds and has not ends the list.
 */
export function compileSource(
  { source, rules }: SourceRules,
  { before, after }: CompiledCommon,
  language: Language,
  report: Report,
): RuleSet {
  const own = compileList(rules, language, ['rules'], new Set(), report);
  for (const [index, { id }] of rules.entries()) {
    if (before.some((rule) => rule.id === id)) {
      report(['rules', index, 'id'], `'${id}' of common.yaml decides before any rule of a source; choose another id`);
    }
  }
  const first = own.filter(({ id }) => !after.some((common) => common.id === id));
  const last = after.map((common) => own.find(({ id }) => id === common.id) ?? common);
  const set = [...before, ...first, ...(first.at(-1)?.when === null ? [] : last)];
  if (set.length > MOST_RULES) {
    report(['rules'], `with those of common.yaml they are ${set.length}, and at most ${MOST_RULES} are tried`);
  }
  const steps = set.reduce((sum, { condition }) => sum + (condition?.steps ?? 0), 0);
  if (steps > MOST_STEPS) {
    const [all, most] = [steps, MOST_STEPS].map((n) => n.toLocaleString('en'));
    report(['rules'], `together may take ${all} steps of one finding, more than the ${most} allowed`);
  }
  return { source, rules: set };
}

function compileList(
  rules: readonly Rule[],
  language: Language,
  path: string[],
  ids: Set<string>,
  report: Report,
): CompiledRule[] {
  return rules.map(({ when, ...rule }, index) => {
    if (ids.has(rule.id)) report([...path, index, 'id'], `two rules share the id '${rule.id}'`);
    ids.add(rule.id);
    if (when === undefined) {
      if (index < rules.length - 1) report([...path, index], 'only the last rule may leave out `when`');
      return { ...rule, when: null, condition: null, types: null };
    }
    const condition = conditionOf(when, language);
    if (typeof condition !== 'string') return { ...rule, when, condition, types: typeGuard(condition.ast) };
    report([...path, index, 'when'], condition);
    return { ...rule, when, condition: null, types: null };
  });
}

/** A condition of the language; a plain sentence instead where it is none. */
export function conditionOf(text: string, language: Language): Expression | string {
  const compiled = compileExpression(text, language);
  return typeof compiled === 'string' ? compiled : (typeProblem(compiled, 'bool') ?? compiled);
}
