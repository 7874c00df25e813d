import { describe, expect, it } from '@jest/globals';
import { testView } from '../../test/support/view.ts';
import type { DeskClock } from './model.ts';
import { weekStrip } from './strip.ts';
import { fromNowOn, weekInWords, weekOf } from './week.ts';

const view = testView();
const clock = (breachId: string, due: string, patch: Partial<DeskClock> = {}): DeskClock => ({
  ...{
    breachId,
    due,
    incident: `Incident ${breachId}`,
    exercise: false,
    obligation: due.slice(5, 16),
    article: 'Art. 33',
  },
  ...{ title: 'Notify', recipient: 'DPA', stage: 'initial', basis: 'law', status: 'running', endedAt: null },
  start: '2026-11-21T12:05:00.000Z',
  ...patch,
});
const SEVEN = { daysBack: 2, days: 7 };

describe('the week', () => {
  it('is seven local days around today, also where the clocks change', () => {
    const { from, until, days } = weekOf([], view, SEVEN);
    expect([from, until]).toEqual(['2026-11-21T23:00:00.000Z', '2026-11-28T23:00:00.000Z']);
    expect(days.filter((d) => d.isToday).map((d) => d.label)).toEqual(['Tue 24 Nov']);
    expect(days.filter((d) => d.isWeekend).map((d) => d.label)).toEqual(['Sun 22 Nov', 'Sat 28 Nov']);
    const autumn = weekOf([], testView({ now: '2026-10-25T12:00:00.000Z' }), SEVEN);
    expect([autumn.from, autumn.until]).toEqual(['2026-10-22T22:00:00.000Z', '2026-10-29T23:00:00.000Z']);
  });

  it('has a lane for each incident, the most pressing first and exercises last; one point for one limit', () => {
    const { lanes, earlier, later } = weekOf(
      [
        clock('EX-1', '2026-11-24T09:00:00.000Z', { exercise: true }),
        clock('B', '2026-11-25T08:00:00.000Z'),
        clock('B', '2026-11-25T08:00:00.000Z', { obligation: 'second' }),
        clock('A', '2026-11-23T08:00:00.000Z', { status: 'overdue' }),
        clock('C', '2026-11-21T22:59:59.999Z'),
        clock('D', '2026-11-28T23:00:00.000Z'),
      ],
      view,
      SEVEN,
    );
    expect(lanes.map((l) => l.breachId)).toEqual(['A', 'B', 'EX-1']);
    expect(lanes.map((l) => l.points.map((p) => p.label))).toEqual([
      ['Art. 33 overdue'],
      ['2 due, 09:00'],
      ['Art. 33, 10:00'],
    ]);
    expect([earlier, later]).toEqual([1, 1]);
  });

  it('tells in sentences what it draws, and draws text only as text', () => {
    const clocks = [
      clock('A', '2026-11-23T08:00:00.000Z'),
      clock('<b>', '2026-11-25T08:00:00.000Z', { exercise: true }),
    ];
    const week = weekOf(clocks, view, SEVEN);
    expect(weekInWords(week, view)).toBe('1 limit has passed. 1 on Wed 25 Nov. The tables below hold the same facts.');
    const { text } = weekStrip(week, view);
    expect(text).not.toContain('<b>');
    expect(text).not.toMatch(/style=/);
    expect(text.match(/class="m-drill"/g)).toHaveLength(2);
  });

  it('starts now on a phone, with what is overdue still there', () => {
    const week = weekOf([clock('A', '2026-11-23T08:00:00.000Z'), clock('B', '2026-11-28T08:00:00.000Z')], view, SEVEN);
    const phone = fromNowOn(week, view.now, 3);
    expect([phone.from, phone.lanes.map((l) => l.breachId)]).toEqual([view.now, ['A']]);
  });
});
