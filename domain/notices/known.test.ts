import { describe, expect, it } from '@jest/globals';
import type { System } from '../dataflow.ts';
import { Facts } from '../facts.ts';
import { knownLines } from './known.ts';

type Known = Parameters<typeof knownLines>[0];
const NONE = { confidentiality: 'none', integrity: 'none', availability: 'none' } as const;
const lines = (
  facts: Partial<Facts>,
  { language = 'en', systems = [], ...change }: Partial<Known> & { language?: string; systems?: object[] } = {},
) => {
  const state = { facts: Facts.parse({ ...NONE, ...facts }), suggested: null, origin: 'report', ...change } as Known;
  return knownLines(state, systems as System[], language);
};
const system = (change: object) => ({
  ...{ id: 'crm', name: 'CRM', plane: 'control', dataCategories: [], dataClasses: ['financial'], countries: [] },
  ...{ suppliers: [], customers: [], peopleConcerned: 1_200, ...change },
});

describe('what our own people are told of an incident by its facts', () => {
  it('is nothing where no fact says anything', () => {
    expect(lines({})).toEqual([]);
  });

  it('is its kind, by what the report chose, by what found it, and by whether it was meant', () => {
    const suggested = { incident: 'paper' } as never;
    expect(lines({}, { suggested })).toEqual(['- Kind: paper lost or seen by others']);
    expect(lines({ malicious: 'yes' }, { suggested, origin: 'alert' })).toEqual([
      '- Kind: paper lost or seen by others, found by an alert, a deliberate act',
    ]);
    expect(lines({ malicious: 'no' }, { suggested: {} as never })).toEqual([]);
  });

  it('is which classes of data there are, by what was found and by the register, in their own order', () => {
    expect(lines({ dataClasses: ['sensitive', 'simple'] })).toEqual(['- Data: simple, sensitive']);
    expect(lines({ dataClasses: ['sensitive'], peopleConcerned: 3 }, { systems: [system({})] })).toEqual([
      '- Data: financial, sensitive',
      '- People: 3',
    ]);
  });

  it('is how many people there are: as somebody said, none too, else as the register has it', () => {
    expect(lines({ peopleConcerned: 0 })).toEqual(['- People: 0']);
    expect(lines({}, { systems: [system({})] })).toContain('- People: 1,200 in these systems');
    expect(lines({ peopleConcerned: 0 }, { systems: [system({})] })).toContain('- People: 0');
    expect(lines({}, { systems: [system({ peopleConcerned: null })] })).toEqual(['- Data: financial']);
  });

  it('is what became of the data', () => {
    expect(lines({ confidentiality: 'exposed', integrity: 'altered', availability: 'permanent' })).toEqual([
      '- Effect: others could have seen it, it was changed, it is lost',
    ]);
    expect(lines({ integrity: 'unknown' })).toEqual(['- Effect: not known whether it was changed']);
  });

  it('is said in German too, and in English in any other language', () => {
    const facts: Partial<Facts> = { confidentiality: 'exposed', malicious: 'yes', dataClasses: ['simple'] };
    const systems = [system({ dataClasses: [] })];
    expect(lines(facts, { language: 'de', systems })).toEqual([
      '- Art: mit Absicht',
      '- Daten: einfach',
      '- Menschen: 1.200 in diesen Systemen',
      '- Folge: andere könnten sie gesehen haben',
    ]);
    expect(lines(facts, { language: 'fr' })).toEqual(lines(facts));
  });
});
