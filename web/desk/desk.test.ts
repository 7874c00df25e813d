import { describe, expect, it } from '@jest/globals';
import { testView } from '../../test/support/view.ts';
import type { DeskClock, DeskModel } from './model.ts';
import { deskPage } from './page.ts';

const now = '2026-11-24T08:40:00.000Z';
const clock = (patch: Partial<DeskClock>): DeskClock => ({
  breachId: 'TOC-2026-0041',
  incident: 'Session stolen',
  exercise: false,
  obligation: 'gdpr-art33-1-authority',
  article: 'GDPR Art. 33(1)',
  title: 'Notify the authority',
  recipient: 'Berlin DPA',
  basis: 'law',
  status: 'running',
  start: '2026-11-21T12:05:00.000Z',
  due: '2026-11-24T12:05:00.000Z',
  endedAt: null,
  ...patch,
});
const page = (clocks: DeskClock[], suspicions: DeskModel['suspicions'] = []) =>
  deskPage(testView(), { clocks, suspicions });
const headingOf = (text: string) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];
const groupOf = (text: string, id: string) =>
  new RegExp(`<section class="card" id="${id}"[\\s\\S]*?</section>`).exec(text)?.[0] ?? '';

const wordsOf = (text: string) => text.replaceAll(/<[^>]+>/g, '');

describe('the desk', () => {
  it('says the worst first, at a fixed time', () => {
    const overdue = clock({ breachId: 'TOC-1', due: '2026-11-23T16:40:00.000Z', status: 'overdue' });
    expect(headingOf(page([clock({}), overdue]))).toBe('One duty is overdue. The next limit is today, 13:05 CET.');
    expect(headingOf(page([clock({})]))).toBe('The next limit is today, 13:05 CET.');
    expect(headingOf(page([]))).toBe('No clock is running.');
    const suspicion = { breachId: 'TOC-2', incident: 'Odd sign-in', exercise: false, reportedAt: now };
    expect(headingOf(page([], [suspicion]))).toBe('No clock is running. One suspicion waits to be confirmed.');
  });

  it('never counts an exercise, and marks it', () => {
    const drill = clock({ breachId: 'EX-1', exercise: true, due: '2026-11-23T16:40:00.000Z', status: 'overdue' });
    const text = page([drill]);
    expect(headingOf(text)).toBe('No real clock is running. 1 exercise clock is.');
    expect(text).toContain('1 exercise clock is shown but not counted.');
    expect(groupOf(text, 'overdue')).toContain('Berlin DPA (not really sent)');
    expect(groupOf(text, 'overdue')).toContain('EXERCISE');
  });

  it('takes a clock past its limit as overdue even before the engine said so', () => {
    const text = page([clock({ due: '2026-11-24T08:39:59.000Z' })]);
    expect(groupOf(text, 'overdue')).toContain('Overdue</span>');
    expect(groupOf(text, 'overdue')).toContain('--reasons …');
  });

  it('groups by time left, and says how a duty ended', () => {
    const text = page([
      clock({ obligation: 'soon', due: '2026-11-25T08:40:00.000Z' }),
      clock({ obligation: 'later', due: '2026-11-25T08:40:00.001Z' }),
      clock({ obligation: 'a', status: 'filed', endedAt: '2026-11-24T08:05:00.000Z' }),
      clock({
        obligation: 'b',
        status: 'filed-late',
        due: '2026-11-24T06:00:00.000Z',
        endedAt: '2026-11-24T08:10:00.000Z',
      }),
      clock({ obligation: 'c', status: 'waived' }),
      clock({ obligation: 'd', status: 'does-not-apply' }),
    ]);
    expect(wordsOf(groupOf(text, 'soon'))).toContain('bin/tocsin file TOC-2026-0041 soon --receipt …');
    expect(wordsOf(groupOf(text, 'later'))).toContain('bin/tocsin file TOC-2026-0041 later --receipt …');
    expect(groupOf(text, 'met')).toContain('4 h 0 min early');
    expect(groupOf(text, 'met')).toContain('2 h 10 min late, with reasons');
    expect(groupOf(text, 'met').match(/<tr role="row" class="">/g)).toHaveLength(3);
  });

  it('keeps ids in one piece', () => {
    expect(page([clock({})])).toContain('<span class="nowrap">gdpr-art33-1-authority</span>');
  });

  it('says in words what is away, and goes on showing the clocks', () => {
    const text = deskPage(testView({ away: 'temporal' }), { clocks: [clock({})], suspicions: [] });
    expect(text).toMatch(/role="alert">Temporal does not answer\./);
    expect(groupOf(text, 'soon')).toContain('GDPR Art. 33(1)');
    expect(page([])).not.toContain('role="alert"');
  });

  it('shows a house target as that, never as law', () => {
    expect(page([clock({ basis: 'policy' })])).toContain('house target, no limit in law');
    expect(page([clock({})])).not.toContain('house target');
  });
});
