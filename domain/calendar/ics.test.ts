import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { ClockRow } from '../breach/views.ts';
import { deadlineCalendar } from './deadlines.ts';
import { type CalendarEvent, writeCalendar } from './ics.ts';

const DUE = '2026-11-27T08:20:00.000Z';
const EVENT: CalendarEvent = {
  uid: 'TOC-2026-0001-K7M.gdpr-art33-1-authority@tocsin.example',
  sequence: 7,
  changedAt: '2026-11-24T08:40:00.000Z',
  at: DUE,
  title: 'GDPR Art. 33(1): Notify the supervisory authority (TOC-2026-0001-K7M)',
  text: 'The clock runs.',
  link: 'https://tocsin.example/desk/breaches/TOC-2026-0001-K7M',
  category: 'Tocsin',
  isCancelled: false,
};

/** As another program reads it. */
const read = (text: string) => new ICAL.Component(ICAL.parse(text));
const eventsIn = (text: string) =>
  read(text)
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event));
const calendar = (...events: CalendarEvent[]) => writeCalendar({ name: 'Deadlines', text: 'All of them.', events });

describe('a calendar of deadlines, read by another program', () => {
  it('holds each as one instant in UTC under its own lasting name', () => {
    const text = calendar(EVENT);
    const [event] = eventsIn(text);
    expect([event?.uid, event?.sequence, event?.summary]).toEqual([EVENT.uid, 7, EVENT.title]);
    expect([event?.startDate.toJSDate().toISOString(), event?.endDate.toJSDate().toISOString()]).toEqual([DUE, DUE]);
    expect(event?.startDate.zone.tzid).toBe('UTC');
    expect(text).toContain('\r\nDTSTAMP:20261124T084000Z\r\nLAST-MODIFIED:20261124T084000Z\r\n');
  });

  it('says of what was waived that it was cancelled, and keeps its name', () => {
    const [event] = eventsIn(calendar({ ...EVENT, sequence: 8, isCancelled: true }));
    expect([event?.uid, event?.sequence, event?.component.getFirstPropertyValue('status')]).toEqual([
      EVENT.uid,
      8,
      'CANCELLED',
    ]);
  });

  it.each([
    ['commas, semicolons and backslashes', 'a, b; c \\n d'],
    ['lines', 'one\ntwo\r\nthree\rfour'],
    ['what looks like a property', 'x\r\nATTENDEE:mailto:a@example.org'],
    ['characters of four octets, far beyond a line', '🛎️'.repeat(60)],
    ['umlauts, far beyond a line', 'ä'.repeat(200)],
  ])('gives back %s', (_, title) => {
    const text = calendar({ ...EVENT, title });
    const [event] = eventsIn(text);
    expect(event?.summary).toBe(title.replaceAll(/\r\n?/g, '\n'));
    expect(event?.component.getAllProperties('attendee')).toEqual([]);
  });

  it('has lines of at most 75 octets, that end with CRLF and cut no character', () => {
    const bytes = Buffer.from(calendar({ ...EVENT, title: 'äöü🛎️'.repeat(60) }));
    const lines = bytes.toString('latin1').split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(75);
    expect(lines.at(-1)).toBe('');
    expect(lines.slice(0, -1).join('')).not.toMatch(/[\r\n]/);
    for (const line of lines) {
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'))).not.toThrow();
    }
  });

  it('is one also where nothing is due', () => {
    const empty = read(calendar());
    expect([empty.name, empty.getAllSubcomponents('vevent').length, empty.getAllSubcomponents().length]).toEqual([
      'vcalendar',
      0,
      1,
    ]);
  });
});

const ROW: ClockRow = {
  ...{ breachId: 'TOC-2026-0001-K7M', breachTitle: 'Dana lost a laptop', obligation: 'gdpr-art33-1-authority' },
  ...{ article: 'GDPR Art. 33(1)', title: 'Notify the supervisory authority', recipient: 'supervisory authority' },
  ...{ role: 'controller', regime: 'gdpr', stage: 'initial', start: DUE, due: DUE, latest: null, basis: 'law' },
  ...{ status: 'running', endedAt: null, exercise: false },
};

describe('what a deadline says in a calendar', () => {
  const eventOf = (row: Partial<ClockRow>, language = 'en') => {
    const revisions = new Map([[ROW.breachId, { seq: 4, at: DUE }]]);
    const about = { rows: [{ ...ROW, ...row }], revisions, isCut: false };
    return deadlineCalendar(about, { publicUrl: 'https://tocsin.example:8443', language }).events[0];
  };

  it('is the duty and the reference, and no word of what people wrote', () => {
    const event = eventOf({});
    expect(event).toMatchObject({ title: EVENT.title, uid: EVENT.uid, sequence: 4 });
    expect(JSON.stringify(event)).not.toContain('Dana');
  });

  it('is marked where it is an exercise, done or waived, and named as our own where no law sets it', () => {
    expect(eventOf({ exercise: true })).toMatchObject({ title: `EXERCISE: ${EVENT.title}`, category: 'EXERCISE' });
    expect(eventOf({ status: 'filed-late' })).toMatchObject({ title: `Done: ${EVENT.title}`, isCancelled: false });
    expect(eventOf({ status: 'waived' })).toMatchObject({ title: `Waived: ${EVENT.title}`, isCancelled: true });
    const own = { obligation: 'organisation-take', article: 'Own target', title: 'Take the incident' };
    expect(eventOf({ ...own, basis: 'policy' }, 'de')?.title).toMatch(/^Eigenes Ziel: Vorfall übernehmen/);
  });

  it('says whether it runs, who set it and to whom it is owed', () => {
    const linesOf = (row: Partial<ClockRow>, language?: string) => eventOf(row, language)?.text.split('\n');
    const to = 'To: supervisory authority';
    expect(linesOf({})).toEqual(['The clock runs.', 'A period set by law.', to]);
    expect(linesOf({ status: 'overdue' })).toEqual(['The limit has passed.', 'A period set by law.', to]);
    expect(linesOf({ status: 'filed' })).toEqual(['A period set by law.', to]);
    expect(linesOf({ basis: 'policy', recipient: '' })).toEqual(['The clock runs.', 'Our own target, set by no law.']);
    expect(linesOf({ status: 'overdue', recipient: 'BlnBDI' }, 'de')).toEqual([
      ...['Die Frist ist überschritten.', 'Eine gesetzliche Frist.', 'An: BlnBDI'],
    ]);
  });

  it('says that there are more only where there are, and leaves out a breach that it knows no revision of', () => {
    const revisions = new Map([[ROW.breachId, { seq: 4, at: DUE }]]);
    const rows = [ROW, { ...ROW, breachId: 'TOC-2026-0002-K7M' }];
    const made = (isCut: boolean) =>
      deadlineCalendar({ rows, revisions, isCut }, { publicUrl: 'https://tocsin.example', language: 'en' });
    expect(made(false).events.map(({ link }) => link)).toEqual([EVENT.link]);
    expect(made(true).text).toBe(
      `${made(false).text} There are more deadlines than the 1 that are shown, those due first: see the desk.`,
    );
  });

  it('is none without a limit', () => {
    expect(eventOf({ due: null })).toBeUndefined();
  });
});
