import { describe, expect, test } from '@jest/globals';
import { dataFlowOf } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { firstCase, holds, obligationContext, severityContext } from './context.ts';
import { compileCondition } from './expressions.ts';
import { matchesByRe2 } from './linear-patterns.ts';

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

describe('a condition that a report could make slow is refused', () => {
  const allowed = 'more than the 5,000,000 allowed: put fewer of all, exists, exists_one, filter inside each other';
  const steps = expect.stringMatching(new RegExp(`^may take [\\d,]+ steps, ${allowed}$`));
  const call = (name: string) => expect.stringMatching(new RegExp(`^calls ${name}\\(\\), which no condition may; `));
  const noPattern = expect.stringMatching(/ is no pattern of RE2: /);
  test.each([
    ['facts.systems.exists(a, facts.systems.exists(b, facts.systems.exists(c, a == b && b == c)))', steps],
    ['facts.systems.all(a, dataFlow.customers.all(b, facts.systems == dataFlow.planes))', steps],
    ['facts.systems.filter(a, (facts.systems + facts.systems).exists(b, a in facts.systems)) == []', steps],
    ['facts.systems.map(s, facts.systems) == []', call('map')],
    ['facts.systems.exists(s, "a" in s.split(""))', call('split')],
    ['facts.systems.join("") == "a"', call('join')],
    ['cel.bind(x, "a" + "a", x == "aa")', call('bind')],
    ['facts.systems.exists(s, s.matches("(?=a)b"))', noPattern],
    [String.raw`facts.systems.exists(s, s.matches("(a)\\1"))`, noPattern],
    ['facts.systems.exists(s, s.matches("(a{1000}){1000}"))', noPattern],
    ['facts.systems.exists(s, "a".matches(s))', 'matches() takes a pattern in quotes alone'],
  ])('%s', (text, message) => {
    expect(compileCondition(text, 'obligation')).toEqual(message);
  });

  test('and one over two lists is not', () => {
    const text = 'facts.systems.exists(a, dataFlow.customers.all(b, a != b) && a.startsWith("crm"))';
    expect(evaluate(text, { systems: ['erp', 'crm-1'] })).toBe(true);
  });
});

describe('matches', () => {
  test('searches as RE2 does, anywhere in the text', () => {
    const text = String.raw`facts.systems.exists(s, s.matches("(?i)PROD-\\d+$"))`;
    expect(evaluate(text, { systems: ['old', 'eu-prod-17'] })).toBe(true);
    expect(evaluate(text, { systems: ['prod-17-old'] })).toBe(false);
  });

  test('finds nothing by a pattern that no condition has', () => {
    expect(matchesByRe2('prod-17', 'prod-[0-9]+')).toBe(false);
  });

  test('takes no longer for a pattern that can be read in many ways', () => {
    const text = 'facts.systems.exists(s, s.matches("^(a+)+$"))';
    expect(evaluate(text, { systems: [`${'a'.repeat(60)}-b`] })).toBe(false);
    expect(evaluate(text, { systems: ['a'.repeat(60)] })).toBe(true);
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

test('cases of which the last may not hold are an error, never an answer', () => {
  expect(() => firstCase([{ when: () => false, say: 'never' }], {}, () => false)).toThrow(
    'no last case without `when`',
  );
});
