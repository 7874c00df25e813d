import { describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../breach/events.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { draftStatement } from './drafted.ts';
import { foreignParts, mayBeForeign, repeatedWords } from './repeated-words.ts';

const HEAD = { at: '2026-11-24T08:20:00.000Z', by: 'user:1', key: 'k' } as const;

function amended(consequences: string, language?: string): BreachEvent {
  const data = { changed: {}, ...(language !== undefined && { language }) };
  return { ...HEAD, type: 'facts-amended', data, personal: { narrative: { consequences }, reasons: 'Seen.' } };
}

describe('recorded words in a letter to people', () => {
  const SAID = 'Fraudulent mail to the people concerned.';
  const letter = {
    text: 'Guten Tag,\n\nWas das bedeuten kann: Fraudulent mail\nto the people concerned.',
    language: 'de',
  };
  const inLetter = (events: BreachEvent[], dataCategories: string[] = [], of = letter) =>
    repeatedWords(of, { events, dataCategories });

  it('are found with their line where they were typed in another language, or nobody said in which', () => {
    expect(inLetter([amended(SAID, 'en')])).toEqual([{ words: SAID, line: 3, written: 'en' }]);
    expect(inLetter([amended(SAID)])).toEqual([{ words: SAID, line: 3, written: null }]);
    expect(inLetter([amended(SAID, 'de')])).toEqual([]);
  });

  it('are still found once the record says something else: the letter keeps its words', () => {
    expect(inLetter([amended(SAID, 'en'), amended('Betrügerische Mails.', 'de')])).toHaveLength(1);
  });

  it('are of the language in which they were first recorded, whoever says them again', () => {
    expect(inLetter([amended(SAID, 'en'), amended(SAID, 'de')])).toMatchObject([{ written: 'en' }]);
  });

  it('are gone once somebody wrote the letter otherwise', () => {
    expect(inLetter([amended(SAID, 'en')], [], { ...letter, text: 'Betrügerische Mails an die Betroffenen.' })).toEqual(
      [],
    );
  });

  it('names kinds of data for which the engine has no words', () => {
    const text = 'Welche Ihrer Daten: Namen, telemetry of boats\n';
    const found = inLetter([], ['names', 'telemetry of boats'], { text, language: 'de' });
    expect(found).toEqual([{ words: 'telemetry of boats', line: 1, written: null }]);
    expect(inLetter([], ['names'], { text: 'Welche Ihrer Daten: Namen\n', language: 'de' })).toEqual([]);
  });
});

describe('parts of a notice', () => {
  const drafted = draftStatement(Facts.parse({ confidentiality: 'exposed' }), 'en');
  const typed = { ...drafted, measures: 'Alle Sitzungen wurden beendet.' };
  const saved: BreachEvent = {
    ...HEAD,
    type: 'statement-saved',
    data: { revision: 1, sha256: 'x', language: 'de' },
    personal: { statement: typed },
  };
  const letters = new Map<CounterpartyKind, Set<string>>([
    ['supplier', new Set(['de'])],
    ['customer', new Set(['de', 'en'])],
  ]);

  it('are foreign to whoever gets a letter in another language than a person wrote them in', () => {
    expect(foreignParts(typed, [saved], letters, ['names'])).toEqual([
      { part: 'measures', written: 'de', languages: ['en'] },
    ]);
    expect(foreignParts(typed, [], letters, [])).toEqual([
      { part: 'measures', written: null, languages: ['de', 'en'] },
    ]);
  });

  it('are foreign to nobody who reads them translated, unless the translation repeats words of another', () => {
    const translated = { ...typed, language: 'de', translations: { en: { measures: 'All sessions were ended.' } } };
    expect(foreignParts(translated, [], letters, [])).toEqual([]);
    const copied = { ...translated, translations: { en: { measures: typed.measures } } };
    expect(foreignParts(copied, [saved], letters, [])).toEqual([
      { part: 'measures', written: 'de', languages: ['en'] },
    ]);
    const own = { ...translated, customer: { measures: 'Nur für Kunden.' } };
    expect(foreignParts(own, [], letters, [])).toEqual([{ part: 'measures', written: 'de', languages: ['en'] }]);
  });

  it('are looked at again where the part was changed and its translation was not', () => {
    const save = (measures: string, en: string) => {
      const statement = { ...typed, measures, language: 'de', translations: { en: { measures: en } } };
      return { statement, event: { ...saved, personal: { statement } } as BreachEvent };
    };
    const [first, changed] = [save(typed.measures, 'All ended.'), save('Auch die Schlüssel.', 'All ended.')];
    const behind = [{ part: 'measures', written: 'en', languages: ['en'], isBehind: true }];
    expect(foreignParts(changed.statement, [first.event, changed.event], letters, [])).toEqual(behind);
    const both = save('Auch die Schlüssel.', 'Its keys as well.');
    expect(foreignParts(both.statement, [first.event, changed.event, both.event], letters, [])).toEqual([]);
    expect(foreignParts(first.statement, [first.event], letters, [])).toEqual([]);
  });

  it('are foreign to nobody where the engine wrote them', () => {
    expect([foreignParts(drafted, [], letters, ['names']), mayBeForeign(drafted, ['names'])]).toEqual([[], false]);
    expect(mayBeForeign(typed, [])).toBe(true);
    expect(foreignParts(drafted, [], letters, ['telemetry of boats'])).toEqual([
      { part: 'dataCategories', written: null, languages: ['de', 'en'] },
    ]);
  });
});
