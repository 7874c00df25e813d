import { describe, expect, it } from '@jest/globals';
import { splitTexts } from './split.ts';

describe('texts in several languages', () => {
  it('leave the English one in their place, and nothing else changes', () => {
    const { content, texts, mistakes } = splitTexts({
      title: { en: 'Notify the authority', de: 'Die Aufsichtsbehörde benachrichtigen' },
      cases: [{ when: 'decided', say: { en: ' It is decided. ', de: 'Es ist entschieden.' } }, { say: 'In one.' }],
      residents: { DE: 1 },
      options: { a: 'one', b: { en: 'two', de: 'zwei' } },
      effectiveTo: null,
    });
    expect(mistakes).toEqual([]);
    expect(content).toEqual({
      title: 'Notify the authority',
      cases: [{ when: 'decided', say: ' It is decided. ' }, { say: 'In one.' }],
      residents: { DE: 1 },
      options: { a: 'one', b: 'two' },
      effectiveTo: null,
    });
    expect(texts.map(({ path, said }) => [path.join('.'), said.de])).toEqual([
      ['title', 'Die Aufsichtsbehörde benachrichtigen'],
      ['cases.0.say', 'Es ist entschieden.'],
      ['options.b', 'zwei'],
    ]);
    expect(texts[1]?.said.en).toBe('It is decided.');
  });

  it.each<[string, object, string, RegExp]>([
    [
      'a language that there is none of',
      { en: 'A text.', xx: 'Text.' },
      'says.xx',
      /no language 'xx'; there are en, de/,
    ],
    ['an empty text', { en: 'A text.', de: '  ' }, 'says.de', /has no text/],
    ['a text that is none', { en: 'A text.', de: 7 }, 'says.de', /has no text/],
    ['no English words', { de: 'Ein Text.' }, 'says', /has its English words/],
    ['a lost placeholder', { en: 'To {{name}}.', de: 'An sie.' }, 'says.de', /lacks the placeholder \{\{name\}\}/],
    ['a lost plain one', { en: 'At least {n}.', de: 'Genug.' }, 'says.de', /lacks the placeholder \{n\}/],
    [
      'a foreign placeholder',
      { en: 'To you.', de: 'An {{name}}.' },
      'says.de',
      /\{\{name\}\}, which the English text has not/,
    ],
  ])('are refused with %s', (_, text, path, message) => {
    const { texts, mistakes } = splitTexts({ says: text });
    expect(texts).toEqual([]);
    expect(mistakes.map((mistake) => mistake.path.join('.'))).toEqual([path]);
    expect(mistakes[0]?.message).toMatch(message);
  });

  it('may have their placeholders in another order', () => {
    expect(splitTexts({ en: '{{a}} of {{ b }}', de: '{{b}} von {{a}}' }).mistakes).toEqual([]);
  });
});
