import type { System } from '../../domain/dataflow.ts';
import type { Finding } from '../finding.ts';
import type { Report, RuleSet } from './compile.ts';
import type { RuleEvaluator } from './evaluate.ts';
import type { RuleCase } from './rule-file.ts';
import type { Touched } from './values.ts';

/** Runs golden cases of rules; reports what comes out otherwise, and each rule of the file that decides in none. */
export function checkRuleCases(
  cases: readonly RuleCase[],
  { source }: RuleSet,
  evaluate: RuleEvaluator,
  own: readonly { id: string }[],
  report: Report,
): void {
  for (const [index, { finding, systems, expect }] of cases.entries()) {
    const { rule, outcome } = evaluate(benchFinding(source, finding), systems.map(benchTouched));
    if (rule !== expect.rule) report(['cases', index, 'expect', 'rule'], `is '${rule}', not '${expect.rule}'`);
    else if (outcome !== expect.outcome) {
      report(['cases', index, 'expect', 'outcome'], `is '${outcome}', not '${expect.outcome}'`);
    }
  }
  for (const { id } of own) {
    if (!cases.some(({ expect }) => expect.rule === id)) report(['cases'], `no case in which '${id}' decides`);
  }
}

/** A finding of medium severity, with what a case says of it. */
function benchFinding(source: string, { actor, resources, ...patch }: RuleCase['finding']): Finding {
  return {
    ...{
      source,
      vendor: 'Example',
      product: 'Example',
      findingId: 'golden-case',
      correlation: `${source}/golden-case`,
    },
    firstSeenAt: '2026-11-24T09:00:00.000Z',
    lastSeenAt: '2026-11-24T09:00:00.000Z',
    observedAt: '2026-11-24T09:05:00.000Z',
    updatedAt: '2026-11-24T09:05:00.000Z',
    ...{ severity: 5, severityWord: null, type: 'unknown', title: '', description: '', tactics: [], count: null },
    ...{ dataClasses: [], status: 'new', sample: false, unread: [] },
    ...patch,
    actor: { users: [], ips: [], processes: [], ...actor },
    resources: (resources ?? []).map((resource) => ({
      ...{ kind: 'other', names: [], region: null, account: null, tags: [], dataClasses: [], ...resource },
    })),
  };
}

/** A system of customers' data, with what a case says of it. */
function benchTouched(patch: Partial<System>): Touched {
  const system: System = {
    ...{ id: 'example-system', name: 'Example system', plane: 'customer-data', dataClasses: ['simple'] },
    ...{ dataCategories: ['names'], countries: ['DE'], suppliers: [], customers: [], aliases: [] },
    peopleConcerned: null,
    ...patch,
  };
  return { system, by: system.aliases[0] ?? system.id, way: 'name' };
}
