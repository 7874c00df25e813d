import { describe, expect, it } from '@jest/globals';
import { filingContext } from '../../test/support/filings.ts';
import { smallForm } from '../../test/support/small-form.ts';
import type { Answers } from './context.ts';
import { draftFiling } from './draft.ts';
import { numberOf, textOfDraft, textOfFile, type Unsettled } from './text.ts';

const DUTY = 'duty';
const form = smallForm(
  [
    { id: 'what', mandatory: true },
    { id: 'field_7', mandatory: [{ why: ['true'] }] },
    { id: 'head', is: 'person', number: '9a' },
    { id: 'mail', is: 'email', mandatory: true },
    { id: 'elsewhere', asks: ['second'] },
    { id: 'more', shownWhen: [{ what: ['(any)'] }], whenHidden: 'n/a' },
    { id: 'why', kind: 'yes' },
    { id: 'ours', asks: ['duty'], always: true },
  ],
  { obligations: ['duty', 'second'] },
);
const DRAFT = { kind: 'draft', at: null, by: null } as const;

const SETTLED = { proposed: [], repeated: [] };

function draftText(answers: Answers, unsettled: Partial<Unsettled> = {}) {
  const draft = draftFiling(form, filingContext(DUTY), answers);
  return textOfDraft(form, draft, { ...SETTLED, ...unsettled, of: DRAFT });
}

function fieldOf(id: string) {
  const field = form.fields.find((each) => each.id === id);
  if (field === undefined) throw new Error(`No field ${id}.`);
  return field;
}

describe('the number of a field', () => {
  it.each([
    [{ id: 'field_12', number: '4b' }, '4b'],
    [{ id: 'field_12', number: null }, '12'],
    [{ id: 'subfield_12', number: null }, '3'],
    [{ id: 'field_12b', number: null }, '3'],
    [{ id: 'contact', number: null }, '3'],
  ])('of %o is %s', (field, expected) => {
    expect(numberOf(field, 2)).toBe(expected);
  });
});

describe('the text of a draft', () => {
  it('names every field that the form asks of the duty, with its number in it', () => {
    const { fields } = draftText({});
    expect(fields.map(({ field, number }) => [field.id, number])).toEqual([
      ['what', '1'],
      ['field_7', '7'],
      ['head', '9a'],
      ['mail', '4'],
      ['more', '6'],
      ['why', '7'],
      ['ours', '8'],
    ]);
  });

  it('says of each what became of it', () => {
    const standing = (answers: Answers) =>
      Object.fromEntries(draftText(answers).fields.map((each) => [each.field.id, each.standing]));
    expect(standing({})).toEqual({
      ...{ what: 'open', field_7: 'none', head: 'none', mail: 'open', more: 'not-asked', why: 'none', ours: 'open' },
    });
    expect(standing({ what: 'Mail.', why: true, mail: 'nobody', head: 'Ada Quill', ours: 'TBD' })).toEqual({
      ...{ what: 'answered', field_7: 'open', head: 'answered', mail: 'wrong', more: 'none', why: 'answered' },
      ours: 'open',
    });
  });

  it('carries values, and says what is wrong with what was typed in place of it', () => {
    const { fields } = draftText({ what: 'Mail.', mail: 'nobody', head: 'Data Protection Officer' });
    const of = (id: string) => fields.find(({ field }) => field.id === id);
    expect(of('what')).toMatchObject({ value: 'Mail.', wrong: null, standing: 'answered' });
    expect(of('mail')).toMatchObject({ value: null, wrong: { code: 'format', format: 'email' }, standing: 'wrong' });
    // A role in place of a name is as if nothing stood there, and the reader still sees why.
    expect(of('head')).toMatchObject({ value: null, wrong: { code: 'format', format: 'person' }, standing: 'open' });
    expect(of('why')).toMatchObject({ value: null, wrong: null, standing: 'none' });
  });

  it('marks what the engine proposes, and what repeats words of another language', () => {
    const unsettled = {
      proposed: [fieldOf('ours')],
      repeated: [
        { field: fieldOf('what'), written: 'de' },
        { field: fieldOf('head'), written: null },
      ],
    };
    const { fields } = draftText({ what: 'Mail.', ours: 'It' }, unsettled);
    expect(fields.filter((each) => each.proposed).map(({ field }) => field.id)).toEqual(['ours']);
    expect(fields.filter((each) => each.repeated !== null).map(({ field, repeated }) => [field.id, repeated])).toEqual([
      ['what', { written: 'de' }],
      ['head', { written: null }],
    ]);
  });

  it('says which filing it is, and the hash of its file', () => {
    const draft = draftFiling(form, filingContext(DUTY, { at: '2026-12-24T08:00:00.000Z' }));
    expect(textOfDraft(form, draft, { ...SETTLED, of: DRAFT })).toMatchObject({
      ...{ template: form, obligation: DUTY, stage: 'initial', afterComplete: false, late: true, of: DRAFT },
      sha256: draft.sha256,
    });
  });
});

