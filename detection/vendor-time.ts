import { InstantInput } from '../domain/instant-input.ts';
import { type Instant, SECOND_MS, toInstant } from '../domain/time.ts';

/** How a vendor writes times, where that is documented; without it, a time that names no offset is not read. */
export type TimeForm = {
  /** What a time without offset means. */
  zone?: 'utc';
  /** The unit of a time that is a number since 1970. */
  epoch?: 's' | 'ms' | 'us' | 'ns';
};

const FORM = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?([Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;
const IN_MS = { s: SECOND_MS, ms: 1, us: 1e-3, ns: 1e-6 };

/** The instant that a vendor's time means, or why it means none, as the end of a sentence. */
export function readVendorTime(given: string | number, { zone, epoch }: TimeForm): { at: Instant } | { why: string } {
  if (typeof given === 'number' || (epoch !== undefined && /^\d{1,19}(\.\d{1,9})?$/.test(given))) {
    return fromEpoch(Number(given), epoch);
  }
  const [, date, minutes, seconds = '00', fraction = '', offset] = FORM.exec(given.trim()) ?? [];
  if (date === undefined) return { why: 'is no time of a known form' };
  if (offset === undefined && zone === undefined) return { why: 'is a time without an offset from UTC' };
  const parsed = InstantInput.safeParse(
    `${date}T${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${offsetOf(offset)}`,
  );
  return parsed.success ? { at: parsed.data } : { why: 'is a time that there is not' };
}

function offsetOf(offset = 'Z'): string {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
}

/** The last moment of the year 9999; and 1980, before which no alert was made: its unit is another one. */
const LAST_MS = 253_402_300_799_999;
const FIRST_MS = 315_532_800_000;

function fromEpoch(given: number, epoch: TimeForm['epoch']): { at: Instant } | { why: string } {
  if (epoch === undefined) return { why: 'is a number where a time is expected' };
  const ms = given * IN_MS[epoch];
  if (ms < FIRST_MS) return { why: 'is a time before 1980, so that its unit is another one' };
  return ms <= LAST_MS ? { at: toInstant(ms) } : { why: 'is a time that there is not' };
}
