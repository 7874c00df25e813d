import { describe, expect, test } from '@jest/globals';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { firstCase, holds, obligationContext, severityContext } from './context.ts';
import { compileCondition } from './expressions.ts';

const scores = { dpc: 300, ei: 100, cb: 50, se: 350, level: 'high' } as const;
const contextOf = (facts: Partial<Facts>) =>
  obligationContext(severityContext(Facts.parse(facts), dataFlowOf([]), scores, 'high'), 'risk', false);

function evaluate(text: string, facts: Partial<Facts> = {}): boolean {
  const condition = compileCondition(text, 'obligation');
  if (typeof condition === 'string') throw new Error(condition);
  return condition(contextOf(facts));
}

describe('an expression is refused', () => {
  test.each([
    ['facts.confidentialty == "none"', 'does not compile: No such key: confidentialty'],
    ['weather == "fine"', 'does not compile: Unknown variable: weather'],
    ['decided &&', 'does not compile: Unexpected token: EOF'],
    ['conclusion == 3', 'does not compile: no such overload: string == int'],
    ['facts.peopleConcerned', 'must be true or false, but is of type int'],
    ['conclusion == "high risk"', "'high risk' is no word of conclusion; it can be unlikely, risk, high-risk"],
    [
      'decided || !("owner" in dataFlow.roles)',
      "'owner' is no word of dataFlow.roles; it can be controller, joint-controller, processor, sub-processor",
    ],
    ['facts.malicious in ["yes", "maybe"]', "'maybe' is no word of facts.malicious; it can be yes, no, unknown"],
    [
      'dataFlow.known ? "none" != facts.integrity : "gone" == facts.integrity',
      "'gone' is no word of facts.integrity; it can be none, altered, altered-restorable, altered-permanent",
    ],
  ])('%s', (text, message) => {
    expect(compileCondition(text, 'obligation')).toBe(message);
  });

  test('a rule of severity cannot speak of the conclusion it is to draw', () => {
    expect(compileCondition('conclusion == "risk"', 'severity')).toBe('does not compile: Unknown variable: conclusion');
  });
});

describe('what expressions see', () => {
  test('a known number is itself', () => {
    expect(
      evaluate('facts.peopleConcerned == 0 && facts.recordsConcerned == 7', {
        peopleConcerned: 0,
        recordsConcerned: 7,
      }),
    ).toBe(true);
  });

  test('a number not known is above any threshold', () => {
    expect(evaluate('facts.peopleConcerned >= 10000000000 && facts.recordsConcerned > 500')).toBe(true);
    expect(evaluate('facts.peopleConcerned <= 500')).toBe(false);
  });

  test('a role not known is every role, and kinds of data not known are every kind', () => {
    expect(evaluate('"controller" in dataFlow.roles && "processor" in dataFlow.roles && !dataFlow.known')).toBe(true);
    expect(evaluate('"sensitive" in facts.dataClasses')).toBe(true);
    expect(evaluate('"sensitive" in facts.dataClasses', { dataClasses: ['simple'] })).toBe(false);
  });
});

test('where a condition cannot be evaluated, the cautious answer stands', () => {
  const broken = compileCondition('dataFlow.suppliers[0] == "fjord"', 'obligation');
  if (typeof broken === 'string') throw new Error(broken);
  expect(holds(broken, contextOf({}), true)).toBe(true);
  expect(holds(broken, contextOf({}), false)).toBe(false);
  const cases = [
    { when: broken, say: 'broken' },
    { when: null, say: 'last' },
  ];
  expect(firstCase(cases, contextOf({}), () => false).say).toBe('last');
  expect(firstCase(cases, contextOf({}), (item) => item.say === 'broken').say).toBe('broken');
});
