import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { dayOff } from './calendars.ts';
import { CORRECTIONS } from './corrections.ts';
import { type Day, dayOf, dayOfIso } from './days.ts';
import { holidaysIn } from './holidays.ts';

const YEARS = [2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030];

describe.each(CORRECTIONS.map((each) => [each.of, each.under, each] as const))('%s: %s', (of, under, correction) => {
  test('names its law and where that was read', () => {
    expect(under).toMatch(/^.{15,}/);
    expect(correction.source).toMatch(/^https:\/\//);
  });

  // One that changes nothing any more is to be taken out: the library has mended it.
  test('still changes what the library says', () => {
    const others = CORRECTIONS.filter((each) => each !== correction);
    const [country = '', region] = of.split('-');
    const listed = (all: typeof CORRECTIONS, year: number) =>
      holidaysIn(country, region, year, all)
        .map(({ day, type, contested }) => `${day} ${type} ${contested ?? false}`)
        .sort();
    expect(YEARS.filter((year) => `${listed(CORRECTIONS, year)}` !== `${listed(others, year)}`)).not.toEqual([]);
  });
});

/** Working days on which we and the other source differ, each with its reason; whatever else differs is a mistake. */
const KNOWN: Record<string, { ours?: RegExp; theirs?: RegExp }> = {
  // Days declared off by the government for one year, some for a Saturday that is worked: left out, which is earlier.
  BG: { theirs: /^2025-12-31|^2026-01-02/ },
  HU: { theirs: /substituted|^2025-12-24/ },
  LV: { theirs: /substituted/ },
  // Of the days that no period ends on, it has those only that are paid.
  LI: { ours: /^\d{4}-(01-02|02-|03-|04-|12-24|12-31)/ },
  NL: { ours: /-05-05$|^2025-05-30|^2026-01-02|^2026-05-15|^2027-05-07|^2028-04-28|^2028-05-26/ },
  SE: { ours: /-06-\d\d$|-12-24$|-12-31$/ },
};
const STATES = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');

/** The holidays of another source by state and day; null where it is not installed. */
function otherSource(): Record<string, Record<string, string>> | null {
  const script = `
import json, holidays
years = range(2025, 2030)
print(json.dumps({s: {str(d): n for d, n in holidays.country_holidays(s, years=years, language="en_US").items()}
  if "en_US" in holidays.country_holidays(s).supported_languages
  else {str(d): n for d, n in holidays.country_holidays(s, years=years).items()} for s in ${JSON.stringify(STATES)}}))`;
  try {
    return JSON.parse(
      execFileSync('python3', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return null;
  }
}

const other = otherSource();
(other === null ? describe.skip : describe)('beside the Python package holidays', () => {
  test.each(STATES)('%s differs in nothing that has no reason', (state) => {
    const theirs = other?.[state] ?? {};
    const { ours: oursOnly, theirs: theirsOnly } = KNOWN[state] ?? {};
    const odd: string[] = [];
    for (let day: Day = dayOf(2025, 1, 1); day < dayOf(2030, 1, 1); day++) {
      const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
      const off = dayOff(`eu:${state}`, dayOfIso(iso));
      const isWeekend = off?.name === 'Saturday' || off?.name === 'Sunday';
      if (isWeekend || (off !== null) === iso in theirs) continue;
      const known =
        off === null
          ? theirsOnly?.test(`${iso} ${theirs[iso]}`) || theirsOnly?.test(theirs[iso] ?? '')
          : oursOnly?.test(iso);
      if (!known) odd.push(`${iso} ${off === null ? `theirs: ${theirs[iso]}` : `ours: ${off.name}`}`);
    }
    expect(odd).toEqual([]);
  });
});
