import { describe, expect, it } from '@jest/globals';
import { filingContext } from '../../test/support/filings.ts';
import { type SmallField, smallForm } from '../../test/support/small-form.ts';
import { type Answers, type FilingContext, isLate, nameIn } from './context.ts';
import { draftFiling } from './draft.ts';
import type { FilingTemplate } from './template.ts';

const DUTY = 'duty';
const OPTIONS = { a: 'Names', b: 'Numbers' };
const FIELDS: SmallField[] = [
  { id: 'places', label: 'Where' },
  { id: 'people', label: 'How many', kind: 'counts', toldIn: 'places' },
  { id: 'kinds', label: 'Which data', kind: 'choices', options: OPTIONS },
  { id: 'hidden', shownWhen: [{ kinds: ['b'] }], whenHidden: 'n/a' },
];

function fileOf(answers: Answers, change: Partial<FilingTemplate> = {}, context: Partial<FilingContext> = {}) {
  const form = smallForm(FIELDS, { format: 'flat', ...change });
  return JSON.parse(draftFiling(form, filingContext(DUTY, context), answers).content);
}

describe('the file of a form that is flat', () => {
  it('has what is answered, and what stands for a field that is not shown', () => {
    expect(fileOf({ kinds: ['a'] })).toEqual({ kinds: ['a'], hidden: 'n/a' });
    expect(fileOf({ kinds: ['a', 'b'], hidden: 'Yes.' })).toEqual({ kinds: ['a', 'b'], hidden: 'Yes.' });
  });

  it('has people per country as their sum, and the countries in the words of another field', () => {
    expect(fileOf({ places: 'Two states', people: ['DE 120', 'FR 40'] })).toMatchObject({
      ...{ places: 'Two states; people: Germany 120, France 40', people: 160 },
    });
    expect(fileOf({ places: 'Zwei Staaten', people: 'DE 120\nFR 40' }, {}, { language: 'de' }).places).toBe(
      'Zwei Staaten; Personen: Deutschland 120, Frankreich 40',
    );
  });

  it('has them as their sum alone where there is one country, or no such field was filled in', () => {
    expect(fileOf({ places: 'One state', people: 'DE 120' })).toMatchObject({ places: 'One state', people: 120 });
    expect(fileOf({ people: ['DE 120', 'FR 40'] })).toEqual({ people: 160, hidden: 'n/a' });
    expect(fileOf({ places: 'One state' })).toEqual({ places: 'One state', hidden: 'n/a' });
  });

  it('has them line by line where no field tells the countries', () => {
    const form = smallForm([{ id: 'people', kind: 'counts' }], { format: 'flat' });
    const { content } = draftFiling(form, filingContext(DUTY), { people: ' DE 120\n\nFR 40 ' });
    expect(JSON.parse(content)).toEqual({ people: ['DE 120', 'FR 40'] });
  });

  it('has the first of several options where the receiver takes one', () => {
    expect(fileOf({ kinds: ['b', 'a'] }, { several: 'first' }).kinds).toBe('b');
  });
});

describe('the file of a form that is a package', () => {
  it('says what it is, and the same again in the words of the form', () => {
    const file = fileOf(
      { people: ['DE 120', 'FR 40'], kinds: ['a'] },
      { format: 'package', partial: 'Page 2 is not known.' },
    );
    expect(file).toMatchObject({
      ...{
        template: 'small',
        title: 'A small form',
        partial: 'Page 2 is not known.',
        obligation: DUTY,
        stage: 'initial',
      },
      content: { people: 160, kinds: ['a'], hidden: 'n/a' },
    });
    expect(file.inWords).toEqual([
      { asked: 'How many', said: 'Germany 120, France 40' },
      { asked: 'Which data', said: 'Names' },
    ]);
  });
});

describe('a draft', () => {
  it('takes an empty answer for none', () => {
    const form = smallForm([{ id: 'what', mandatory: true, from: 'summary' }]);
    const { fields, missing } = draftFiling(form, filingContext(DUTY), { what: '' });
    expect(fields).toEqual({});
    expect(missing.map(({ field }) => field)).toEqual(['what']);
  });

  it('is held back by a wrong value, and by a missing one only where the receiver takes nothing without it', () => {
    const form = smallForm([
      { id: 'mail', is: 'email', mandatory: true },
      { id: 'first', mandatory: true },
      { id: 'always', always: true },
      { id: 'placeholder', mandatory: true },
      { id: 'needed', always: true },
    ]);
    const { missing } = draftFiling(form, filingContext(DUTY), { mail: 'nobody', placeholder: 'TBD', needed: 'TBD' });
    expect(missing.map(({ field, blocks }) => [field, blocks])).toEqual([
      ['mail', true],
      ['first', false],
      ['always', true],
      ['placeholder', false],
      ['needed', true],
    ]);
  });

  it('takes no role of the organisation for the name of a person', () => {
    const form = smallForm([{ id: 'head', is: 'person' }]);
    const { organisation } = filingContext(DUTY);
    const named = (dpo: string, deputy: string) => {
      const roles = { dpo: { ...organisation.dpo, label: dpo }, deputy: { ...organisation.deputy, label: deputy } };
      const context = filingContext(DUTY, { organisation: { ...organisation, ...roles } });
      return draftFiling(form, context, { head: 'Blue Lantern' }).fields.head;
    };
    expect(named('Privacy', 'Deputy')).toBe('Blue Lantern');
    expect([named('Blue Lantern', 'Deputy'), named('Privacy', 'Blue Lantern')]).toEqual([undefined, undefined]);
  });

  it('may hold an address in a field that asks for one, and ours in any', () => {
    const form = smallForm([{ id: 'contact', contact: true }, { id: 'what' }]);
    const { organisation } = filingContext(DUTY);
    const forbidden = (answers: Answers) =>
      draftFiling(form, filingContext(DUTY), answers).forbidden.map(({ field }) => field);
    const both = { contact: 'Write to ada@people.example.', what: 'Write to ada@people.example.' };
    expect(forbidden(both)).toEqual(['what']);
    for (const mail of [organisation.dpo.email, organisation.deputy.email, organisation.publicContact.email]) {
      expect(forbidden({ what: `Write to ${mail}.` })).toEqual([]);
    }
  });
});

describe('a filing is late', () => {
  const { obligation } = filingContext(DUTY);
  const due = obligation.clock?.due ?? '';
  it.each<[string, Partial<Parameters<typeof isLate>[0]>, boolean]>([
    ['at its limit', { at: due }, false],
    ['after it', { at: '2026-11-27T08:20:00.001Z' }, true],
    ['after it, where something was filed before', { at: '2026-11-28T08:20:00.000Z', earlier: '' }, false],
    ['ever, without a clock', { at: '2030-01-01T00:00:00.000Z', obligation: { ...obligation, clock: null } }, false],
  ])('%s: %#', (_, change, late) => {
    expect(isLate({ obligation, at: due, earlier: null, ...change })).toBe(late);
  });
});

it('what the register does not list is named by its id', () => {
  const list = [
    { id: 'crm', name: 'Customers' },
    { id: 'mail', name: 'Mail' },
  ];
  expect([nameIn(list, 'mail'), nameIn(list, 'wiki')]).toEqual(['Mail', 'wiki']);
});
