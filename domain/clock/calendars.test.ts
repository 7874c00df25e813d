import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { CalendarName } from './calendar-name.ts';
import { dayOff, holidayData } from './calendars.ts';
import { dayOfIso } from './days.ts';

const offs = (calendar: string, days: string[]) => days.map((day) => dayOff(calendar, dayOfIso(day)));
const open = null;
const off = expect.objectContaining({ contested: false });
const contested = expect.objectContaining({ contested: true });

describe('a calendar', () => {
  test.each([
    ['federal holidays', 'us-federal', ['2026-01-19', '2026-06-19', '2026-10-12', '2026-11-11', '2026-11-26'], off],
    ['a Saturday holiday on the Friday', 'us-federal', ['2026-07-03', '2027-12-24', '2027-12-31'], off],
    ['a Sunday holiday on the Monday', 'us-federal', ['2022-06-20', '2022-12-26', '2027-07-05'], off],
    ['no day off after Thanksgiving', 'us-federal', ['2026-11-27', '2026-12-24', '2026-04-03'], open],
    ['no Juneteenth before 2021', 'us-federal', ['2020-06-19'], open],
    ['closures by executive order', 'us-federal', ['2025-01-09', '2025-12-24', '2025-12-26', '2024-12-24'], contested],
    ['the day after Thanksgiving', 'us-ca', ['2026-11-27', '2026-03-31'], off],
    ['a Friday for a Saturday', 'us-ca', ['2026-07-03'], contested],
    ['a Monday for a Sunday', 'us-ca', ['2027-07-05'], off],
    ['no Columbus Day', 'us-ca', ['2026-10-12'], open],
    ['Town Meeting Day and 16 August', 'us-vt', ['2026-03-03', '2028-08-16'], off],
    ['Juneteenth and Columbus Day, which are no holidays of Iowa', 'us-ia', ['2026-06-19', '2026-10-12'], open],
    ['no Bennington Battle Day on another day', 'us-vt', ['2028-08-21'], open],
    ['days on which offices may be open', 'us-vt', ['2026-08-17', '2026-10-12'], contested],
    ['the substitute of Veterans Day', 'us-federal', ['2023-11-10', '2028-11-10', '2029-11-12'], off],
    ['Veterans Day moved to a Friday', 'us-ca', ['2028-11-10'], contested],
    ['Green Monday and Kataklysmos', 'eu:CY', ['2026-02-23', '2026-06-01', '2027-03-15'], off],
    ['no Green Tuesday', 'eu:CY', ['2026-02-24'], open],
    ['the first day of summer', 'eu:IS', ['2024-04-25', '2026-04-23', '2030-04-25'], off],
    ['no first day of summer before 19 April', 'eu:IS', ['2024-04-18'], open],
    ['no Monday after Christmas in all of Spain', 'eu:ES', ['2022-12-26'], open],
    ['no bridge day', 'eu:LI', ['2026-05-15', '2026-06-05'], open],
    ['national holidays', 'br-national', ['2026-04-03', '2026-04-21', '2026-11-20', '2026-12-25'], off],
    ['optional days', 'br-national', ['2026-02-16', '2026-02-17', '2026-06-04'], contested],
    ['Ash Wednesday', 'br-national', ['2026-02-18'], open],
    ['days that are only observed', 'br-national', ['2026-06-12', '2026-12-24', '2026-12-31'], open],
    ['20 November before it was national', 'br-national', ['2023-11-20'], open],
    ['moved holidays', 'co', ['2026-01-12', '2026-03-23', '2026-06-15', '2026-07-20', '2026-11-16'], off],
    ['a holiday that the law does not list', 'co', ['2026-07-13'], contested],
    ['the turn of the year', 'jp', ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2026-01-02'], off],
    ['substitute and bridging days', 'jp', ['2026-05-06', '2026-09-22'], off],
    ['the days around the turn of the year', 'jp', ['2026-12-28', '2027-01-04'], open],
    ['holidays of the whole state', 'eu:DE', ['2026-04-03', '2026-05-14', '2026-12-25'], off],
    ['no holidays of one region', 'eu:DE', ['2026-01-06', '2026-06-04'], open],
    ['holidays of a region', 'eu:DE-BY', ['2026-01-06', '2026-06-04'], off],
    ['no Boxing Day in Belgium', 'eu:BE', ['2025-12-26'], open],
    ['no half holidays', 'eu:IS', ['2026-12-24', '2026-12-31'], open],
    ['no closing days of banks alone', 'eu:NL', ['2026-12-31'], open],
    ['days on which no period ends by Swedish law', 'eu:SE', ['2026-06-19', '2026-12-24', '2026-12-31'], contested],
    ['26 December', 'eu:BG', ['2025-12-26', '2028-12-26'], off],
    ['the Monday after a weekend holiday', 'eu:BG', ['2026-05-25', '2026-09-07', '2026-12-28', '2029-03-05'], off],
    ['two days after a weekend of holidays', 'eu:BG', ['2027-12-27', '2027-12-28'], off],
    ['the first day that is left', 'eu:BG', ['2027-05-04', '2028-12-27', '2028-01-03'], off],
    ['no day for an Easter weekend', 'eu:BG', ['2026-04-14', '2027-05-05'], open],
    ['no day after a weekend before 2017', 'eu:BG', ['2016-12-27'], open],
    ['8 May and 15 September again', 'eu:SK', ['2027-09-15', '2028-05-08', '2028-09-15', '2029-05-08'], off],
    ['neither of them in 2026', 'eu:SK', ['2026-05-08', '2026-09-15'], open],
    ['both before', 'eu:SK', ['2025-05-08', '2025-09-15'], off],
    ['Good Friday and 5 May of every year', 'eu:NL', ['2026-04-03', '2027-03-26', '2026-05-05', '2027-05-05'], off],
    ['days that an order names', 'eu:NL', ['2026-01-02', '2026-05-15', '2027-05-07', '2028-05-26'], contested],
    ['no Friday after Ascension without an order', 'eu:NL', ['2029-05-11'], open],
    ['Midsummer Eve and Christmas Eve', 'eu:FI', ['2026-06-19', '2026-12-24', '2027-06-25'], off],
    ['no New Year’s Eve', 'eu:FI', ['2026-12-31'], open],
    ['the first of May in Easter week, moved', 'eu:GR', ['2021-05-04', '2024-05-07', '2027-05-04'], contested],
    ['the first of May on a Sunday, moved', 'eu:GR', ['2022-05-02'], contested],
    ['no other Tuesday after Easter', 'eu:GR', ['2026-04-14', '2025-04-22'], open],
    ['Christmas Eve since 2026', 'eu:HU', ['2026-12-24', '2027-12-24'], off],
    ['no Christmas Eve before', 'eu:HU', ['2025-12-24'], open],
    ['15 August and All Saints', 'eu:LI', ['2025-08-15', '2027-11-01', '2029-08-15'], off],
    ['days notified for periods', 'eu:LI', ['2026-02-02', '2026-03-19', '2026-04-03', '2026-02-17'], contested],
    ['days notified at the turn of the year', 'eu:LI', ['2026-01-02', '2026-12-24', '2026-12-31'], contested],
    ['no Good Friday before they were', 'eu:LI', ['2020-04-10', '2021-02-02'], open],
    ['holidays of two days', 'eu:RO', ['2026-01-01', '2026-01-02'], off],
    ['nothing before a holiday of two days', 'eu:RO', ['2025-12-31'], open],
    ['nothing but weekends', 'weekends', ['2026-12-25', '2026-01-01'], open],
    ['Saturday and Sunday', 'weekends', ['2026-11-28', '2026-11-29'], off],
  ])('knows %s (%s)', (_, calendar, days, expected) => {
    expect(offs(calendar, days)).toEqual(days.map(() => expected));
  });

  test.each([
    'mars',
    'eu:US',
    'eu:DE-XX',
    'eu:de',
    '',
    'eu:DE-',
    'eu:DEU',
    'eu:DE-BY-X',
    'eu:MT-1',
    ' eu:DE',
    'weekends ',
  ])("'%s' is refused with the names there are", (name) => {
    expect(CalendarName.safeParse(name).error?.issues[0]?.message).toBe(
      'one of us-federal, us-ca, us-ia, us-vt, br-national, co, jp, weekends, or eu:<state> such as eu:DE or eu:DE-BY',
    );
  });

  test.each([
    'us-federal',
    'us-ca',
    'us-ia',
    'us-vt',
    'br-national',
    'co',
    'jp',
    'weekends',
    'eu:DE',
    'eu:DE-BY',
    'eu:AT-9',
  ])("'%s' can be named", (name) => {
    expect(CalendarName.parse(name)).toBe(name);
  });

  test.each([
    ['2018-12-05', 'day of mourning'],
    ['2018-12-24', 'closed by executive order'],
    ['2019-12-24', 'closed by executive order'],
    ['2020-12-24', 'closed by executive order'],
    ['2024-12-24', 'closed by executive order'],
    ['2025-01-09', 'day of mourning'],
    ['2025-12-24', 'closed by executive order'],
    ['2025-12-26', 'closed by executive order'],
  ])('says why federal offices were closed on %s: %s', (day, name) => {
    expect(dayOff('us-federal', dayOfIso(day))).toEqual({ name, contested: true });
  });

  test('says of each day off what it is', () => {
    const names = (calendar: string, days: string[]) => days.map((day) => dayOff(calendar, dayOfIso(day))?.name);
    expect(names('jp', ['2026-12-29', '2026-12-31'])).toEqual(['year-end closing', 'year-end closing']);
    expect(names('eu:DE', ['2026-12-25', '2026-11-28', '2026-11-29'])).toEqual(['Christmas Day', 'Saturday', 'Sunday']);
  });

  test('that does not exist is refused on use, too', () => {
    const use = () => dayOff('mars', dayOfIso('2026-11-24'));
    expect(use).toThrow(expect.objectContaining({ code: 'bad-input', field: 'calendar' }));
    expect(use).toThrow(
      "There is no calendar 'mars'; there are us-federal, us-ca, us-ia, us-vt, br-national, co, jp, weekends and " +
        'eu:<state>.',
    );
  });

  test('every state of the European Economic Area has New Year', () => {
    const states = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK';
    for (const state of states.split(' ')) expect(offs(`eu:${state}`, ['2026-01-01'])).toEqual([off]);
  });
});

test('the version of the data is that of the installed library', () => {
  const path = createRequire(import.meta.url).resolve('date-holidays/package.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  expect(holidayData).toMatch(new RegExp(`^date-holidays@${version.replaceAll('.', '\\.')}\\+\\d+$`));
});
