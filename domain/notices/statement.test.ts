import { describe, expect, it } from '@jest/globals';
import type { CounterpartyKind } from '../dataflow.ts';
import { bytesOf, partsFor, type Statement, textsIn } from './statement.ts';

const all = { happened: 'A', consequences: 'B', measures: 'C', advice: '' };
const read = (statement: Statement, kind: CounterpartyKind | null, language: string) =>
  Object.values(partsFor(statement, kind, language)).map(({ text, written }) => `${text} ${written}`);

describe('a statement', () => {
  it('reads for one kind as for all, but where it has words of its own', () => {
    const statement = { ...all, customer: { happened: 'Yours', consequences: ' ' } };
    expect(read(statement, 'supplier', 'en')).toEqual(['A null', 'B null', 'C null', ' null']);
    expect(read(statement, 'customer', 'en')).toEqual(['Yours null', 'B null', 'C null', ' null']);
  });

  it('reads in the language of the letter part by part, and in its own where nobody translated that', () => {
    const translations = { de: { happened: 'Ah', consequences: ' ' }, fr: { measures: 'Cé' } };
    const statement = { ...all, language: 'en', translations };
    expect(read(statement, 'supplier', 'de')).toEqual(['Ah de', 'B en', 'C en', ' en']);
    expect(read(statement, null, 'fr')).toEqual(['A en', 'B en', 'Cé fr', ' en']);
    expect(read(statement, 'supplier', 'en')).toEqual(['A en', 'B en', 'C en', ' en']);
    // A language that the register has and no object has as a member of its own.
    expect(read(statement, 'supplier', 'constructor')).toEqual(['A en', 'B en', 'C en', ' en']);
  });

  it('never says to one kind the translation of what only others read', () => {
    const statement = {
      ...{ ...all, language: 'en', customer: { happened: 'Yours', measures: 'Ours' } },
      translations: {
        de: { happened: 'Ah', measures: 'Ceh', customer: { happened: 'Ihres', consequences: 'Nur hier' } },
      },
    };
    expect(read(statement, 'supplier', 'de')).toEqual(['Ah de', 'B en', 'Ceh de', ' en']);
    expect(read(statement, 'customer', 'de')).toEqual(['Ihres de', 'B en', 'Ours en', ' en']);
  });

  it('has the same bytes however its members are ordered, and others for another text in any language', () => {
    const other = { advice: '', measures: 'C', consequences: 'B', happened: 'A' };
    expect(bytesOf(all)).toBe(bytesOf(other));
    const de = { happened: 'Ah' };
    const both = { ...all, translations: { de, fr: { advice: 'é' } } };
    expect(bytesOf({ ...other, translations: { fr: { advice: 'é' }, de } })).toBe(bytesOf(both));
    const texts: Statement[] = [
      ...[
        all,
        both,
        { ...all, language: 'en' },
        { ...all, translations: { de } },
        { ...all, translations: { fr: de } },
      ],
      ...[
        { ...all, supplier: { advice: 'x' } },
        { ...all, customer: { advice: 'x' } },
      ],
      { ...all, translations: { de: { supplier: { happened: 'Ah' } } } },
    ];
    expect(new Set(texts.map(bytesOf)).size).toBe(texts.length);
  });

  it('of which nobody said the language has the bytes that versions before 0.15 released', () => {
    expect(bytesOf({ ...all, customer: { advice: 'x' } })).toBe('[["A","B","C",""],["","","",""],["","","","x"]]');
  });

  it('names each of its texts with the kind and the language that it is for', () => {
    const statement = { ...all, customer: { advice: 'x' }, translations: { de: { customer: { advice: 'y' } } } };
    const said = textsIn(statement).flatMap(({ kind, translation, text }) =>
      text.advice === undefined ? [] : [[kind, translation, text.advice]],
    );
    expect(said).toEqual([
      [null, null, ''],
      ['customer', null, 'x'],
      ['customer', 'de', 'y'],
    ]);
  });
});
