import { join } from 'node:path';
import { ALERT_SOURCES } from '../detection/registry.ts';
import { compileRules, DetectionRules, type RuleEvaluator } from '../detection/rules.ts';
import { readYamlAs } from './yaml-file.ts';

/**
 * The rules of every registered alert source, from `<policyDir>/detection/<source>.yaml`. Throws `bad-input` that names
 * file, line and field; also for a source without rules.
 */
export function loadRuleEvaluators(policyDir: string): ReadonlyMap<string, RuleEvaluator> {
  return new Map(ALERT_SOURCES.map(({ name }) => [name, loadRuleEvaluator(policyDir, name)]));
}

function loadRuleEvaluator(policyDir: string, name: string): RuleEvaluator {
  const rules = readYamlAs(join(policyDir, 'detection', `${name}.yaml`), DetectionRules, ({ source }, report) => {
    if (source !== name) report(['source'], `must be the file's name, '${name}'`);
  });
  return compileRules(rules).evaluate;
}
