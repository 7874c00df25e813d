import { describe, expect, it } from '@jest/globals';
import { RULES, rule } from '../../test/support/clocks.ts';
import { sayRule } from './sentence.ts';

describe('a rule in words', () => {
  it('says how time is counted, by which law', () => {
    expect(sayRule(RULES.gdpr72)).toBe(
      '72 hours, nights, weekends and holidays included (Regulation 1182/71, Art. 3(1))',
    );
    expect(sayRule(RULES.sec4days)).toBe('4 business days (us-federal), until 17:30, America/New_York');
    expect(sayRule(RULES.japan5days)).toContain('the day of the start counted as the first');
  });

  it.each([
    [{ kind: 'elapsed-hours', hours: 1 }, '1 hour as they pass, nights, weekends and holidays included'],
    [
      { kind: 'eu-days', days: 3, under: 'uk' },
      '3 days; the last ends with the day and moves to a working day ' +
        '(Regulation 1182/71, Art. 3(2), (4) and (5), through UK law)',
    ],
    [
      { kind: 'eu-months', months: 1, under: 'national' },
      '1 month, to the same-numbered day; it ends with the day and moves to a working day ' +
        '(national law, here read like Regulation 1182/71, Art. 3(2)(c))',
    ],
    [
      { kind: 'eu-months', months: 2, roll: 'none' },
      '2 months, to the same-numbered day; it ends with the day (Regulation 1182/71, Art. 3(2)(c))',
    ],
    [{ kind: 'calendar-days', days: 30 }, '30 calendar days to the end of the last one'],
    [
      { kind: 'calendar-days', days: 30, calendar: 'jp', roll: 'next-business-day', startDayCounts: true },
      '30 calendar days to the end of the last one, the day of the start counted as the first, moved to a business ' +
        'day (jp)',
    ],
    [
      { kind: 'business-days', days: 1, calendar: 'us-federal', zone: 'America/New_York' },
      '1 business day (us-federal), until the end of the last one, America/New_York',
    ],
    [{ kind: 'year-end', days: 60 }, '60 days after the end of the calendar year'],
    [{ kind: 'at-event' }, 'no later than the event itself'],
    [
      { kind: 'set-elsewhere', by: 'order', soft: 'authority', hours: 24 },
      'as the order sets it; until that is recorded, our own target: 24 hours',
    ],
  ])('%j', (written, says) => {
    expect(sayRule(rule(written))).toBe(says);
  });

  it('says both limits of the earlier of two, and the relief with its exceptions', () => {
    const text = sayRule(RULES.doraInitial);
    expect(text).toMatch(/^4 hours.*; but, where it is recorded, no later than 24 hours.* from the awareness, unless/);
    expect(text).toMatch(/moves to 12:00 of the next working day, except for credit-institution, /);
  });

  it('never shows a target of ours as law', () => {
    const soft = rule({ kind: 'soft-target', soft: 'authority', wording: 'promptly', hours: 24 });
    expect(sayRule(soft)).toBe('“promptly”: no number in the law. Our own target: 24 hours');
    expect(sayRule({ kind: 'no-clock', reason: 'An entry stays for ever.' })).toBe(
      'No limit: an entry stays for ever.',
    );
  });
});
