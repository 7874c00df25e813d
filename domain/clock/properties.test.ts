import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../test/support/clocks.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs, toInstant, toMs } from '../time.ts';
import { computeClock } from './compute.ts';
import type { ClockOptions } from './reading.ts';

const ZONES = [
  ...['UTC', 'Europe/Berlin', 'Europe/Dublin', 'Europe/Athens', 'America/New_York', 'America/Los_Angeles'],
  ...['America/Sao_Paulo', 'Asia/Kolkata', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/Santiago'],
];
/** Both changes of the clock in Europe, the United States and the south, turns of the year, a leap day. */
const EDGES = ['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-12-31', '2028-02-29'];
const starts = [...spread(60), ...EDGES.flatMap((day) => around(`${day}T00:00:00.000Z`))];
const rules = Object.entries(RULES);

describe.each(rules)('%s, for starts from 2024 to 2030 and around every edge', (_, rule) => {
  test('no due before its start, no latest before its due', () => {
    const broken = eachStart((zone, start) => {
      const { due, latest } = computeClock(rule, start, 1, { zone, other: plusMs(start, -5 * HOUR_MS) });
      return due >= start && latest !== null && latest >= due;
    });
    expect(broken).toEqual([]);
  });
});

// A month later there may be fewer days: 30 January 23:00 and 31 January 01:00 both lead to 28 February.
describe.each(rules.filter(([name]) => !/Final$/.test(name)))('%s: an earlier start', (_, rule) => {
  test('is never due later', () => {
    const broken = eachStart((zone, start) => {
      const dueFrom = (at: Instant) => computeClock(rule, at, 1, { zone, other: plusMs(start, -20 * HOUR_MS) }).due;
      const due = dueFrom(start);
      return [1, 1_800_000, HOUR_MS, 7 * HOUR_MS, DAY_MS].every((ms) => dueFrom(plusMs(start, -ms)) <= due);
    });
    expect(broken).toEqual([]);
  });
});

test('a start in a repeated hour is never due later than one in its second pass', () => {
  const options: ClockOptions = { zone: 'Europe/Berlin' };
  const first = computeClock(RULES.cra14days, '2026-10-25T00:50:00.000Z', 1, options);
  const second = computeClock(RULES.cra14days, '2026-10-25T01:10:00.000Z', 1, options);
  expect([first.due, second.due]).toEqual(['2026-11-08T01:00:00.000Z', '2026-11-08T01:10:00.000Z']);
});

test('72 hours are 259,200 seconds in every zone, and the latest reading at most an hour more', () => {
  const broken = eachStart((zone, start) => {
    const { due, latest } = computeClock(RULES.gdpr72, start, 1, { zone });
    const outer = toMs(latest ?? '') - toMs(start);
    return toMs(due) - toMs(start) === 259_200_000 && outer > 72 * HOUR_MS && outer <= 73 * HOUR_MS;
  });
  expect(broken).toEqual([]);
});

test("the zone of the process changes no byte, nor does a process's first use of a calendar", () => {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    const { computeClock } = await import(${at('./compute.ts')});
    const { RULES } = await import(${at('../../test/support/clocks.ts')});
    const clocks = ${JSON.stringify(starts.slice(0, 40))}.flatMap((start) => Object.values(RULES).map((rule) =>
      computeClock(rule, start, 1, { homeZone: 'Europe/Berlin' })));
    process.stdout.write(JSON.stringify(clocks));`;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const run = (zone: string) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd,
      env: { PATH: process.env.PATH, TZ: zone },
      encoding: 'utf8',
      maxBuffer: 64 * 1_024 * 1_024,
    });
  const here = JSON.stringify(
    starts
      .slice(0, 40)
      .flatMap((s) => rules.map(([, rule]) => computeClock(rule, s, 1, { homeZone: 'Europe/Berlin' }))),
  );
  for (const zone of ['Pacific/Apia', 'Asia/Kolkata', 'America/New_York']) expect(run(zone)).toBe(here);
});

/** The zones and starts for which a property does not hold. */
function eachStart(holds: (zone: string, start: Instant) => boolean): string[] {
  return ZONES.flatMap((zone) => starts.filter((start) => !holds(zone, start)).map((start) => `${start} in ${zone}`));
}

/** Instants spread by a fixed multiplicative sequence, so that a failure can be repeated. */
function spread(number: number): Instant[] {
  const from = Date.UTC(2024, 0, 1);
  const span = Date.UTC(2031, 0, 1) - from;
  return Array.from({ length: number }, (_, i) => toInstant(from + ((i * 2_654_435_761 + i * i * 40_503) % span)));
}

/** Every three and a half hours of the day before and the two days after an instant. */
function around(instant: Instant): Instant[] {
  return Array.from({ length: 20 }, (_, i) => plusMs(instant, (i - 7) * 3.5 * HOUR_MS));
}
