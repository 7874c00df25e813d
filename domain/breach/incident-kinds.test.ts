import { describe, expect, it } from '@jest/globals';
import { Facts } from '../facts.ts';
import { type IncidentKind, playbookOf, suggestedFacts } from './incident-kinds.ts';

describe('an incident that three questions are enough for', () => {
  it.each<[IncidentKind, Partial<Facts>]>([
    ['paper', { malicious: 'no', integrity: 'none', availability: 'restorable' }],
    ['spoken', { malicious: 'no', confidentiality: 'known-recipients', integrity: 'none', availability: 'none' }],
    ['misdirected', { malicious: 'no', confidentiality: 'known-recipients', integrity: 'none', availability: 'none' }],
  ])('of the kind %s suggests what such a one mostly is, where nobody has said anything', (kind, usual) => {
    expect(suggestedFacts(kind, Facts.parse({}))).toEqual(usual);
  });

  it('suggests only what the facts do not say already', () => {
    const facts = Facts.parse({ malicious: 'no', integrity: 'none' });
    expect(suggestedFacts('paper', facts)).toEqual({ availability: 'restorable' });
    const all = Facts.parse({ malicious: 'no', integrity: 'none', availability: 'restorable' });
    expect(suggestedFacts('paper', all)).toEqual({});
  });

  it('offers what is gentler than the facts too, for a person to look at', () => {
    expect(suggestedFacts('paper', Facts.parse({ malicious: 'yes' }))).toMatchObject({ malicious: 'no' });
  });

  it.each<[IncidentKind, string | null]>([
    ['misdirected', 'misdirected-mail'],
    ['paper', null],
    ['spoken', null],
  ])('of the kind %s goes by the playbook %s', (kind, playbook) => {
    expect(playbookOf(kind)).toBe(playbook);
  });
});
