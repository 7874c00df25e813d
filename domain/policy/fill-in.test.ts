import { describe, expect, test } from '@jest/globals';
import { fillIn, pathInFile } from './fill-in.ts';

type Filled = {
  obligations: { trigger: string; because: { say: string }[]; whyNot: { when?: string; say: string }[] }[];
  cases: { expect: unknown }[];
};
const ROW = { id: 'x', article: 'Law s. 1', role: ['controller'] };
const LAW = { name: 'Somewhere', elements: ['passport'], standard: 'access', riskOfHarm: { exempt: true } };
const rowOf = (row: object, law: object = LAW) => {
  const { obligations } = fillIn({ ...law, obligations: [{ ...ROW, ...row }] }) as Filled;
  return obligations[0] ?? { trigger: '', because: [], whyNot: [] };
};

describe('what an obligation need not repeat', () => {
  test('is taken from the defaults of its file, and its citation is its article', () => {
    expect(rowOf({ stage: 'final' }, { defaults: { stage: 'initial', status: 'in-force' } })).toEqual({
      ...ROW,
      citation: 'Law s. 1',
      stage: 'final',
      status: 'in-force',
    });
  });

  test('follows from the terms of the law: data, harm, and how many people', () => {
    const { trigger, because, whyNot } = rowOf({ threshold: { moreThan: 1000 } });
    expect(trigger).toBe('covered && !facts.harmUnlikely && here > 1000');
    expect(because[0]?.say).toMatch(/^More than 1,000 people in Somewhere are concerned, .* was accessed,/);
    expect(whyNot.map(({ when }) => when)).toEqual([
      'here == 0',
      'facts.confidentiality == "none"',
      'facts.unintelligible',
      '!protectedData',
      'facts.harmUnlikely',
      undefined,
    ]);
    expect(whyNot.at(-1)?.say).toBe('No more than 1,000 people in Somewhere are concerned.');
  });

  test('leaves harm aside where the law does, and turns it where a finding of no harm is to be filed', () => {
    const strict = { ...LAW, riskOfHarm: { exempt: false } };
    expect(rowOf({ threshold: { atLeast: 500, of: 'everyone' } }, strict).trigger).toBe('covered && everyone >= 500');
    const filed = rowOf({ trigger: 'covered && facts.harmUnlikely' });
    expect(filed.whyNot.map(({ when }) => when)).toContain('!facts.harmUnlikely');
    expect(filed.whyNot.map(({ when }) => when)).not.toContain('facts.harmUnlikely');
  });

  test('keeps a condition with an alternative whole beside what is added', () => {
    expect(rowOf({ trigger: 'covered || decided', threshold: { atLeast: 5 } }).trigger).toBe(
      '(covered || decided) && here >= 5',
    );
  });

  test('who is left out by the law is told so before anything else', () => {
    const exempt = [{ kinds: ['us-bank', 'us-credit-union'], article: 'Law s. 9', says: 'Banks are left out.' }];
    const { trigger, whyNot } = rowOf({ exempt });
    expect(trigger).toBe(
      '!("us-bank" in profile) && !("us-credit-union" in profile) && covered && !facts.harmUnlikely',
    );
    expect(whyNot[0]).toEqual({
      when: '"us-bank" in profile || "us-credit-union" in profile',
      say: 'Banks are left out.',
    });
  });
});

test('a case may expect the same of every obligation', () => {
  const { cases } = fillIn({ obligations: [ROW], cases: [{ expect: 'binds' }, { expect: { x: 'binds' } }] }) as Filled;
  expect(cases).toEqual([{ expect: { x: 'binds' } }, { expect: { x: 'binds' } }]);
});

test('what is no regime is left for the schema to refuse', () => {
  for (const content of [null, 'text', [], { obligations: 5 }]) expect(fillIn(content)).toEqual(content);
});

describe('a reason that is wrong', () => {
  const exempt = [{ kinds: ['us-bank'], article: 'Law s. 9', says: 'Banks are left out.' }];
  const whyNot = [{ when: 'here == 0', say: 'Nobody.' }, { say: 'It is few.' }];
  const at = (...index: (string | number)[]) => ['obligations', 0, 'whyNot', ...index];

  test('is named where it stands in the file, behind whom the law leaves out', () => {
    const file = { obligations: [{ ...ROW, exempt, whyNot }] };
    expect(pathInFile(file, at(1, 'when'))).toEqual(at(0, 'when'));
    expect(pathInFile(file, at(0, 'when'))).toEqual(['obligations', 0, 'exempt', 0]);
    expect(pathInFile({ obligations: [{ ...ROW, whyNot }] }, at(1, 'when'))).toEqual(at(1, 'when'));
  });

  test('is named in the defaults where the row has it from there', () => {
    const file = { defaults: { exempt, whyNot }, obligations: [ROW] };
    expect(pathInFile(file, at(1, 'when'))).toEqual(['defaults', 'whyNot', 0, 'when']);
    expect(pathInFile(file, at(0))).toEqual(['defaults', 'exempt', 0]);
  });

  test('is the text itself where it is no list', () => {
    expect(pathInFile({ obligations: [{ ...ROW, exempt, whyNot: 'No.' }] }, at(1, 'say'))).toEqual(at());
  });
});
