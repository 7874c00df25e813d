import { describe, expect, it } from '@jest/globals';
import { ART33, AT, breachModel } from '../../test/support/breach-model.ts';
import { obligationOf, reportedEvent } from '../../test/support/plans.ts';
import { evolve } from './evolve.ts';
import { incidentKeys, readIncidentKey } from './incident-keys.ts';

const amended = {
  type: 'facts-amended' as const,
  data: { changed: { systems: ['crm', 'tickets'], residents: { DE: 12, 'US-CA': null } } },
  personal: { narrative: {}, reasons: 'Counted.' },
};

describe('what an incident is found by', () => {
  it('is its owner, systems, countries and the duties that bind, and never a word that a person wrote', () => {
    const idle = obligationOf('dora', AT, { applies: 'does-not-apply', clock: null, startsFrom: null });
    const obligations = [obligationOf(ART33, AT), idle];
    const taken = { type: 'taken', by: 'user:1', data: {} } as const;
    const { state } = breachModel([amended, taken as never], {}, { obligations });
    const keys = incidentKeys(state);
    expect(keys).toEqual(
      expect.arrayContaining(['country:DE', 'country:US-CA', 'owner:user:1', 'system:crm', 'system:tickets']),
    );
    expect(keys).toContain(`duty:${ART33}`);
    expect(keys).not.toContain('duty:dora');
    expect(JSON.stringify(keys)).not.toContain(state.narrative.title);
  });

  it('is no more than its owner and systems while nothing is planned', () => {
    const state = evolve(null, reportedEvent('TOC-2026-0001', AT));
    expect(incidentKeys(state)).toEqual(['owner:nobody', 'system:console']);
  });

  it('is that nobody has it, until somebody does', () => {
    expect(incidentKeys(breachModel().state)).toContain('owner:nobody');
  });

  it('reads back, an owner with its colon too', () => {
    expect(readIncidentKey('owner:user:1')).toEqual({ filter: 'owner', value: 'user:1' });
    expect(readIncidentKey('title:secret')).toBeNull();
  });
});
