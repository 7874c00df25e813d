import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../test/support/plans.ts';
import { System } from '../dataflow.ts';
import { evolve } from './evolve.ts';
import { type Plannable, planInputOf } from './plan-input.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const breach: Plannable = { ...evolve(null, reportedEvent('TOC-2026-0001', T0)), at: NOW, filings: {} };
const system = (id: string, more: { suppliers?: string[]; customers?: string[] }) =>
  System.parse({
    ...{ id, name: id, plane: 'customer-data', dataClasses: ['simple'], dataCategories: ['names'], countries: ['DE'] },
    ...more,
  });

describe('what a plan is made from', () => {
  it('names whom to tell, each with every touched system that is theirs', () => {
    const systems = [
      system('console', { suppliers: ['fjord'], customers: ['acme', 'gull'] }),
      system('billing', { customers: ['acme'] }),
    ];
    expect({ ...planInputOf(breach, systems).systemsOf }).toEqual({
      fjord: { kind: 'supplier', systems: ['console'] },
      acme: { kind: 'customer', systems: ['console', 'billing'] },
      gull: { kind: 'customer', systems: ['console'] },
    });
    expect(Object.keys(planInputOf(breach, []).systemsOf)).toEqual([]);
  });

  it('says that a touched system is not in the register, only where one is not', () => {
    expect(planInputOf({ ...breach, unlisted: true }, []).dataFlow).toMatchObject({ unlisted: true });
    expect(planInputOf({ ...breach, unlisted: false }, []).dataFlow).not.toHaveProperty('unlisted');
  });

  it('counts from the awareness that counts, in the law’s own time unless it is an exercise', () => {
    const said = (awareAt: string) => ({ awareAt, recordedAt: NOW, by: 'dpo', reasons: '' });
    expect(planInputOf(breach, [])).toMatchObject({
      ...{ at: NOW, openedAt: T0, awareness: null, scale: 1 },
      isDrill: false,
    });
    const drill = { ...breach, awareness: [said(T0), said(NOW)], exercise: { scale: 60 } };
    expect(planInputOf(drill, [])).toMatchObject({ awareness: NOW, scale: 60, isDrill: true });
  });

  it('reads a request of earlier versions, which said nothing of later filings or of supplements', () => {
    expect(planInputOf(breach, [])).toMatchObject({ updates: {}, supplements: [], movedSince: {} });
    const known = { updates: { duty: NOW }, supplements: ['duty'], movedSince: { duty: T0 } };
    expect(planInputOf({ ...breach, ...known }, [])).toMatchObject(known);
  });
});
