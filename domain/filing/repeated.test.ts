import { describe, expect, it } from '@jest/globals';
import { AWARE, filingContext, projectTemplate } from '../../test/support/filings.ts';
import { smallForm } from '../../test/support/small-form.ts';
import type { BreachEvent } from '../breach/events.ts';
import { outsideWords } from '../notices/outside-words.ts';
import { draftFiling } from './draft.ts';
import { repeatedFields } from './repeated.ts';

const ART33 = 'gdpr-art33-1-authority';
const template = projectTemplate(ART33);
const SAID = { summary: 'Eine Sitzung wurde übernommen.', measures: 'Sitzungen beendet.' };

/** Fields with words that were typed on a desk of this language, in a draft of that one. */
function repeated(typed: string | undefined, language: 'en' | 'de', answers: Record<string, string> = {}) {
  const amended: BreachEvent = {
    ...{ type: 'facts-amended', at: '2026-11-24T08:20:00.000Z', by: 'user:1', key: 'k' },
    data: { changed: {}, ...(typed !== undefined && { language: typed }) },
    personal: { narrative: SAID, reasons: 'Seen.' },
  };
  const { state } = filingContext(ART33);
  const context = filingContext(ART33, { language, words: outsideWords([amended], state.facts, { language }) });
  const draft = draftFiling(template, context, answers);
  return repeatedFields(template, context, draft, answers).map(({ field, written }) => [field.from, written]);
}

describe('recorded words in a draft', () => {
  it('are marked where they were typed in another language than the draft has', () => {
    expect(repeated('en', 'de')).toEqual(
      expect.arrayContaining([
        ['nature-in-words', 'en'],
        ['measures', 'en'],
      ]),
    );
    expect(repeated('de', 'de').filter(([, written]) => written !== null)).toEqual([]);
  });

  it('are marked where nobody said in which language they are', () => {
    expect(repeated(undefined, 'en')).toEqual(
      expect.arrayContaining([
        ['nature-in-words', null],
        ['measures', null],
      ]),
    );
  });

  it('are no longer theirs where somebody typed into the field', () => {
    const measures = template.fields.filter(({ from }) => from === 'measures').map(({ id }) => [id, 'Sessions ended.']);
    const sources = repeated('de', 'en', Object.fromEntries(measures)).map(([from]) => from);
    expect(sources).toContain('nature-in-words');
    expect(sources).not.toContain('measures');
  });
});

describe('reasons in a draft', () => {
  const TYPED = { art33: 'Es ist ein Risiko.', art34: 'Es ist kein hohes Risiko.' };
  type Typed = Partial<Record<keyof typeof TYPED, 'en' | 'de' | null>>;
  /** In which language the words of the field on the risk are marked, in an English draft. */
  const marked = (typed: Typed) => {
    const { state } = filingContext(ART33);
    const decided = Object.entries(typed).map(([article, language]) => {
      const reasons = TYPED[article as keyof typeof TYPED];
      const of = { article, conclusion: 'risk', proposed: 'risk', ...(language && { language }) };
      return { type: 'risk-decided', at: AWARE, by: 'user:1', key: article, data: of, personal: { reasons } };
    });
    const words = outsideWords(decided as unknown as BreachEvent[], state.facts, { language: 'en' });
    const decisions = decided.map(({ data: { article }, personal }) => [article, { conclusion: 'risk', ...personal }]);
    const risk = { art33: null, art34: null, ...Object.fromEntries(decisions) };
    const form = smallForm([{ id: 'risk', from: 'risk-in-words' }]);
    const context = filingContext(ART33, { words, state: { ...state, risk } });
    return repeatedFields(form, context, draftFiling(form, context), {}).map(({ written }) => written);
  };

  it('are marked where one of them is in another language, or in one that nobody knows', () => {
    expect(marked({})).toEqual([]);
    expect(marked({ art33: 'en', art34: 'en' })).toEqual([]);
    expect(marked({ art33: 'de' })).toEqual(['de']);
    expect(marked({ art33: 'en', art34: 'de' })).toEqual(['de']);
    expect(marked({ art33: null, art34: 'de' })).toEqual([null]);
  });
});

it('says kinds of data of the register in the language of the draft, and marks those it has no words for', () => {
  const of = (dataCategories: string[]) => {
    const { state } = filingContext(ART33, { language: 'de' });
    if (state.plan === null) throw new Error('There is no plan.');
    const plan = { ...state.plan, dataFlow: { ...state.plan.dataFlow, dataCategories } };
    const context = filingContext(ART33, { language: 'de', state: { ...state, plan } });
    const form = { ...template, fields: template.fields.map((each) => ({ ...each, asks: [] })) };
    const draft = draftFiling(form, context);
    const field = form.fields.find(({ from }) => from === 'data-categories');
    const marked = repeatedFields(form, context, draft, {}).filter((each) => each.field.id === field?.id);
    return [draft.fields[field?.id ?? ''], marked.map(({ written }) => written)];
  };
  expect(of(['Names', 'work email addresses'])).toEqual(['Namen, dienstliche E-Mail-Adressen', []]);
  expect(of(['names', 'telemetry of boats'])).toEqual(['Namen, telemetry of boats', [null]]);
});
