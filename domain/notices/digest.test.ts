import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import type { PlannedObligation } from '../plan/types.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import { digestValues, targetValues, type WarnedDuty } from './digest.ts';
import { renderNotice } from './render.ts';

const { organisation, notices } = loadPolicy('policy');
const NOW: Instant = '2026-11-24T08:20:00.000Z';
const LINK = 'https://tocsin.example/desk/breaches/B-1';

const duty = (article: string, hours: number, rung: string): WarnedDuty => ({
  obligation: { article, title: `Do as ${article} says` },
  due: plusMs(NOW, hours * HOUR_MS),
  rung,
});

function mail(duties: WarnedDuty[], exercise = false) {
  const template = notices.en?.warnings;
  if (template === undefined) throw new Error('no template');
  return renderNotice(template, digestValues(organisation, 'B-1', duties, LINK, NOW, exercise), { exercise });
}

test('names what is overdue first, however much the others press', () => {
  const { subject } = mail([duty('Art. 1', 1, '1-hour-left'), duty('Art. 2', -12, 'overdue-12-hours')]);
  expect(subject).toBe('B-1, 12 hours overdue: Art. 2, due Mon 23 Nov 2026, 21:20 CET (20:20 UTC), and 1 other duty');
});

test('names what has the least time left where nothing is overdue, and counts the others', () => {
  const duties = [
    duty('Art. 1', 72, 'clock-started'),
    duty('Art. 2', 4, '4-hours-left'),
    duty('Art. 3', 24, '24-hours-left'),
  ];
  expect(mail(duties).subject).toMatch(/^B-1, 4 hours left: Art\. 2, due .*, and 2 other duties$/);
});

test('has a line for each duty, with its limit and the time left, and the way to the breach', () => {
  const { text } = mail([duty('Art. 1', 71.5, 'clock-started'), duty('Art. 2', 4, '4-hours-left')]);
  const lines = text.replaceAll('\n  ', ' ').split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      '- Art. 2, Do as Art. 2 says: 4 hours left; due Tue 24 Nov 2026, 13:20 CET (12:20 UTC)',
      '- Art. 1, Do as Art. 1 says: clock started, 2 d 23 h left; due Fri 27 Nov 2026, 08:50 CET (07:50 UTC)',
      LINK,
    ]),
  );
  expect(text.indexOf('Art. 2')).toBeLessThan(text.indexOf('Art. 1'));
});

test('tells the time left to the minute under a day, in both languages', () => {
  const leftIn = (hours: number, language = 'en') => {
    const duties = [duty('Art. 1', hours, 'clock-started')];
    return digestValues(organisation, 'B-1', duties, LINK, NOW, false, language).duties;
  };
  expect(leftIn(0.5)).toContain('clock started, 30 min left;');
  expect(leftIn(4 - 1 / 60)).toContain('clock started, 3 h 59 min left;');
  expect(leftIn(4)).toContain('clock started, 4 h left;');
  expect(leftIn(4 - 1 / 60, 'de')).toContain('Frist läuft, noch 3 h 59 min;');
  expect(leftIn(0)).toContain('clock started, 0 min left;');
});

test('says of a duty whose limit no law sets that it is a target of our own', () => {
  const [byLaw, own] = (['law', 'policy'] as const).map((basis): WarnedDuty => {
    const warned = duty(`Art. ${basis}`, 4, 'clock-started');
    return { ...warned, obligation: { ...warned.obligation, clock: { basis } as PlannedObligation['clock'] } };
  });
  const both = [byLaw, own].flatMap((each) => each ?? []);
  const { duties } = digestValues(organisation, 'B-1', both, LINK, NOW, false, 'de');
  expect(duties).toMatch(/Art\. law.*UTC\)$/m);
  expect(duties).toMatch(/Art\. policy.*UTC\) \(eigenes Ziel\)$/m);
});

test('of an exercise says so, and shows seconds', () => {
  const { subject, text } = mail([duty('Art. 1', 1, '1-hour-left'), duty('Art. 2', 4, '4-hours-left')], true);
  expect(subject).toMatch(/^EXERCISE: .*10:20:00 CET/);
  expect(text).toMatch(/^EXERCISE\./);
});

test('about targets of our own names the most urgent by what it asks for, in the language of its template', () => {
  const target = (id: string, title: string, hours: number, rung: string): WarnedDuty => ({
    ...duty('Own target', hours, rung),
    obligation: { id, article: 'Own target', title },
  });
  const targets = [
    target('organisation-triage', 'Confirm or dismiss it', 4, 'clock-started'),
    target('organisation-take', 'Take the incident', -12, 'overdue-12-hours'),
  ];
  const of = (language?: string) => targetValues(organisation, 'B-1', targets, LINK, NOW, false, language);
  expect(of()).toMatchObject({ target: 'Take the incident', rung: '12 hours overdue', others: '1 other duty' });
  expect(of('en').target).toBe('Take the incident');
  expect(of('de').target).toBe('Vorfall übernehmen');
});
