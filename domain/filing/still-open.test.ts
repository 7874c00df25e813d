import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import type { ObligationState } from '../breach/state.ts';
import { templateFromContent } from './generic.ts';
import { stillOpen } from './still-open.ts';

const AT = '2026-11-24T10:00:00.000Z';
const [FIRST, SECOND] = ['first', 'second'];
const formOf = (id: string, ...items: string[]) =>
  templateFromContent({
    ...{ id, title: id, article: id, citation: 'A law', confidence: 'known' },
    content: items.map((item) => ({ item, says: `The ${item}.` })),
  });
const forms = { [FIRST]: formOf(FIRST, 'nature', 'measures', 'times'), [SECOND]: formOf(SECOND, 'measures', 'people') };
const fileOf = (fields: Record<string, string>) => JSON.stringify({ content: fields });
const filed = (obligation: string, document?: string): BreachEvent => ({
  ...{ type: 'filed', at: AT, by: 'dpo', key: obligation },
  data: { obligation, filedAt: AT, late: false, stage: 'initial', sha256: null, channel: '' },
  personal: { receipt: '', reasons: '', ...(document && { document }) },
});
const version = { number: 1, stage: 'initial' as const, sha256: null, channel: '', at: AT, late: false, by: 'dpo' };
const duty: ObligationState = {
  ...{ id: FIRST, status: 'filed', fired: [], waivedBecause: null },
  filed: { at: AT, late: false, receipt: '', reasons: '' },
  versions: [{ ...version, receipt: '', reasons: '', openFields: 2 }],
};
const obligations = [
  obligationOf(FIRST, AT, { article: 'Art. 2(2)' }),
  obligationOf(SECOND, AT, { completes: FIRST, startsFrom: `filing of ${FIRST}` }),
];
const state = { obligations: { [FIRST]: duty }, plan: planOf(AT, { obligations }) };
const open = (events: BreachEvent[], document?: string, of = SECOND) =>
  stillOpen((id) => [forms[id] ?? []].flat(), { state, events }, { obligation: of, document });
const first = filed(FIRST, fileOf({ nature: 'Lost.' }));

describe('what is still open of a filing', () => {
  it('is what neither its versions, nor those of the duty that completes it, nor what comes next give', () => {
    expect(open([first])).toMatchObject({
      ...{ of: FIRST, article: 'Art. 2(2)' },
      fields: [
        { field: 'measures', label: 'The measures.' },
        { field: 'times', label: 'The times.' },
      ],
    });
    const told = filed(SECOND, fileOf({ measures: 'Locked.' }));
    expect(open([first, told])?.fields).toMatchObject([{ field: 'times' }]);
    expect(open([first], fileOf({ measures: 'Locked.', people: '7' }))?.fields).toMatchObject([{ field: 'times' }]);
    const [later, empty] = [filed(FIRST, fileOf({ times: 'On Monday.' })), filed(SECOND, fileOf({ measures: '' }))];
    expect(open([first, later, told, empty])?.fields).toEqual([]);
  });

  it('is not known where no version of it can be read', () => {
    expect(open([filed(FIRST)])).toMatchObject({ of: FIRST, fields: null });
    expect(stillOpen(() => [], { state, events: [first] }, { obligation: SECOND })?.fields).toBeNull();
  });

  it('is not known of what was recorded without its stage', () => {
    const { stage: _, ...data } = first.data as { stage: string };
    expect(open([first, { ...first, data } as BreachEvent])).toMatchObject({ of: FIRST, fields: null });
  });

  it('is by the form of what was handed in last, else by the first one that the duty has', () => {
    const [one, two] = [formOf('one', 'nature', 'measures'), formOf('two', 'nature', 'times')];
    const fileBy = (form: string) => JSON.stringify({ template: `content-of-${form}`, content: { nature: 'Lost.' } });
    const of = (...events: BreachEvent[]) =>
      stillOpen((id) => (id === FIRST ? [one, two] : []), { state, events }, { obligation: SECOND })?.fields;
    expect(of(filed(FIRST, fileBy('one')))).toMatchObject([{ field: 'measures' }]);
    expect(of(filed(FIRST, fileBy('two')))).toMatchObject([{ field: 'times' }]);
    expect(of(filed(FIRST, fileBy('one')), filed(FIRST, fileBy('gone')))).toMatchObject([{ field: 'measures' }]);
    expect(of(filed(FIRST, fileBy('gone')))).toBeNull();
  });

  it('is nothing for a duty that completes no other', () => {
    expect(open([first], undefined, FIRST)).toBeNull();
    const unplanned = { state: { ...state, plan: null }, events: [first] };
    expect(stillOpen(() => [], unplanned, { obligation: SECOND })).toBeNull();
  });
});
