import { describe, expect, it } from '@jest/globals';
import { filingContext } from '../../test/support/filings.ts';
import type { FilingContext } from './context.ts';
import { chosenBy, givenBy, isChosenByVersion } from './givens.ts';
import type { When } from './when.ts';

const base = filingContext('duty');
const with_ = (state: object, change: Partial<FilingContext> = {}) =>
  givenBy({ ...base, state: { ...base.state, ...state }, ...change } as FilingContext);

describe('what conditions of a form may speak of', () => {
  it('is what the filing is', () => {
    expect(with_({})).toMatchObject({
      ...{ obligation: ['duty'], stage: ['initial'], late: ['no'], incomplete: ['yes'], gap: ['no'], follows: ['no'] },
    });
    expect(with_({}, { at: '2026-11-27T08:20:00.001Z' }).late).toEqual(['yes']);
    const last = { earlier: '', stage: 'complete' as const };
    expect(with_({}, last)).toMatchObject({ stage: ['complete'], incomplete: ['no'], follows: ['yes'] });
  });

  it('is what the record tells of the breach', () => {
    const { facts } = base.state;
    expect(with_({ origin: 'alert' })).toMatchObject({ unintelligible: ['no'], told: ['no'], found: ['alert'] });
    const losses = { confidentiality: 'none', integrity: 'altered', availability: 'unknown' };
    const known = { ...facts, ...losses, malicious: 'yes', unintelligible: true };
    expect(with_({ facts: known })).toMatchObject({
      ...{ malicious: ['yes'], losses: ['integrity'], unintelligible: ['yes'] },
    });
  });

  it('is that people were told once one of the communications to them ended', () => {
    const told = (...statuses: string[]) => with_({ campaigns: statuses.map((status) => ({ status })) }).told;
    expect([told('sending'), told('finished'), told('finished', 'sending')]).toEqual([['no'], ['yes'], ['yes']]);
  });
});

describe('a field that the form chooses', () => {
  const choose = (...whens: When[]) => whens.map((when, i) => ({ option: `o${i}`, when }));

  it('is one of the version where nothing of the breach decides it', () => {
    const of = (...whens: When[]) => isChosenByVersion({ choose: choose(...whens) });
    expect(of([{ stage: ['initial'] }], [{ late: ['yes'], follows: ['no'] }])).toBe(true);
    expect(of([{ stage: ['initial'] }], [{ late: ['yes'] }, { losses: ['integrity'] }])).toBe(false);
    expect(of()).toBe(false);
  });

  it('has the first option whose condition holds; one of several has all of these', () => {
    const options = choose([{ late: ['yes'] }], [{ stage: ['initial'] }], [{ stage: ['initial'] }]);
    const given = { stage: ['initial'], late: ['no'] };
    expect(chosenBy({ kind: 'choice', choose: options }, given)).toBe('o1');
    expect(chosenBy({ kind: 'choices', choose: options }, given)).toEqual(['o1', 'o2']);
    expect(chosenBy({ kind: 'choice', choose: options }, {})).toBeNull();
    expect(chosenBy({ kind: 'choices', choose: options }, {})).toBeNull();
  });
});
