import { describe, expect, it } from '@jest/globals';
import { rungsOf } from './rungs.ts';

const clock = { start: '2026-11-24T08:00:00.000Z', due: '2026-11-27T08:00:00.000Z' };
type Ladder = Parameters<typeof rungsOf>[0];
const rung = (name: string, before: Ladder[number]['before']): Ladder[number] => ({
  ...{ name, before, to: ['dpo'], channels: ['email'] },
});
const named = (ladder: Ladder, scale = 1) => rungsOf(ladder, clock, scale).map(({ name, at }) => [name, at]);

describe('a ladder over a clock', () => {
  it('has its rungs as instants, in order, and not in that of the file', () => {
    const ladder = [rung('overdue-12-hours', -12), rung('24-hours-left', 24), rung('clock-started', 'start')];
    expect(named(ladder)).toEqual([
      ['clock-started', '2026-11-24T08:00:00.000Z'],
      ['24-hours-left', '2026-11-26T08:00:00.000Z'],
      ['overdue-12-hours', '2026-11-27T20:00:00.000Z'],
    ]);
  });

  it('has those of one instant in the order of their names, whatever the file has', () => {
    const [a, b] = [rung('a', 24), rung('b', 24)];
    expect([named([b, a]), named([a, b])].map((rungs) => rungs.map(([name]) => name))).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('leaves out what would come before the start, or with it', () => {
    expect(
      named([rung('early', 73), rung('at-the-start', 72), rung('just-after', 71.999)]).map(([name]) => name),
    ).toEqual(['just-after']);
  });

  it('runs as much faster in an exercise', () => {
    expect(named([rung('24-hours-left', 24), rung('overdue-12-hours', -12)], 3_600)).toEqual([
      ['24-hours-left', '2026-11-27T07:59:36.000Z'],
      ['overdue-12-hours', '2026-11-27T08:00:12.000Z'],
    ]);
  });

  it('tells whom and by what the ladder says', () => {
    expect(rungsOf([{ ...rung('start', 'start'), to: ['deputy'], channels: ['slack'] }], clock, 1)).toEqual([
      { name: 'start', at: clock.start, to: ['deputy'], channels: ['slack'] },
    ]);
  });
});
