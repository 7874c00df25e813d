import { describe, expect, test } from '@jest/globals';
import { Facts } from '../facts.ts';
import { foldEvents } from './evolve.ts';
import { recordedFacts } from './recorded-facts.ts';
import type { BreachState } from './state.ts';
import { currentState } from './upcast.ts';

const facts = Facts.parse({ residents: { GB: 3, US: 1 }, establishment: 'DE' });
const asBefore = { ...facts, residents: { UK: 900, GB: 3, EL: null, ZZ: 2 }, establishment: 'EL' };

describe('places that earlier versions recorded', () => {
  test('are read as what they mean; what nobody can read stays', () => {
    const read = recordedFacts(asBefore);
    expect([read.residents, read.establishment]).toEqual([{ GB: 903, GR: null, ZZ: 2 }, 'GR']);
    expect(recordedFacts({ establishment: 'UK' })).toEqual({ establishment: 'GB' });
  });

  test('are read where a change speaks of them, and it says no more by that', () => {
    expect(recordedFacts({ residents: { UK: 1 } })).toStrictEqual({ residents: { GB: 1 } });
    expect(recordedFacts({ euRepresentative: 'EL' })).toStrictEqual({ euRepresentative: 'GR' });
    const unsaid = { residents: null, establishment: null, euRepresentative: 'EL' };
    expect(recordedFacts(unsaid)).toStrictEqual({ ...unsaid, euRepresentative: 'GR' });
    expect(recordedFacts({ establishment: 'UK', euRepresentative: null })).toStrictEqual({
      ...{ establishment: 'GB', euRepresentative: null },
    });
  });

  test('of one place together are some where either is some', () => {
    expect(recordedFacts({ residents: { UK: null, GB: 3 } }).residents).toEqual({ GB: null });
    expect(recordedFacts({ residents: { UK: 3, GB: null } }).residents).toEqual({ GB: null });
  });

  test('of today are the same object, by which a plan being made knows that it is still of use', () => {
    expect(recordedFacts(facts)).toBe(facts);
  });

  test('read so from events and from what is handed on', () => {
    const head = { breachId: 'TOC-2026-0001', at: '2026-11-24T09:00:00.000Z', by: 'x', role: 'responder' };
    const data = { breachId: head.breachId, origin: 'report', source: 'x', exercise: null, reportedAt: head.at };
    const narrative = { title: 'T', summary: '', consequences: '', measures: '' };
    const reported = { ...head, type: 'reported', data: { ...data, facts: asBefore }, personal: { narrative } };
    const changed = {
      ...head,
      type: 'facts-amended',
      data: { changed: { establishment: 'UK' } },
      personal: { narrative: {}, reasons: 'r' },
    };
    const state = foldEvents([reported, changed] as unknown as Parameters<typeof foldEvents>[0]);
    expect(state?.facts).toMatchObject({ residents: { GB: 903, GR: null, ZZ: 2 }, establishment: 'GB' });
    const kept = { ...(state as BreachState), facts: asBefore };
    expect(currentState(kept).facts.residents).toEqual({ GB: 903, GR: null, ZZ: 2 });
  });
});
