import { describe, expect, it } from '@jest/globals';
import { clock72h, rungsBefore } from '../../test/support/plans.ts';
import { ladderSteps, rungKey } from './ladder.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const clock = clock72h(T0);
const rungs = rungsBefore(clock.due, 1, 48, 24, -12);
const names = (now: string, fired: string[] = [], overdue = false) =>
  ladderSteps(clock, rungs, fired, overdue, now).map((s) => (s.kind === 'rung' ? s.rung.name : 'overdue'));

describe('a ladder', () => {
  it('climbs in order of time, passes the due instant, and goes on after it', () => {
    expect(names(T0)).toEqual(['48-hours-left', '24-hours-left', '1-hours-left', 'overdue', '12-hours-late']);
  });
  it('merges rungs missed before it starts into the last of them', () => {
    const steps = ladderSteps(clock, rungs, [], false, '2026-11-26T12:00:00.000Z');
    expect(steps[0]).toMatchObject({ kind: 'rung', rung: { name: '24-hours-left' }, skipped: ['48-hours-left'] });
    expect(steps.length).toBe(4);
  });
  it('is overdue at once when it starts after its due instant', () => {
    expect(names('2026-12-01T00:00:00.000Z')).toEqual(['overdue']);
    expect(names('2026-11-27T09:00:00.000Z')).toEqual(['overdue', '12-hours-late']);
  });
  it('does not fire again what fired, nor call overdue twice', () => {
    expect(names(T0, [rungKey('48-hours-left', clock.due)], true)).toEqual([
      '24-hours-left',
      '1-hours-left',
      '12-hours-late',
    ]);
  });
});
