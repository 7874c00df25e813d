import { describe, expect, it } from '@jest/globals';
import { Facts } from '../facts.ts';
import { planRelease, sha256Of } from './release.ts';
import type { Severity } from './types.ts';

const facts = Facts.parse({});
const planned = (drills: boolean, isDrill: boolean) =>
  planRelease(
    { language: 'en', release: { responders: false, drills, approved: [] } },
    { facts, isDrill },
    { level: 'low' },
  ).byPolicy;

it('a drill tells at once only where the policy does not hold it back', () => {
  expect(planned(true, true)).toMatchObject({ supplier: { basis: 'drill' }, customer: { basis: 'drill' } });
  expect(planned(false, true)).toEqual({});
  expect(planned(true, false)).toEqual({});
});

describe('a text that was approved beforehand', () => {
  const text = (kind: 'supplier' | 'customer', upTo: Severity['level'], happened: string) => ({
    ...{ kind, upTo, happened, consequences: '', measures: 'Sessions ended.', advice: '' },
  });
  const approved = [
    text('customer', 'low', 'A small incident.'),
    text('customer', 'high', 'A known incident.'),
    text('supplier', 'medium', 'Something with you.'),
  ];
  const released = (level: Severity['level'], isDrill = false) => {
    const organisation = { language: 'en', release: { responders: true, drills: true, approved } };
    return planRelease(organisation, { facts, isDrill }, { level });
  };
  const said = (level: Severity['level']) => {
    const { supplier, customer } = released(level).byPolicy;
    return [supplier?.statement.happened, customer?.statement.happened];
  };

  it.each<[Severity['level'], (string | undefined)[]]>([
    ['low', ['Something with you.', 'A small incident.']],
    ['medium', ['Something with you.', 'A known incident.']],
    ['high', [undefined, 'A known incident.']],
    ['very-high', [undefined, undefined]],
  ])('goes at once up to its severity, the first of its kind: %s', (level, texts) => {
    expect(said(level)).toEqual(texts);
  });

  it('goes word for word, by its own bytes, and not in a drill', () => {
    const { byPolicy, responders } = released('high');
    const statement = { happened: 'A known incident.', consequences: '', measures: 'Sessions ended.', advice: '' };
    expect(byPolicy.customer).toEqual({ statement, sha256: sha256Of(statement), basis: 'approved-text' });
    expect(responders).toBe(true);
    expect(released('high', true).byPolicy.customer?.basis).toBe('drill');
  });
});
