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

  test('says how many people it takes, here or in all, and otherwise that they are fewer', () => {
    const says = (threshold: object) => {
      const { because, whyNot } = rowOf({ threshold });
      return [because[0]?.say.split(', or their number')[0], whyNot.at(-1)?.say];
    };
    expect(says({ atLeast: 500 })).toEqual([
      '500 or more people in Somewhere are concerned',
      'Fewer than 500 people in Somewhere are concerned.',
    ]);
    expect(says({ atLeast: 500, of: 'everyone' })).toEqual([
      '500 or more people are concerned in all',
      'Fewer than 500 people are concerned in all.',
    ]);
    expect(says({ moreThan: 1000, of: 'everyone' })).toEqual([
      'More than 1,000 people are concerned in all',
      'No more than 1,000 people are concerned in all.',
    ]);
  });

  test('asks for nothing of harm where the law says nothing of it', () => {
    for (const riskOfHarm of [undefined, {}]) {
      const { trigger, whyNot } = rowOf({}, { ...LAW, riskOfHarm });
      expect(trigger).toBe('covered');
      expect(whyNot.at(-1)?.say).toBe('The law of Somewhere does not ask for it here.');
    }
  });

  test('says of data that we hold for others that it is theirs', () => {
    expect(rowOf({ role: ['controller', 'processor'] }).because[0]?.say).toMatch(
      / in Somewhere that we hold for others that/,
    );
    expect(rowOf({ role: 'controller' }).because[0]?.say).not.toContain('hold for others');
    expect(rowOf({}, { ...LAW, standard: 'unknown' }).because[0]?.say).toContain('was accessed or acquired, or that');
  });

  test('keeps a reason that is one text behind whom the law leaves out', () => {
    const exempt = [{ kinds: ['us-bank'], article: 'Law s. 9', says: 'Banks are left out.' }];
    const row = rowOf({
      exempt,
      trigger: 'covered',
      whyNot: 'It is few.',
      exemptions: [{ article: 's. 8', says: 'x' }],
    });
    expect(row).toMatchObject({
      trigger: '!("us-bank" in profile) && covered',
      whyNot: [{ when: '"us-bank" in profile', say: 'Banks are left out.' }, { say: 'It is few.' }],
      exemptions: [
        { article: 's. 8', says: 'x' },
        { article: 'Law s. 9', says: 'Banks are left out.' },
      ],
    });
  });

  test.each([[{}], [{ kinds: 'us-bank' }]])('leaves an exemption that is malformed for the schema: %j', (malformed) => {
    const { whyNot } = rowOf({ trigger: 'covered', whyNot: 'It is few.', exempt: [malformed] });
    expect(whyNot.at(-1)).toEqual({ say: 'It is few.' });
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
