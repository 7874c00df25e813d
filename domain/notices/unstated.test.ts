import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import type { OutsideText } from './outside-words.ts';
import { ownWords } from './own-words.ts';
import { renderNotice } from './render.ts';
import { unstatedIn } from './unstated.ts';
import { dataSubjectValues } from './values.ts';

const { organisation, notices } = loadPolicy('policy');
const template = notices.en?.['data-subject'];
if (template === undefined) throw new Error('The policy has no letter to people.');

function letter(words: OutsideText, categories = ['names']) {
  const values = dataSubjectValues(organisation, 'TOC-2026-0001', '{{recipient}}', categories.join(', '), words);
  return renderNotice(template as NonNullable<typeof template>, values, { exercise: false });
}
const known = { happened: 'A session was taken over.', consequences: 'Fraudulent mail.', measures: 'Sessions ended.' };

describe('what a letter leaves open', () => {
  it('is named by the fact that would fill it, with its line', () => {
    const open = letter({ ...known, measures: '', consequences: '' }, []);
    const found = unstatedIn(open, template);
    expect(found.map(({ fact }) => fact)).toEqual(['dataCategories', 'consequences', 'measures']);
    for (const { line, where } of found) {
      expect(where).toBe('text');
      expect(open.text.split('\n')[line - 1]).toMatch(/not( known( yet)?)?/);
    }
    expect(unstatedIn(letter(known), template)).toEqual([]);
  });

  it('is found over the end of a line and in the subject, though the template does not say what it is', () => {
    const typed = { subject: 'What is Not known yet', text: 'Dear you,\n\nhow many they are is not\nknown yet.' };
    expect(unstatedIn(typed, template)).toEqual([
      { where: 'subject', line: 1, fact: null },
      { where: 'text', line: 3, fact: null },
    ]);
    expect(unstatedIn({ subject: 'A', text: 'It is known.' }, undefined)).toEqual([]);
  });

  it('is found in a German letter, whichever version drafted it', () => {
    const german = notices.de?.['data-subject'];
    if (german === undefined) throw new Error('The policy has no German letter to people.');
    const values = dataSubjectValues(organisation, 'TOC-1', '{{recipient}}', 'Namen', { ...known, measures: '' });
    for (const frame of [ownWords('de').frame, ownWords('en').frame]) {
      const found = unstatedIn(renderNotice(german, values, { exercise: false, frame }), german);
      expect(found.map(({ fact }) => fact)).toEqual(['measures']);
    }
  });
});
