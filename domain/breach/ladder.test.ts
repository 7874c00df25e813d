import { describe, expect, it } from '@jest/globals';
import { clock72h, rungsBefore } from '../../test/support/plans.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import { climb, goOn, ladderSteps, nextStepAt, type RunningClock, rungKey } from './ladder.ts';

const T0: Instant = '2026-11-24T08:00:00.000Z';
const clock = clock72h(T0);
const running: RunningClock = {
  ...{ obligation: 'art33', clock, fired: [], overdue: false },
  rungs: rungsBefore(clock.due, 48, 24, 1, -12),
};
const hours = (left: number) => plusMs(clock.due, -left * HOUR_MS);
const nameOf = ({ step }: ReturnType<typeof climb>) => (step?.kind === 'rung' ? step.rung.name : (step?.kind ?? null));

describe('a running clock', () => {
  it('has nothing to do before its next instant', () => {
    expect(nextStepAt([running], T0)).toBe(hours(48));
    expect(climb(running, T0)).toEqual({ step: null, rest: running });
  });

  it('fires a rung once', () => {
    const first = climb(running, hours(48));
    expect([nameOf(first), nameOf(climb(first.rest, hours(48)))]).toEqual(['48-hours-left', null]);
    expect(nextStepAt([first.rest], hours(48))).toBe(hours(24));
  });

  it('that nobody looked at for long takes one step for all it missed', () => {
    const late = climb(running, hours(20));
    expect(late.step).toMatchObject({ rung: { name: '24-hours-left' }, skipped: ['48-hours-left'] });
    const overdue = climb(running, hours(-13));
    expect([nameOf(overdue), nameOf(climb(overdue.rest, hours(-13)))]).toEqual(['overdue', null]);
    expect(nextStepAt([overdue.rest], hours(-13))).toBeNull();
  });

  it('passes its limit at that very instant, also where a rung of it is due then too', () => {
    expect(climb(running, plusMs(clock.due, -1)).step).toMatchObject({ rung: { name: '1-hours-left' } });
    expect(nameOf(climb(running, clock.due))).toBe('overdue');
    const atLimit = { ...running, rungs: rungsBefore(clock.due, 0) };
    expect(nameOf(climb(atLimit, clock.due))).toBe('overdue');
    expect(climb({ ...atLimit, overdue: true }, hours(-1)).step).toBeNull();
  });

  it('warns on after its limit', () => {
    const overdue = climb(running, clock.due).rest;
    expect(nextStepAt([overdue], clock.due)).toBe(hours(-12));
    expect(nameOf(climb(overdue, hours(-12)))).toBe('12-hours-late');
  });

  it('among several tells when the first of them has something to do', () => {
    const later = { ...running, rungs: rungsBefore(clock.due, 24) };
    expect(nextStepAt([later, running], T0)).toBe(hours(48));
    expect(nextStepAt([], T0)).toBeNull();
  });

  it('taken up from a record fires no rung that a later one or the limit has passed over', () => {
    const fired = [rungKey('24-hours-left', clock.due)];
    expect(climb({ ...running, fired }, hours(20)).step).toBeNull();
    expect(climb({ ...running, overdue: true }, hours(-1)).step).toBeNull();
  });
});

describe('a clock that the breach speaks of', () => {
  it('goes on where its limit is the same, with what it fired that is not on record yet', () => {
    const known = climb(running, hours(48)).rest;
    expect(climb(goOn(known, running), hours(48)).step).toBeNull();
    const overdue = climb(running, hours(0)).rest;
    expect(climb(goOn(overdue, running), hours(0)).step).toBeNull();
  });

  it('is overdue where either knows it, and fires nothing again that either knows', () => {
    const known = climb(running, hours(48)).rest;
    expect(climb(goOn(known, { ...running, overdue: true }), hours(-1)).step).toBeNull();
    const wanted = { ...running, fired: [rungKey('24-hours-left', clock.due)] };
    expect(new Set(goOn(known, wanted).fired)).toEqual(new Set([...known.fired, ...wanted.fired]));
    expect(goOn(known, running).overdue).toBe(false);
  });

  it('fires its rungs anew where it has moved, or was not running', () => {
    const moved = clock72h(plusMs(T0, HOUR_MS));
    const wanted = { ...running, clock: moved, rungs: rungsBefore(moved.due, 48) };
    expect(goOn(climb(running, hours(48)).rest, wanted)).toEqual(wanted);
    expect(goOn(undefined, wanted)).toEqual(wanted);
  });
});

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
  it('skips what was earlier, in whatever order the policy names its rungs', () => {
    const [step] = ladderSteps(clock, rungsBefore(clock.due, 24, 48), [], false, hours(20));
    expect(step).toMatchObject({ rung: { name: '24-hours-left' }, skipped: ['48-hours-left'] });
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
