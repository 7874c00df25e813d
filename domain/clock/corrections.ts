import { type Day, dayOf, isWeekend, weekdayOf } from './days.ts';

/** What the holiday library has wrong for the laws we count by: each correction with the law that says so. */

/**
 * A whole day off, as the library lists it and as it is corrected here. `contested`: a day on which periods do not end
 * by the law of the state, but which it does not name a public holiday, or one that is still to be ordered.
 */
export type Holiday = { day: Day; name: string; type: 'public' | 'bank'; isSubstitute: boolean; contested?: true };

type Correction = {
  /** A country, or a region of it. */
  of: string;
  /** The law, and where it was read: its text, or what others write of it. */
  under: string;
  source: string;
  read: 'text' | 'secondary' | 'memory';
  correct: (list: Holiday[], year: number) => Holiday[];
};

/** Bridge days for which a Saturday is worked (HU, LV and others) are in none: they are ordered year by year. */
export const CORRECTIONS: readonly Correction[] = [
  {
    of: 'US',
    under: '5 U.S.C. 6103(b): the substitute of Veterans Day is a legal holiday as those of the others are',
    source: 'https://www.law.cornell.edu/uscode/text/5/6103',
    read: 'memory',
    correct: (list) => list.map((h) => (h.isSubstitute && h.type === 'bank' ? { ...h, type: 'public' as const } : h)),
  },
  {
    of: 'US-VT',
    under: '1 V.S.A. § 371(a)(9): Bennington Battle Day is 16 August itself, not a Monday',
    source: 'https://legislature.vermont.gov/statutes/section/01/007/00371',
    read: 'memory',
    correct: (list, year) =>
      list.flatMap((h) => {
        if (!/^bennington/i.test(h.name)) return [h];
        const day = dayOf(year, 8, 16);
        const monday = { ...h, day: day + 1, name: `${h.name} (substitute day)`, isSubstitute: true };
        return weekdayOf(day) === 0 ? [{ ...h, day }, monday] : [{ ...h, day }];
      }),
  },
  {
    of: 'BG',
    under: 'Labour Code Art. 154(1): 26 December; Art. 154(2), since 2017: days off for holidays on a weekend',
    source: 'https://lex.bg/laws/ldoc/1594373121',
    read: 'text',
    correct: (list, year) => withDaysAfter([...list, on(dayOf(year, 12, 26), 'Second Christmas Day')], year),
  },
  {
    of: 'CY',
    under: 'Green Monday is a Monday, and the Monday after Pentecost (Kataklysmos) is a holiday',
    source: 'https://www.cyprus.gov.cy',
    read: 'memory',
    correct: (list) =>
      list.flatMap((h) => {
        if (/^(clean|green) monday/i.test(h.name)) return [{ ...h, day: h.day - ((weekdayOf(h.day) + 6) % 7) }];
        return h.name === 'Pentecost' ? [h, { ...h, day: h.day + 1, name: 'Pentecost Monday' }] : [h];
      }),
  },
  {
    of: 'ES',
    under: 'Estatuto de los Trabajadores Art. 37.2: whether Christmas on a Sunday moves is for each community to say',
    source: 'https://www.boe.es/eli/es/rdlg/2015/10/23/2/con',
    read: 'memory',
    correct: (list) => list.filter((h) => !(h.isSubstitute && h.name.startsWith('Christmas'))),
  },
  {
    of: 'FI',
    under: 'Act 150/1930, s. 5: on Midsummer Eve and Christmas Eve no period ends',
    source: 'https://finlex.fi/fi/laki/ajantasa/1930/19300150',
    read: 'text',
    correct: (list) => list.map((h) => (/^(midsummer|christmas) eve/i.test(h.name) ? { ...h, type: 'public' } : h)),
  },
  {
    of: 'GR',
    under: 'Law 380/1968 Art. 1(1), as in Law 4468/2017 Art. 14: 1 May on a Sunday or in Easter week is moved by order',
    source: 'https://www.hba.gr/News/Details/1980',
    read: 'secondary',
    correct: (list, year) => [...list, ...labourDayMoved(list, dayOf(year, 5, 1))],
  },
  {
    of: 'HU',
    under: 'Labour Code (Act I of 2012) s. 102(1), as in Act LXXII of 2026: 24 December, since 2026',
    source: 'https://njt.jog.gov.hu/jogszabaly/2026-72-00-00.0',
    read: 'secondary',
    correct: (list, year) => (year < 2026 ? list : [...list, on(dayOf(year, 12, 24), 'Christmas Eve')]),
  },
  {
    of: 'IS',
    under: 'Act 88/1971, Art. 6: the first day of summer is the Thursday of 19 to 25 April',
    source: 'https://www.althingi.is/lagas/nuna/1971088.html',
    read: 'memory',
    correct: (list, year) =>
      list.map((h) => {
        const from = dayOf(year, 4, 19);
        return h.name === 'First Day of Summer' ? { ...h, day: from + ((4 - weekdayOf(from) + 7) % 7) } : h;
      }),
  },
  {
    of: 'LI',
    under: 'Labour Act Art. 18(2): 15 August and 1 November; no Good Friday, and no bridge days',
    source: 'https://www.gesetze.li/chrono/html/1986085000',
    read: 'text',
    correct: (list, year) => [
      ...list.filter((h) => !h.name.startsWith('Feiertagsbrücke') && h.name !== 'Good Friday'),
      on(dayOf(year, 8, 15), 'Assumption, National Day'),
      on(dayOf(year, 11, 1), "All Saints' Day"),
    ],
  },
  {
    of: 'LI',
    under:
      'Days notified under Art. 5 of the European Convention on the Calculation of Time-Limits, since 1 March 2021',
    source: 'https://www.ris.bka.gv.at (BGBl. III Nr. 58/2021)',
    read: 'text',
    correct: (list, year) => [...list, ...notifiedByLiechtenstein(list, year)],
  },
  {
    of: 'NL',
    under: 'Algemene termijnenwet Art. 3(1) and (2): 5 May and Good Friday',
    source: 'https://wetten.overheid.nl/BWBR0002448',
    read: 'text',
    correct: (list, year) => [
      ...list,
      on(easterMondayOf(list) - 3, 'Good Friday'),
      on(dayOf(year, 5, 5), 'Liberation Day'),
    ],
  },
  {
    of: 'NL',
    under: 'Algemene termijnenwet Art. 3(3): days that an order puts on a par with holidays, of 2023 to 2028',
    source: 'https://wetten.overheid.nl/BWBR0002448',
    read: 'secondary',
    correct: (list, year) => [
      ...list,
      ...DUTCH_DAYS.filter(([of]) => of === year).map((date) => maybe(dayOf(...date), 'day on a par with holidays')),
    ],
  },
  {
    of: 'SE',
    under: 'Act 1930:173, s. 2: on Midsummer Eve, Christmas Eve and New Year’s Eve no period ends',
    source: 'https://lagen.nu/1930:173',
    read: 'text',
    correct: (list) =>
      list.map((h) =>
        /^(midsummer|christmas|new year's) eve/i.test(h.name) ? { ...h, type: 'public', contested: true } : h,
      ),
  },
  {
    of: 'SK',
    under: 'Act 241/1993, s. 2(2): 8 May and 15 September, which Act 261/2025 made working days of 2026 alone',
    source: 'https://www.slov-lex.sk/pravne-predpisy/SK/ZZ/1993/241/',
    read: 'secondary',
    correct: (list, year) =>
      year < 2027
        ? list
        : [...list, on(dayOf(year, 5, 8), 'Victory Day'), on(dayOf(year, 9, 15), 'Our Lady of Sorrows')],
  },
];

/** The library's days of a country, or of a region of it, as the law has them. */
export function corrected(
  country: string,
  region: string | undefined,
  year: number,
  list: Holiday[],
  corrections: typeof CORRECTIONS,
): Holiday[] {
  const own = corrections.filter(({ of }) => of === country || of === `${country}-${region}`);
  return own.reduce((days, { correct }) => correct(days, year), list);
}

function on(day: Day, name: string): Holiday {
  return { day, name, type: 'public', isSubstitute: false };
}

function maybe(day: Day, name: string): Holiday {
  return { ...on(day, name), contested: true };
}

/** For each holiday on a Saturday or Sunday, but those of Easter, the first working day after it that is left. */
function withDaysAfter(list: Holiday[], year: number): Holiday[] {
  if (year < 2017) return list;
  const off = new Set(list.map(({ day }) => day));
  const moved = list.filter(({ day, name }) => isWeekend(day) && !/^(good|holy|easter)/i.test(name));
  const after = moved
    .toSorted((a, b) => a.day - b.day)
    .map((holiday) => {
      let day = holiday.day;
      while (off.has(day) || isWeekend(day)) day++;
      off.add(day);
      return { ...holiday, day, name: `${holiday.name} (substitute day)`, isSubstitute: true };
    });
  return [...list, ...after];
}

/** The Tuesday after Easter for a first of May from Holy Monday to Easter Monday, the Monday for another Sunday. */
function labourDayMoved(list: Holiday[], first: Day): Holiday[] {
  const monday = easterMondayOf(list);
  const name = 'Labour Day (moved by order)';
  if (first >= monday - 7 && first <= monday) return [maybe(monday + 1, name)];
  return weekdayOf(first) === 0 ? [maybe(first + 1, name)] : [];
}

function notifiedByLiechtenstein(list: Holiday[], year: number): Holiday[] {
  const easter = easterMondayOf(list) - 1;
  const days: [Day, string][] = [
    [dayOf(year, 1, 2), 'Berchtold Day'],
    [dayOf(year, 2, 2), 'Candlemas'],
    [easter - 47, 'Shrove Tuesday'],
    [dayOf(year, 3, 19), "Saint Joseph's Day"],
    [easter - 2, 'Good Friday'],
    [dayOf(year, 12, 24), 'Christmas Eve'],
    [dayOf(year, 12, 31), "New Year's Eve"],
  ];
  return days.filter(([day]) => day >= dayOf(2021, 3, 1)).map(([day, name]) => maybe(day, name));
}

/** Every state that asks for it has one. */
function easterMondayOf(list: readonly Holiday[]): Day {
  return list.find(({ name }) => name === 'Easter Monday')?.day ?? Number.NaN;
}

const DUTCH_DAYS: readonly [year: number, month: number, day: number][] = [
  [2023, 4, 28],
  [2023, 5, 19],
  [2024, 5, 10],
  [2024, 12, 27],
  [2025, 5, 30],
  [2026, 1, 2],
  [2026, 5, 15],
  [2027, 5, 7],
  [2028, 4, 28],
  [2028, 5, 26],
];
