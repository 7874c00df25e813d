import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { assessFacts } from '../assessment/assess.ts';
import { AssessInput } from '../assessment/input.ts';

const policy = loadPolicy('policy');
const AT = '2026-11-24T12:00:00Z';
const dutyIn = (place: string, id: string, facts: object) => {
  const given = { establishment: place, residents: { [place]: 900 }, confidentiality: 'unknown-recipients' };
  const { obligations } = assessFacts(policy, AssessInput.parse({ ...given, ...facts }), [], AT);
  return obligations.find((duty) => duty.id === id);
};

describe('data of which it is not certain whether a law protects it', () => {
  test.each<[string, string, string[]]>([
    ['US-WY', 'us-wy-individual', ['passport']],
    ['US-WY', 'us-wy-individual', ['student-id']],
    ['US-TX', 'us-tx-individual', ['tribal-id']],
  ])('shows the duty of %s (%s) for %j as one for the DPO to decide', (place, id, dataKinds) => {
    const duty = dutyIn(place, id, { dataKinds });
    expect(duty).toMatchObject({ applies: 'would-be', because: expect.stringMatching(/^Not certain: /) });
    expect(dutyIn(place, id, { dataKinds, switchedOn: [id] })?.applies).toBe('binds');
  });

  test('changes nothing where the law names other data that is concerned, or none of either', () => {
    const named = dutyIn('US-WY', 'us-wy-individual', { dataKinds: ['passport', 'driving-licence'] });
    expect(named).toMatchObject({ applies: 'binds', because: expect.not.stringContaining('Not certain') });
    expect(dutyIn('US-WY', 'us-wy-individual', { dataKinds: ['birth-date'] })?.applies).toBe('does-not-apply');
    const unread = { dataKinds: ['passport'], unintelligible: true };
    expect(dutyIn('US-WY', 'us-wy-individual', unread)?.applies).toBe('does-not-apply');
  });
});
