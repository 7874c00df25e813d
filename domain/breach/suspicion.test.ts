import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../test/support/plans.ts';
import { HOUR_MS, plusMs } from '../time.ts';
import { evolve } from './evolve.ts';
import type { AwarenessEntry } from './state.ts';
import { courseOf, firstSuspicionOf, knownFirstOf, longGapOf } from './suspicion.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-30T08:00:00.000Z';
const hoursOn = (hours: number) => plusMs(T0, hours * HOUR_MS);
const aware = (hours: number, reasons = ''): AwarenessEntry => {
  return { awareAt: hoursOn(hours), recordedAt: NOW, by: 'dpo', reasons };
};
const said = (hours: number) => ({ at: hoursOn(hours), by: 'user:2', recordedAt: NOW, reasons: 'The log says so.' });
const reported = evolve(null, reportedEvent('TOC-2026-0001', T0));
const having = (...awareness: AwarenessEntry[]) => ({ ...reported, awareness });
const suspectedAt = (hours: number, ...awareness: AwarenessEntry[]) => {
  return { ...having(...awareness), suspicion: { first: said(hours) } };
};

describe('the first suspicion', () => {
  it('is that of the report, else as somebody said, and never after the awareness', () => {
    expect(firstSuspicionOf(having(aware(1)))).toBe(T0);
    expect(firstSuspicionOf({ ...reported, suspicion: { investigation: said(1) } })).toBe(T0);
    expect(firstSuspicionOf(suspectedAt(2))).toBe(hoursOn(2));
    expect(firstSuspicionOf(suspectedAt(2, aware(3)))).toBe(hoursOn(2));
    expect(firstSuspicionOf(suspectedAt(2, aware(1)))).toBe(hoursOn(1));
  });
});

describe('a gap between suspicion and awareness', () => {
  it('is long only beyond the target, to the millisecond, and counted in whole hours', () => {
    expect(longGapOf(having(), 48)).toBeNull();
    expect(longGapOf(having(aware(48)), 48)).toBeNull();
    const just = { ...aware(48), awareAt: plusMs(hoursOn(48), 1) };
    expect(longGapOf(having(just), 48)).toEqual({ suspectedAt: T0, awareAt: just.awareAt, hours: 48, because: '' });
    expect(longGapOf(having(aware(49.99)), 48)?.hours).toBe(49);
    expect(longGapOf(suspectedAt(40, aware(60)), 48)).toBeNull();
    expect(longGapOf(suspectedAt(-40, aware(20)), 48)).toMatchObject({ suspectedAt: hoursOn(-40), hours: 60 });
  });

  it.each<[string, AwarenessEntry[], string]>([
    ['the reasons of the awareness that left it', [aware(10, 'A'), aware(60, 'B')], 'B'],
    ['nothing of one from before it', [aware(10, 'A'), aware(60)], ''],
    ['not those of a correction', [aware(60, 'B'), aware(61, 'A slip.')], 'B'],
    ['those said later, of the same instant', [aware(60), aware(60, 'C')], 'C'],
    ['the newest of these', [aware(60, 'B'), aware(60, 'C')], 'C'],
    ['what was said, where the same is recorded again without', [aware(60, 'B'), aware(60)], 'B'],
    ['those of a correction that is recorded again', [aware(60), aware(61, 'A slip.'), aware(61, 'D')], 'D'],
    ['those since it was last left', [aware(60, 'B'), aware(10, 'A'), aware(60, 'D')], 'D'],
    ['none, where it was last left without', [aware(60, 'B'), aware(10, 'A'), aware(60)], ''],
    ['nothing that was said again before that', [aware(60, 'B'), aware(60, 'C'), aware(10), aware(60)], ''],
  ])('is explained by %s', (_, awareness, because) => {
    expect(longGapOf(having(...awareness), 48)?.because).toBe(because);
  });
});

describe('an awareness before the recorded suspicion', () => {
  it('asks for an explanation, and one of the same instant does not', () => {
    expect(knownFirstOf(suspectedAt(5))).toBeNull();
    expect(knownFirstOf(suspectedAt(5, aware(5)))).toBeNull();
    expect(knownFirstOf(having(aware(-5)))).toBeNull();
    expect(knownFirstOf(suspectedAt(5, aware(4, 'Another alarm.')))).toEqual({
      ...{ suspectedAt: hoursOn(5), awareAt: hoursOn(4), because: 'Another alarm.' },
    });
    expect(knownFirstOf(suspectedAt(5, aware(6, 'A'), aware(4)))?.because).toBe('');
  });
});

describe('how it came to be known', () => {
  const first = { at: T0, by: 'responder', recordedAt: T0, reasons: '' };
  it('begins with the report, by whoever handed it in, or with the source of the alert', () => {
    const open = { investigationStartedAt: null, awareAt: null, gap: null, knownFirst: null };
    expect(courseOf(reported, 24)).toEqual({ firstSuspicionAt: first, ...open });
    const { reporter: _, ...alert } = { ...reported, source: 'guardduty' };
    expect(courseOf(alert, 24).firstSuspicionAt.by).toBe('guardduty');
  });

  it('names who said since when it was suspected and looked into', () => {
    const state = { ...reported, suspicion: { first: said(-3), investigation: said(1) } };
    expect(courseOf(state, 24)).toMatchObject({ firstSuspicionAt: said(-3), investigationStartedAt: said(1) });
  });

  it.each([
    ['not asked for an explanation within the target', aware(24.5), 25, 24, 'not-asked', ''],
    ['without the explanation that it asks for', aware(24.5), 24, 24, 'missing', ''],
    ['with it', aware(24.5, 'Logs came late.'), 24, 24, 'given', 'Logs came late.'],
  ])('says how long it took: %s', (_, entry, targetHours, hours, explanation, because) => {
    const { awareAt, gap, firstSuspicionAt } = courseOf(having(entry), targetHours);
    expect(gap).toEqual({ hours, targetHours, explanation, because });
    expect(firstSuspicionAt).toEqual(first);
    const { reasons, recordedAt, by } = entry;
    expect(awareAt).toEqual({ at: entry.awareAt, by, recordedAt, reasons });
  });

  it('takes the awareness for the first suspicion where it is earlier, as the same person said', () => {
    expect(courseOf(having(aware(-2, 'Seen.')), 24)).toMatchObject({
      firstSuspicionAt: { at: hoursOn(-2), by: 'dpo', recordedAt: NOW, reasons: 'Seen.' },
      gap: { hours: 0 },
      knownFirst: null,
    });
    expect(courseOf(suspectedAt(5, aware(4)), 24).knownFirst).toMatchObject({ awareAt: hoursOn(4) });
  });
});
