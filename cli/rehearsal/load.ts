import { dirname, resolve } from 'node:path';
import { readYamlAs } from '../../config/yaml-file.ts';
import { DataFlowRegister } from '../../domain/dataflow.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { DAY_MS } from '../../domain/time.ts';
import { beyondCounting } from '../counted-instant.ts';
import { Scenario } from './scenario.ts';

export type LoadedScenario = Scenario & { dataFlow: DataFlowRegister };

/**
 * Reads a scenario and its register. Throws `bad-input` that names file, line and field; also for systems,
 * counterparties and obligations that neither register nor policy know, and steps after the end.
 */
export function loadScenario(file: string, policy: CompiledPolicy): LoadedScenario {
  let dataFlow: DataFlowRegister | null = null;
  const scenario = readYamlAs(file, Scenario, (read, report) => {
    const register = readYamlAs(resolve(dirname(file), read.register), DataFlowRegister);
    dataFlow = register;
    const systems = new Set(register.systems.map((s) => s.id));
    const parties = new Set(register.counterparties.map((c) => c.id));
    const obligations = new Set(['all', ...policy.obligations.map((o) => o.id)]);
    const require = (known: Set<string>, name: string, what: string, path: (string | number)[]) => {
      if (!known.has(name)) report(path, `there is no ${what} '${name}'`);
    };
    const beyond = beyondCounting(read.start);
    if (beyond !== null) report(['start'], beyond);
    for (const [i, system] of read.report.systems.entries()) {
      require(systems, system, 'system', ['report', 'systems', i]);
    }
    for (const [i, system] of (read.report.facts.systems ?? []).entries()) {
      require(systems, system, 'system', ['report', 'facts', 'systems', i]);
    }
    for (const party of Object.keys(read.counterparties)) {
      require(parties, party, 'counterparty', ['counterparties', party]);
    }
    for (const [i, step] of read.steps.entries()) {
      if (step.after > read.days * DAY_MS) report(['steps', i, 'after'], `lies after the end, ${read.days} days`);
      if ('obligation' in step) require(obligations, step.obligation, 'obligation', ['steps', i, 'obligation']);
      if (step.do !== 'amend') continue;
      for (const [j, system] of (step.facts.systems ?? []).entries()) {
        require(systems, system, 'system', ['steps', i, 'facts', 'systems', j]);
      }
    }
  });
  if (dataFlow === null) throw new Error('The check has not run.');
  return { ...scenario, dataFlow };
}
