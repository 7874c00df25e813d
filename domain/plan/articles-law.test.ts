import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { assessFacts } from '../assessment/assess.ts';
import { AssessInput } from '../assessment/input.ts';

const policy = loadPolicy('policy');
const given = { confidentiality: 'unknown-recipients', malicious: 'yes', awareness: '2026-11-24T09:20:00+01:00' };
const assess = (input: object) =>
  assessFacts(policy, AssessInput.parse({ ...given, ...input }), [], '2026-11-24T12:00:00Z');

describe('the conclusions under Arts. 33 and 34', () => {
  test.each<[string, object]>([
    ['a company of California with people there', { establishment: 'US-CA', residents: { 'US-CA': 400 } }],
    ['a company of Hong Kong with people there', { establishment: 'HK', residents: { HK: 400 } }],
    ['a company of Hong Kong of whose people nobody knows where they live', { establishment: 'HK' }],
  ])('ask for nothing where the GDPR does not reach: %s', (_, where) => {
    const { register, art33, art34, outside, open, obligations } = assess(where);
    expect([register.notify, art33.proposed.notify, art34.proposed.notify]).toEqual(['no', 'no', 'no']);
    expect(art33.proposed.because).toMatch(/^The GDPR does not reach this: .* It would if any of these were so\.$/);
    expect([register, art34.proposed].map(({ because }) => because)).toEqual([outside, outside]);
    expect(art33.proposed.because).toBe(outside);
    expect(open.join()).not.toContain('does not reach');
    expect(obligations.find(({ id }) => id === 'gdpr-art33-1-authority')?.applies).toBe('does-not-apply');
  });

  test.each([
    ['the GDPR', {}, '2018-05-24T20:59:00+02:00', 'no', 'The GDPR was no law yet: it applies from 2018-05-25 on.'],
    ['the GDPR on its first day', {}, '2018-05-25T00:00:00+02:00', 'yes', ''],
    [
      'the law of the institutions',
      { profile: ['eu-institution'] },
      '2018-12-09T12:00:00Z',
      'no',
      'Regulation (EU) 2018/1725 was no law yet: it applies from 2018-12-11 on.',
    ],
    ['theirs on its first day', { profile: ['eu-institution'] }, '2018-12-11T00:00:00+01:00', 'yes', ''],
  ])('go by the day of the awareness: %s', (_, more, awareness, notify, because) => {
    const { register, art33, art34 } = assess({ ...more, establishment: 'BE', residents: { BE: 90 }, awareness });
    expect([register.notify, art33.proposed.notify, art34.proposed.notify]).toEqual([notify, notify, notify]);
    if (because !== '') expect(art33.proposed.because).toBe(because);
  });

  test('nor after a decision', () => {
    const decision = { conclusion: 'high-risk', at: given.awareness, reasons: 'Bank details.' };
    const { art33 } = assess({ establishment: 'HK', residents: { HK: 1 }, decision });
    expect(art33.decided).toMatchObject({ conclusion: 'high-risk', notify: 'no' });
  });

  test.each<[string, object]>([
    ['people in the Union', { establishment: 'US-CA', residents: { 'US-CA': 400, FR: 1 } }],
    ['people in the EEA', { establishment: 'HK', residents: { NO: 1 } }],
    ['a representative in it', { establishment: 'HK', residents: { HK: 1 }, euRepresentative: 'IE' }],
    [
      'a system that lists a country of it',
      {
        establishment: 'HK',
        systems: [{ id: 'shop', role: 'controller', countries: ['DE'] }],
      },
    ],
  ])('stand where it does: %s', (_, where) => {
    const { art33, outside } = assess(where);
    expect([art33.proposed.notify, art33.proposed.because]).toEqual(['yes', expect.not.stringContaining('reach')]);
    expect(outside).toBeUndefined();
  });

  test('stand under a law with the same articles, by its name', () => {
    const { art33 } = assess({ establishment: 'GB', residents: { GB: 400 } });
    expect(art33.proposed).toMatchObject({ notify: 'yes', because: expect.stringMatching(/^Under the UK GDPR; /) });
  });

  test('are those of Regulation 2018/1725 for an institution of the Union, and the GDPR binds it nowhere', () => {
    const { art33, obligations, authorities } = assess({
      ...{ profile: ['eu-institution'], establishment: 'BE', residents: { FR: 90 } },
      systems: [{ id: 'staff', role: 'controller', countries: ['BE'] }],
    });
    expect(art33.proposed.because).toContain('Regulation (EU) 2018/1725 (GDPR Art. 2(3))');
    const binding = obligations.filter(({ applies }) => applies === 'binds').map(({ id }) => id);
    expect(binding.filter((id) => /^gdpr/.test(id))).toEqual([]);
    expect(binding).toEqual(
      expect.arrayContaining(['eudpr-art34-edps', 'eudpr-art34-6-register', 'eudpr-art35-data-subject']),
    );
    expect(authorities.authorities.map(({ id }) => id)).toEqual(['edps']);
  });

  test('and so is one that only its sector names', () => {
    const { establishment } = policy.organisation;
    const organisation = {
      ...policy.organisation,
      establishment: { ...establishment, sector: 'eu-institution' as const },
    };
    const found = assessFacts({ ...policy, organisation }, AssessInput.parse(given), [], '2026-11-24T12:00:00Z');
    expect(found.kinds).toContain('eu-institution');
    expect(found.obligations.find(({ id }) => id === 'gdpr-art33-1-authority')?.applies).toBe('does-not-apply');
  });
});

describe('where the GDPR does not reach, people in the EEA are asked for as what would make it apply', () => {
  const question = 'Whether anybody concerned lives in the EU or EEA: that would make the GDPR apply';
  test.each<[string, object, boolean]>([
    ['nothing is said of where people live', { establishment: 'HK' }, true],
    ['one of them is named nowhere', { establishment: 'HK', residents: { HK: 3 }, peopleConcerned: 4 }, true],
    ['each of them lives elsewhere', { establishment: 'HK', residents: { HK: 3 }, peopleConcerned: 3 }, false],
  ])('%s', (_, where, isAsked) => {
    const { open, authorities } = assess(where);
    expect(open.join().includes(question)).toBe(isAsked);
    expect(open.join()).not.toMatch(/Art\. 27|In which EEA states/);
    expect(authorities.because).toBe('No EEA authority is competent as long as the GDPR does not apply.');
  });
});

test('a proposal to change laws that do not bind an institution of the Union is not shown to it', () => {
  const { obligations } = assess({ profile: ['eu-institution'], establishment: 'BE' });
  expect(obligations.filter(({ applies }) => applies === 'would-be').map(({ id }) => id)).toEqual([]);
});
