import { describe, expect, it } from '@jest/globals';
import { type SmallField, writtenForm } from '../../test/support/small-form.ts';
import { FilingTemplate } from './template.ts';

/** What is refused of a form, each with where it stands. */
function refusals(fields: SmallField[], change: Partial<FilingTemplate> = {}): string[] {
  const { error } = FilingTemplate.safeParse(writtenForm(fields, change));
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const KIND: SmallField = { id: 'kind', kind: 'choice', options: { a: 'Lost', b: 'Sent' } };
const GIVENS = 'obligation, stage, late, incomplete, gap';
const RECORDED = `${GIVENS}, follows, malicious, losses, unintelligible, told, found`;

describe('a form of the policy', () => {
  it('is taken with conditions on its fields, on what is given, and on what the record tells of options', () => {
    const chosen = { option: 'a', when: [{ losses: ['integrity'] }] };
    expect(
      refusals(
        [
          { id: 'open', kind: 'yes' },
          { ...KIND, choose: [chosen, { option: 'b', when: [{ open: ['true'] }] }], onlyIncomplete: ['b'] },
          {
            id: 'when',
            kind: 'date',
            shownWhen: [{ kind: ['a', '(none)'] }, { kind: ['(any)'], stage: ['complete'] }],
          },
          { id: 'countries', mandatory: [{ late: ['yes'] }], limit: 10, formerly: ['places'] },
          { id: 'counts', kind: 'counts', toldIn: 'countries', asks: ['duty'] },
          { id: 'first', section: 'Before', mandatory: [{ last: ['x'] }] },
          { id: 'last', kind: 'choice', options: { x: 'The last' } },
        ],
        { withdrawalNeeds: ['first'], sections: ['Before', 'Content'], partial: 'Page 2 is not known.' },
      ),
    ).toEqual([]);
  });

  it.each<[string, SmallField[], Partial<FilingTemplate>, string]>([
    ['two fields of one id', [{ id: 'a' }, { id: 'b' }, { id: 'a' }], {}, "fields.2.id: there are two fields 'a'"],
    [
      'a section that it does not name',
      [
        { id: 'a', section: 'One' },
        { id: 'b', section: 'Two' },
      ],
      { sections: ['One'] },
      "fields.1.section: 'Two' is none of the sections",
    ],
    ['a choice without options', [{ id: 'a', kind: 'choice' }], {}, 'fields.0.options: a choice needs options'],
    ['choices without options', [{ id: 'a', kind: 'choices' }], {}, 'fields.0.options: a choice needs options'],
    [
      'options of what is no choice',
      [{ id: 'a', kind: 'date', options: { x: 'An option' } }],
      {},
      "fields.0.options: a field of kind 'date' has no options",
    ],
    [
      'an option for incomplete filings that is none',
      [{ ...KIND, onlyIncomplete: ['c'] }],
      {},
      "fields.0.onlyIncomplete: there is no option 'c'",
    ],
    [
      'the choice of an option that is none',
      [
        {
          ...KIND,
          choose: [
            { option: 'a', when: [{ late: ['no'] }] },
            { option: 'c', when: [{ late: ['yes'] }] },
          ],
        },
      ],
      {},
      "fields.0.choose.1.option: there is no option 'c'",
    ],
    [
      'a limit of what is no text',
      [{ id: 'a', kind: 'yes', limit: 9 }],
      {},
      'fields.0.kind: only texts have a limit or a format',
    ],
    [
      'a format of what is no text',
      [{ id: 'a', kind: 'date', is: 'email' }],
      {},
      'fields.0.kind: only texts have a limit or a format',
    ],
    [
      'counts told in a field that comes later',
      [{ id: 'a', kind: 'counts', toldIn: 'b' }, { id: 'b' }],
      {},
      "fields.0.toldIn: there is no text field 'b' before this one",
    ],
    [
      'counts told in what is no text',
      [
        { id: 'b', kind: 'list' },
        { id: 'a', kind: 'counts', toldIn: 'b' },
      ],
      {},
      "fields.1.toldIn: there is no text field 'b' before this one",
    ],
    [
      'a path in a file that is no tree',
      [{ id: 'a', path: 'incident.name' }],
      { format: 'flat' },
      'fields.0.path: only a file of format tree has paths',
    ],
    [
      'a former id that is a field today',
      [{ id: 'a', formerly: ['old', 'b'] }, { id: 'b' }],
      {},
      "fields.0.formerly.1: 'b' is a field of this form today",
    ],
    [
      'a field asked by a duty that is not the form’s',
      [{ id: 'a', asks: ['duty', 'another'] }],
      {},
      "fields.0.asks: 'another' is none of this template's obligations",
    ],
    [
      'a condition of showing on a later field',
      [{ id: 'a', shownWhen: [{ kind: ['a'] }] }, KIND],
      {},
      `fields.0.shownWhen: there is no field 'kind' before this one, and no given of that name (${GIVENS})`,
    ],
    [
      'a condition of showing on what only the record tells',
      [{ id: 'a', shownWhen: [{ losses: ['integrity'] }] }],
      {},
      `fields.0.shownWhen: there is no field 'losses' before this one, and no given of that name (${GIVENS})`,
    ],
    [
      'a condition of an option on no field',
      [{ ...KIND, choose: [{ option: 'a', when: [{ nothing: ['x'] }] }] }],
      {},
      `fields.0.choose.0.when: there is no field 'nothing' before this one, and no given of that name (${RECORDED})`,
    ],
    [
      'a mandatory field by one that is not there',
      [{ id: 'a', mandatory: [{ nothing: ['x'] }] }],
      {},
      `fields.0.mandatory: there is no field 'nothing', and no given of that name (${GIVENS})`,
    ],
    [
      'a field that is always needed by one that is not there',
      [{ id: 'a', always: [{ nothing: ['x'] }] }],
      {},
      `fields.0.always: there is no field 'nothing', and no given of that name (${GIVENS})`,
    ],
    [
      'a condition on an option that is none',
      [KIND, { id: 'a', mandatory: [{ kind: ['a', '(any)', 'c'] }] }],
      {},
      "fields.1.mandatory: 'c' is no option of 'kind'",
    ],
    [
      'a withdrawal that needs no field of it',
      [{ id: 'a' }],
      { withdrawalNeeds: ['a', 'b'] },
      "withdrawalNeeds.1: there is no field 'b'",
    ],
    [
      'what is not known of a form that is exact',
      [{ id: 'a' }],
      { exactness: 'exact', partial: 'Page 2 is not known.' },
      "partial: a form that is 'exact' is not partial",
    ],
  ])('refuses %s', (_, fields, change, says) => {
    expect(refusals(fields, change)).toEqual([says]);
  });
});
