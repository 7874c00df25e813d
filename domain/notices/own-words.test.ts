import { describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { leftInWords, ownWords } from './own-words.ts';

const en = ownWords('en');
const de = ownWords('de');

describe('one and many', () => {
  it.each<[keyof typeof en & ('others' | 'alerts' | 'moreSources' | 'sources' | 'tasks'), string[], string[]]>([
    ['others', ['1 other duty', '2 other duties', '0 other duties'], ['1 weitere', '2 weitere', '0 weitere']],
    ['alerts', ['an alert', '2 alerts', '0 alerts'], ['ein Alarm', '2 Alarme', '0 Alarme']],
    ['tasks', ['a task', '2 tasks', '0 tasks'], ['eine Aufgabe', '2 Aufgaben', '0 Aufgaben']],
    [
      'sources',
      ['an alert source', '2 alert sources', '0 alert sources'],
      ['eine Alarmquelle', '2 Alarmquellen', '0 Alarmquellen'],
    ],
    [
      'moreSources',
      ['and one more source', 'and 2 more sources', 'and 0 more sources'],
      ['und eine weitere Quelle', 'und 2 weitere Quellen', 'und 0 weitere Quellen'],
    ],
  ])('of %s', (what, english, german) => {
    const counts = [1, 2, 0];
    expect(counts.map((n) => en[what](n))).toEqual(english);
    expect(counts.map((n) => de[what](n))).toEqual(german);
  });

  it.each<['evidence' | 'answer', string[], string[]]>([
    [
      'evidence',
      ['- A file came in.', '- 3 files came in.'],
      ['- Eine Datei kam herein.', '- 3 Dateien kamen herein.'],
    ],
    [
      'answer',
      ['- A notice was answered.', '- 3 notices were answered.'],
      ['- Eine Mitteilung wurde beantwortet.', '- 3 Mitteilungen wurden beantwortet.'],
    ],
  ])('of news of %s', (what, english, german) => {
    expect([1, 3].map((n) => en.news[what](n, ''))).toEqual(english);
    expect([1, 3].map((n) => de.news[what](n, ''))).toEqual(german);
  });
});

describe('a rung of a ladder', () => {
  it.each([
    ['clock-started', 'clock started', 'Frist läuft'],
    ['24-hours-left', '24 hours left', 'noch 24 Stunden'],
    ['1-hour-left', '1 hour left', 'noch 1 Stunde'],
    ['30-minutes-left', '30 minutes left', 'noch 30 Minuten'],
    ['2-days', '2 days', '2 Tage'],
    ['overdue', 'overdue', 'überschritten'],
    ['overdue-12-hours', '12 hours overdue', 'seit 12 Stunden überschritten'],
    ['overdue-1-day', '1 day overdue', 'seit 1 Tag überschritten'],
    ['overdue-2-days', '2 days overdue', 'seit 2 Tagen überschritten'],
    ['ask-the-board', 'ask the board', 'ask the board'],
  ])('%s is told in both languages', (rung, english, german) => {
    expect([en.rung(rung), de.rung(rung)]).toEqual([english, german]);
  });
});

describe('how much is left', () => {
  it.each([
    ['clock-started', 50 * HOUR_MS + 59 * MINUTE_MS, ', 2 d 2 h left'],
    ['clock-started', 24 * HOUR_MS, ', 1 d left'],
    ['clock-started', 23 * HOUR_MS + 59 * MINUTE_MS, ', 23 h 59 min left'],
    ['clock-started', HOUR_MS, ', 1 h left'],
    ['clock-started', 59 * MINUTE_MS + 59_999, ', 59 min left'],
    ['clock-started', MINUTE_MS - 1, ', 0 min left'],
    ['clock-started', 0, ', 0 min left'],
    ['clock-started', -1, ''],
    ['24-hours-left', HOUR_MS, ''],
    ['overdue-12-hours', HOUR_MS, ''],
    ['overdue', HOUR_MS, ''],
  ])('at %s with %i ms is told as "%s"', (rung, ms, says) => {
    expect(leftInWords(en, rung, ms)).toBe(says);
  });

  it('is told in German', () => {
    expect(leftInWords(de, 'clock-started', 50 * HOUR_MS)).toBe(', noch 2 T 2 h');
  });
});

describe('lines of a mail to our own people', () => {
  it('name a task with its limit, where it has one', () => {
    expect([en.task('3', null), en.task('3', 'Monday')]).toEqual(['- Task 3', '- Task 3, due Monday']);
    expect([de.task('3', null), de.task('3', 'Montag')]).toEqual(['- Aufgabe 3', '- Aufgabe 3, fällig Montag']);
  });

  it('say of a clock whether it is a target of our own, which has no article', () => {
    const clock = { article: 'Art. 33', title: 'Notify', due: 'Monday' };
    expect([en.clock({ ...clock, isOwn: false }), en.clock({ ...clock, isOwn: true })]).toEqual([
      '- Art. 33, Notify: by Monday',
      '- Art. 33, Notify: by Monday (own target)',
    ]);
    expect([en.next({ ...clock, isOwn: false }), en.next({ ...clock, isOwn: true })]).toEqual([
      'Art. 33, Notify, by Monday',
      'Notify, by Monday (our own target)',
    ]);
    expect([de.clock({ ...clock, isOwn: false }), de.clock({ ...clock, isOwn: true })]).toEqual([
      '- Art. 33, Notify: bis Monday',
      '- Art. 33, Notify: bis Monday (eigenes Ziel)',
    ]);
    expect([de.next({ ...clock, isOwn: false }), de.next({ ...clock, isOwn: true })]).toEqual([
      'Art. 33, Notify, bis Monday',
      'Notify, bis Monday (unser eigenes Ziel)',
    ]);
  });

  it('name our own targets in German, and the duties of the law as the policy does', () => {
    expect(de.title({ id: 'organisation-take', title: 'Take the incident' })).toBe('Vorfall übernehmen');
    expect(de.title({ id: 'gdpr-art33-1-authority', title: 'An die Behörde melden' })).toBe('An die Behörde melden');
    expect(de.title({ title: 'An die Behörde melden' })).toBe('An die Behörde melden');
    expect(en.title({ id: 'organisation-take', title: 'Take the incident' })).toBe('Take the incident');
    const about = { title: 'Vorfall übernehmen', rung: 'Frist läuft', left: '', due: 'Montag' };
    const line = { ...about, article: 'Own target', isOwn: true };
    expect(de.line(line)).toBe('- Eigenes Ziel, Vorfall übernehmen: Frist läuft; fällig Montag');
    const duty = { ...about, article: 'Art. 33', isOwn: false };
    expect(de.line(duty)).toBe('- Art. 33, Vorfall übernehmen: Frist läuft; fällig Montag');
    expect(de.line({ ...duty, isOwn: true })).toMatch(/fällig Montag \(eigenes Ziel\)$/);
    expect(en.line({ ...duty, isOwn: true })).toMatch(/due Montag \(own target\)$/);
  });

  it('tell a moment by the wall and in UTC, with the day of each where they differ', () => {
    expect(de.moment('2026-11-24T08:20:05.000Z', 'Europe/Berlin')).toBe('Di 24. Nov 2026, 09:20 Uhr (08:20 UTC)');
    expect(de.moment('2026-11-24T08:20:05.000Z', 'Europe/Berlin', true)).toBe(
      'Di 24. Nov 2026, 09:20:05 Uhr (08:20:05 UTC)',
    );
    expect(de.moment('2026-11-24T23:30:00.000Z', 'Europe/Berlin')).toBe(
      'Mi 25. Nov 2026, 00:30 Uhr (Di 24. Nov 2026, 23:30 UTC)',
    );
  });

  it('say of a test of a way out that nothing has happened', () => {
    const page = 'https://desk.example/ways';
    expect(en.wayTest('Example GmbH', page)).toEqual({
      subject: 'Tocsin: a test',
      text: expect.stringMatching(/of Example GmbH tests .*Nothing has happened.*https:\/\/desk\.example\/ways$/),
      language: 'en',
    });
    expect(de.wayTest('Example GmbH', page)).toEqual({
      subject: 'Tocsin: ein Test',
      text: expect.stringMatching(/von Example GmbH prüft.*Es ist nichts geschehen.*https:\/\/desk\.example\/ways$/),
      language: 'de',
    });
  });
});

it('a language without words of ours is written to in English', () => {
  expect(ownWords('fr').tasks(2)).toBe('2 tasks');
});