describe('the text of a file', () => {
  const about = {
    ...{ obligation: DUTY, stage: 'initial' as const, afterComplete: false, late: false, sha256: 'ab' },
    of: { kind: 'approved' as const, at: '2026-11-25T08:00:00.000Z', by: 'dpo' },
  };
  const standing = (fields: Answers, change: Partial<typeof about> = {}) =>
    Object.fromEntries(
      textOfFile(form, { ...about, ...change, fields }).fields.map((each) => [each.field.id, each.standing]),
    );

  it('says what it answers, leaves open and was not asked, whatever the record says today', () => {
    expect(standing({})).toEqual({
      ...{ what: 'open', field_7: 'none', head: 'none', mail: 'open', more: 'not-asked', why: 'none', ours: 'open' },
    });
    expect(standing({ what: 'Mail.', why: true, mail: 'a@example.org', ours: 'x' })).toEqual({
      ...{ what: 'answered', field_7: 'open', head: 'none', mail: 'answered', more: 'none', why: 'answered' },
      ours: 'answered',
    });
    expect(standing({}, { obligation: 'second' })).toHaveProperty('elsewhere', 'none');
  });

  it('takes what stands in place of a field that is not shown for no answer, and anything else for one', () => {
    expect(standing({ more: 'n/a' }).more).toBe('not-asked');
    expect(standing({ more: 'Words.' }).more).toBe('answered');
    expect(standing({ what: 'Mail.', more: 'n/a' }).more).toBe('answered');
  });

  it('asks by each option of several', () => {
    const options = { a: 'Names', b: 'Numbers' };
    const asking = smallForm([
      { id: 'kinds', kind: 'choices', options },
      { id: 'which', mandatory: true, shownWhen: [{ kinds: ['b'] }] },
    ]);
    const which = (kinds: string[]) => textOfFile(asking, { ...about, fields: { kinds } }).fields[1]?.standing;
    expect([which(['a', 'b']), which(['a'])]).toEqual(['open', 'not-asked']);
  });

  it('asks by what the filing says of itself', () => {
    const late = smallForm([{ id: 'because', mandatory: true, shownWhen: [{ late: ['yes'] }] }]);
    const because = (isLate: boolean) => textOfFile(late, { ...about, late: isLate, fields: {} }).fields[0]?.standing;
    expect([because(true), because(false)]).toEqual(['open', 'not-asked']);
  });

  it('holds nothing that somebody proposes or that is wrong: it says what was handed in', () => {
    const text = textOfFile(form, { ...about, fields: { what: 'Mail.', mail: 'nobody' } });
    expect(text).toMatchObject({ ...about, template: form });
    const isUnsettled = ({ proposed, repeated, wrong }: (typeof text.fields)[number]) =>
      proposed || repeated !== null || wrong !== null;
    expect(text.fields.filter(isUnsettled)).toEqual([]);
    expect(text.fields.find(({ field }) => field.id === 'mail')).toMatchObject({ value: 'nobody', number: '4' });
  });
});
