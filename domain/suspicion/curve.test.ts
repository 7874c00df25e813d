import { describe, expect, it } from '@jest/globals';
import { alertCurve } from './curve.ts';

describe('the curve of alerts', () => {
  it('of one alert is the last of a day of bars', () => {
    const curve = alertCurve([{ hour: '2026-11-24T08', count: 1 }]);
    expect(curve).toMatchObject({ stepHours: 1, most: { at: '2026-11-24T08:00:00.000Z', count: 1 } });
    expect(curve?.bars).toHaveLength(24);
    expect(curve?.bars.at(-1)).toEqual({ at: '2026-11-24T08:00:00.000Z', count: 1 });
  });

  it('keeps every alert in its hour, over midnight', () => {
    const curve = alertCurve([
      { hour: '2026-11-23T23', count: 50_000 },
      { hour: '2026-11-24T00', count: 7 },
    ]);
    expect(curve?.bars.filter(({ count }) => count > 0)).toEqual([
      { at: '2026-11-23T23:00:00.000Z', count: 50_000 },
      { at: '2026-11-24T00:00:00.000Z', count: 7 },
    ]);
  });

  it('has longer bars where it came again after weeks, and loses none', () => {
    const curve = alertCurve([
      { hour: '2026-10-01T00', count: 3 },
      { hour: '2026-11-24T08', count: 4 },
    ]);
    expect(curve?.stepHours).toBe(14);
    expect(curve?.bars.length).toBeLessThanOrEqual(96);
    expect(curve?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(7);
    expect([curve?.bars[0]?.count, curve?.bars.at(-1)?.count]).toEqual([3, 4]);
  });

  it('is none where nothing came', () => {
    expect(alertCurve([])).toBeNull();
  });
});
