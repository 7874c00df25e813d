import { describe, expect, it, test } from '@jest/globals';
import { countTexts, textsOf } from './of-files.ts';

describe('the texts of a file of the policy', () => {
  it('are found where they stand, each with its place and without blanks around it', () => {
    const playbook = {
      title: ' Stolen device\n',
      when: 'A device is gone.',
      tasks: [{ text: 'Lock it.' }, { text: 'Ask.' }],
    };
    expect(textsOf('playbooks', playbook)).toEqual([
      { path: ['title'], text: 'Stolen device' },
      { path: ['when'], text: 'A device is gone.' },
      { path: ['tasks', 0, 'text'], text: 'Lock it.' },
      { path: ['tasks', 1, 'text'], text: 'Ask.' },
    ]);
  });

  it('are found under names as well as in lists, also several levels down', () => {
    const regime = {
      name: 'GDPR',
      transposed: { states: { DE: { act: 'BSIG', authority: 'BSI' } } },
      obligations: [{ because: [{ say: 'A risk.' }, { say: 'High.' }] }, { because: 'It binds.', late: 'Explain.' }],
    };
    expect(textsOf('regimes', regime)).toEqual([
      { path: ['name'], text: 'GDPR' },
      { path: ['transposed', 'states', 'DE', 'act'], text: 'BSIG' },
      { path: ['transposed', 'states', 'DE', 'authority'], text: 'BSI' },
      { path: ['obligations', 1, 'because'], text: 'It binds.' },
      { path: ['obligations', 0, 'because', 0, 'say'], text: 'A risk.' },
      { path: ['obligations', 0, 'because', 1, 'say'], text: 'High.' },
      { path: ['obligations', 1, 'late'], text: 'Explain.' },
    ]);
  });

  it.each<[string, unknown]>([
    ['what is another thing than a text', { title: 7, partial: ['x'], sections: [1, null, {}] }],
    ['a text in the place of a list', { sections: 'abc', fields: 'abc' }],
    ['nothing in the place of a list', { sections: null, fields: [null, { options: null }] }],
    ['texts that stand elsewhere', { note: 'Yes.', fields: { a: { hint: 'Yes.' } } }],
    ['an empty file', null],
  ])('are none in %s', (_, content) => {
    expect(textsOf('filings', content)).toEqual([]);
  });
});

test('texts are counted once each, and those without a translation are named', () => {
  const texts = { de: new Map([['Lock it.', 'Sperren.']]) };
  expect(countTexts(texts, ['Lock it.', 'Ask.', 'Ask.', 'Lock it.', 'Wait.'])).toEqual({
    all: 3,
    missing: { de: ['Ask.', 'Wait.'] },
  });
  expect(countTexts(texts, [])).toEqual({ all: 0, missing: { de: [] } });
});
