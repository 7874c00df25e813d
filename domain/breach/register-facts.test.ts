import { describe, expect, it } from '@jest/globals';
import { planOf, reportedEvent } from '../../test/support/plans.ts';
import { evolve } from './evolve.ts';
import { registerFacts } from './register-facts.ts';
import type { BreachState } from './state.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
const { dataFlow } = planOf(T0);
const having = (facts: Partial<BreachState['facts']>, flow: Partial<typeof dataFlow> | null = {}) =>
  registerFacts({
    ...{ narrative: reported.narrative, facts: { ...reported.facts, ...facts } },
    plan: flow === null ? null : planOf(T0, { dataFlow: { ...dataFlow, ...flow } }),
  });

describe('the facts of a register entry', () => {
  it('before the first plan are what the report says, and no more', () => {
    expect(having({}, null)).toMatchObject({
      ...{ title: 'Session stolen', systems: ['console'], roles: [], dataClasses: [], dataCategories: [] },
      ...{ countries: [], places: { stated: [], listed: [] }, peopleConcerned: null, recordsConcerned: null },
    });
  });

  it('name each kind of data once, of the touched systems and as stated', () => {
    expect(having({ dataClasses: ['sensitive', 'financial'] })).toMatchObject({
      ...{ roles: ['controller'], dataClasses: ['financial', 'sensitive'], dataCategories: ['invoices'] },
    });
  });

  it.each([
    ['as stated', 7, 100, 7],
    ['nobody, where that is stated', 0, 100, 0],
    ['as the register has them while nobody said', null, 100, 100],
    ['not known, which is not nobody', null, null, null],
  ])('count the people concerned: %s', (_, peopleConcerned, listed, counted) => {
    expect(having({ peopleConcerned }, { peopleConcerned: listed }).peopleConcerned).toBe(counted);
  });

  it('say where people live: as stated, with how many, and the register’s countries only until then', () => {
    expect(having({ residents: { FR: 3, US: null } })).toMatchObject({
      places: {
        stated: [
          { place: 'FR', count: 3 },
          { place: 'US', count: null },
        ],
        listed: [],
      },
      countries: ['DE'],
    });
    expect(having({ residents: {} }).places).toEqual({ stated: [], listed: ['DE'] });
    expect(having({ residents: null }).places).toEqual({ stated: [], listed: ['DE'] });
  });
});
