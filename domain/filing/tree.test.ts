import { describe, expect, it } from '@jest/globals';
import { type SmallField, smallForm } from '../../test/support/small-form.ts';
import type { Answers } from './context.ts';
import { treeOf, valueIn } from './tree.ts';

const OPTIONS = { a: 'Client', b: 'Bank' };
const FIELDS: SmallField[] = [
  { id: 'name', path: 'incident.name' },
  { id: 'at', kind: 'date-time', path: 'incident.at' },
  { id: 'currency', path: 'entities[*].currency' },
  { id: 'entities', kind: 'list', path: 'entities[*].name' },
  { id: 'kinds', kind: 'choices', options: OPTIONS, path: 'affected[].kind' },
  { id: 'clients', kind: 'count', path: 'affected[kind=a].number' },
  { id: 'note' },
];
const { fields } = smallForm(FIELDS, { format: 'tree' });

function tree(answers: Answers) {
  return treeOf(
    fields.flatMap((field) => {
      const value = answers[field.id];
      return value === undefined ? [] : [{ field, value }];
    }),
  );
}
/** What is read back, by field. */
const readBack = (from: unknown) => fields.map((field) => [field.id, valueIn(from, field)]);

describe('a file of objects within objects', () => {
  const answers = {
    ...{ name: 'Session theft', at: '2026-11-24T09:20:00+01:00', currency: 'EUR', entities: ['Bank', 'Pay'] },
    ...{ kinds: ['a', 'b'], clients: 12, note: 'Nowhere.' },
  };
  const file = {
    incident: { name: 'Session theft', at: '2026-11-24T08:20:00Z' },
    entities: [
      { name: 'Bank', currency: 'EUR' },
      { name: 'Pay', currency: 'EUR' },
    ],
    affected: [{ kind: 'a', number: 12 }, { kind: 'b' }],
  };

  it('has each value at its path, and what has none nowhere', () => {
    expect(tree(answers)).toEqual(file);
  });

  it('is read back as it was written', () => {
    expect(readBack(tree(answers))).toEqual([
      ['name', 'Session theft'],
      ['at', '2026-11-24T08:20:00Z'],
      ['currency', 'EUR'],
      ['entities', ['Bank', 'Pay']],
      ['kinds', ['a', 'b']],
      ['clients', 12],
      ['note', undefined],
    ]);
  });

  it('has one element for what is the same in each, where nothing says how many there are', () => {
    expect(tree({ currency: 'EUR' })).toEqual({ entities: [{ currency: 'EUR' }] });
  });

  it('has nothing of an element that there is not', () => {
    expect(tree({ kinds: ['b'], clients: 12 })).toEqual({ affected: [{ kind: 'b' }] });
    expect(tree({})).toEqual({});
  });

  it('passes over an element that is no object', () => {
    const from = { entities: [null, { name: 'Bank' }, 'Pay'], affected: [null, 'a', { kind: 'a', number: 3 }] };
    const said = Object.fromEntries(readBack(from));
    expect(said).toMatchObject({ entities: ['Bank'], clients: 3 });
  });

  it.each([
    ['nothing', {}],
    ['another shape', { incident: 'theft', entities: 'Bank', affected: { kind: 'a', number: 3 } }],
    ['empty places', { incident: { name: null, at: null }, entities: [], affected: [{ kind: 'b', number: 3 }] }],
  ])('says nothing where it has %s', (what, from) => {
    const said = readBack(from).filter(([id, value]) => value !== undefined && id !== 'kinds');
    expect([what, said]).toEqual([what, []]);
  });
});
