import { describe, expect, it } from '@jest/globals';
import { phaseOf } from './phase.ts';

const said = { at: '2026-11-24T08:00:00.000Z', by: 'dpo', recordedAt: '2026-11-24T08:05:00.000Z', reasons: 'Odd.' };

describe('the phase of an incident', () => {
  it('is candidate from an investigation on, until it is confirmed or closed', () => {
    const suspicion = { investigation: said };
    expect(phaseOf({ status: 'suspected' })).toBe('suspected');
    expect(phaseOf({ status: 'suspected', suspicion: { first: said } })).toBe('suspected');
    expect(phaseOf({ status: 'suspected', suspicion })).toBe('candidate');
    expect(phaseOf({ status: 'confirmed', suspicion })).toBe('confirmed');
    expect(phaseOf({ status: 'closed', suspicion })).toBe('closed');
  });
});
