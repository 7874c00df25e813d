import { describe, expect, it } from '@jest/globals';
import { filingContext } from '../../test/support/filings.ts';
import type { Answers, FilingContext } from './context.ts';
import { draftFiling } from './draft.ts';
import { isGeneric, templateFromContent } from './generic.ts';

const items = ['nature', 'people', 'delay', 'hazards'];
const form = templateFromContent({
  ...{ id: 'duty', title: 'To the agency', article: 'Art. 1', citation: 'Act 1', confidence: 'known' },
  content: items.map((item) => ({ item, says: `The ${item}` })),
});
const LATE = '2026-11-27T08:20:00.001Z';

function draft(change: Partial<FilingContext> = {}, answers: Answers = {}) {
  const { shown, missing } = draftFiling(form, filingContext('duty', change), answers);
  return { shown, missing: missing.map(({ field }) => field) };
}

describe('a form by the contents that a law lists', () => {
  it('is one for all receivers, of that duty alone', () => {
    const { fields, ...about } = form;
    expect(about).toEqual({
      ...{ id: 'content-of-duty', title: 'To the agency (Art. 1)', source: 'Act 1', confidence: 'known' },
      ...{ exactness: 'by-law', partial: null, schema: null, authorities: [], states: [], receiver: null },
      ...{ sections: [], obligations: ['duty'], several: 'list', format: 'package', audience: 'authority' },
      withdrawalNeeds: ['withdrawal'],
    });
    expect(fields.slice(0, 4).map(({ id, label, kind, from }) => [id, label, kind, from])).toEqual([
      ['nature', 'The nature', 'text', 'nature-in-words'],
      ['people', 'The people', 'count', 'people'],
      ['delay', 'The delay', 'text', 'delay-reasons'],
      ['hazards', 'The hazards', 'text', null],
    ]);
  });

  it('asks for each of them, and for the delay once there is one', () => {
    expect(draft()).toEqual({ shown: ['nature', 'people', 'hazards'], missing: ['people', 'hazards'] });
    expect(draft({ at: LATE })).toEqual({ shown: items, missing: ['people', 'delay', 'hazards'] });
    expect(draft({ at: LATE, reasons: 'The logs came late.' }, { people: 7, hazards: 'None.' }).missing).toEqual([]);
  });

  it('asks for the reasons of a withdrawal, and then for nothing else', () => {
    const stage = 'withdrawal' as const;
    expect(draft({ stage })).toEqual({ shown: [...items.toSpliced(2, 1), 'withdrawal'], missing: ['withdrawal'] });
    expect(draft({ stage, reasons: 'No breach.' }).missing).toEqual([]);
  });

  it('is told from others by its id', () => {
    expect([isGeneric(form), isGeneric({ id: 'edpb-art33' })]).toEqual([true, false]);
  });
});
