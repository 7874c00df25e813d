import { expect, it } from '@jest/globals';
import { collectTexts, textIn } from './catalogue.ts';

const text = (en: string, de: string) => ({ path: ['title'], said: { en, de } });

it('a text is found by its English words, whichever file says it', () => {
  const { texts, problems } = collectTexts([
    { file: 'a.yaml', texts: [text('Tell them', 'Unterrichten')] },
    { file: 'b.yaml', texts: [text('Tell them', 'Unterrichten'), text('Wait', 'Warten')] },
  ]);
  expect(problems).toEqual([]);
  expect(textIn(texts, 'de', ' Tell them ')).toBe('Unterrichten');
  expect(textIn(texts, 'de', 'Go')).toBeNull();
  expect(textIn(texts, 'en', 'Go')).toBe('Go');
});

it('two translations of one text are refused at the second', () => {
  const { problems } = collectTexts([
    { file: 'a.yaml', texts: [text('Tell them', 'Unterrichten')] },
    { file: 'b.yaml', texts: [text('Tell them', 'Benachrichtigen')] },
  ]);
  expect(problems).toEqual([
    {
      file: 'b.yaml',
      path: ['title', 'de'],
      message: 'the same English text is “Unterrichten” in a.yaml: one text has one translation',
    },
  ]);
});
