import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { TocsinError } from '../domain/errors.ts';
import { ALERT_SOURCES } from './registry.ts';
import { compileRules, type RuleEvaluator } from './rules.ts';

/**
 * The rules of every registered source, from `<policyDir>/detection/<source>.yaml`.
 *
 * @throws TocsinError `bad-input` for a source without rules and for rules that do not do, naming the file
 */
export function loadRuleEvaluators(policyDir: string): ReadonlyMap<string, RuleEvaluator> {
  return new Map(ALERT_SOURCES.map(({ name }) => [name, loadRuleEvaluator(policyDir, name)]));
}

function loadRuleEvaluator(policyDir: string, name: string): RuleEvaluator {
  const file = join(policyDir, 'detection', `${name}.yaml`);
  try {
    const { source, evaluate } = compileRules(parse(readFileSync(file, 'utf8')));
    if (source === name) return evaluate;
    throw new TocsinError('bad-input', `source is '${source}'; it must be '${name}', as the file is called.`, 'source');
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'cannot be read';
    throw new TocsinError('bad-input', `${file}: ${problem}`, error instanceof TocsinError ? error.field : undefined);
  }
}
