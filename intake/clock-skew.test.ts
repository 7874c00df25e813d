import { describe, expect, it } from '@jest/globals';
import { createSkewWatch, provenSkew, type Skew } from './clock-skew.ts';

describe('the difference of two clocks', () => {
  it('is nothing while theirs may have been read between asking and answering, however slow', () => {
    expect(provenSkew({ before: 1_000, theirs: 1_000, after: 9_000 })).toBe(0);
    expect(provenSkew({ before: 1_000, theirs: 9_000, after: 9_000 })).toBe(0);
  });

  it('is what lies outside of that, ahead or behind', () => {
    expect(provenSkew({ before: 10_000, theirs: 4_000, after: 10_100 })).toBe(-6_000);
    expect(provenSkew({ before: 10_000, theirs: 17_100, after: 10_100 })).toBe(7_000);
  });
});

describe('the watch over other clocks', () => {
  const reading = (skewMs: number) => ({ before: 100_000, theirs: 100_000 + skewMs, after: 100_000 });
  function watchOver(storeSkewMs: () => number, warned: Skew[] = []) {
    const readStoreClock = async () => 100_000 + storeSkewMs();
    return createSkewWatch({ nowMs: () => 100_000, readStoreClock, warn: (skew) => warned.push(skew) });
  }

  it('says nothing below three seconds', async () => {
    const watch = watchOver(() => 2_999);
    watch.noteTemporal(reading(-2_999));
    expect(await watch.read()).toBeNull();
  });

  it('tells the wider of two, and forgets a clock that was set right', async () => {
    const watch = watchOver(() => 4_000);
    watch.noteTemporal(reading(-9_000));
    expect(await watch.read()).toEqual({ of: 'temporal', ms: -9_000 });
    watch.noteTemporal(reading(0));
    expect(await watch.read()).toEqual({ of: 'mongodb', ms: 4_000 });
  });

  it('warns once when a difference appears, and again when it comes back', async () => {
    const warned: Skew[] = [];
    let skewMs = 0;
    const watch = watchOver(() => skewMs, warned);
    for (skewMs of [5_000, 5_100, 0, -4_000]) await watch.read();
    expect(warned).toEqual([
      { of: 'mongodb', ms: 5_000 },
      { of: 'mongodb', ms: -4_000 },
    ]);
  });

  it('goes on without MongoDB', async () => {
    const watch = watchOver(() => {
      throw new Error('away');
    });
    watch.noteTemporal(reading(5_000));
    expect(await watch.read()).toEqual({ of: 'temporal', ms: 5_000 });
  });

  it("takes MongoDB's time for its own where it is proven wrong, and Temporal's for Temporal", async () => {
    let skewMs = 2_000;
    const watch = watchOver(() => skewMs);
    await watch.read();
    expect([watch.nowMs(), watch.temporalMs()]).toEqual([100_000, 100_000]);
    skewMs = -600_000;
    await watch.read();
    expect([watch.nowMs(), watch.temporalMs()]).toEqual([-500_000, -500_000]);
    watch.noteTemporal(reading(-4_000));
    expect([watch.nowMs(), watch.temporalMs()]).toEqual([-500_000, 96_000]);
  });
});
