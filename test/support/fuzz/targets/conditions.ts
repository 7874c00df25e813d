import { readdirSync, readFileSync } from 'node:fs';
import { dataFlowOf } from '../../../../domain/dataflow.ts';
import { Facts } from '../../../../domain/facts.ts';
import { holds as holdsTrue, obligationContext, severityContext } from '../../../../domain/policy/context.ts';
import { compileCondition } from '../../../../domain/policy/expressions.ts';
import { mutateText } from '../mutate.ts';
import { holds, type Target } from '../target.ts';

/** The expressions of a policy (CEL): compiled or refused in a sentence, and evaluated over facts that are large. */

const REGIMES = new URL('../../../../policy/regimes/', import.meta.url);
const WRITTEN = readdirSync(REGIMES).flatMap((name) => {
  const text = readFileSync(new URL(name, REGIMES), 'utf8');
  return [...text.matchAll(/^\s*(?:trigger|when): ([^>|'"\n].{5,})$/gm)].map(([, expression = '']) => expression);
});
const MORE = [
  'facts.systems.exists(s, s.matches("^a+b*$"))',
  'facts.systems.all(a, dataFlow.customers.exists(b, a == b))',
  'facts.systems.filter(a, a.startsWith("t")).size() > 2 && !decided',
  '["high", "low"].exists(l, l == severity.level) ? here > 500 : most >= 1',
];
const systems = Array.from({ length: 1_000 }, (_, i) => `tickets-${i}`);
const FACTS = Facts.parse({ systems, dataClasses: ['simple'], peopleConcerned: 1_200 });
const scores = { dpc: 300, ei: 100, cb: 50, se: 350, level: 'high' } as const;
const severity = severityContext(FACTS, { ...dataFlowOf([]), customers: systems }, scores, 'high');
const WE = { profile: ['bank'], established: ['DE'] };
const CONTEXT = { ...obligationContext(severity, 'risk', false), ...WE, here: 1_200n, most: 1_200n };

export const target: Target = {
  make(random) {
    const expression = random.oneIn(3) ? random.pick(MORE) : random.pick(WRITTEN);
    if (random.oneIn(10)) return expression;
    if (random.oneIn(300)) return `${random.pick(['(', '!', '[', '-', 'a.', 'true ? '])}`.repeat(random.below(5_000));
    const other = random.oneIn(2) ? ` ${random.pick(['&&', '||', '==', '+', 'in'])} ${random.pick(WRITTEN)}` : '';
    return mutateText(random, `${expression}${other}`);
  },

  check(input) {
    const condition = compileCondition(input, 'obligation');
    if (typeof condition === 'string') {
      holds(condition.length > 3, 'It is refused without a word.');
      return 'refused';
    }
    // One that cannot be evaluated, as it divides by nothing, counts as the caller says.
    holds(typeof holdsTrue(condition, CONTEXT, true) === 'boolean', 'It is neither true nor false.');
    return 'accepted';
  },
};
