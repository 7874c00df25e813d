import { InstantInput } from '../domain/instant-input.ts';
import { type Instant, SECOND_MS, toInstant } from '../domain/time.ts';

/** How a vendor writes times, where that is documented; without it, a time that names no offset is not read. */
export type TimeForm = {
  /** What a time without offset means. */
  zone?: 'utc';
  /** The unit of a time that is a number since 1970. */
  epoch?: 's' | 'ms' | 'us' | 'ns';
  /** Which end counts of all that a time without offset can mean, where a vendor allows none and sends it. */
  edge?: 'earliest' | 'latest';
};

/** A time as it was read; `why` says what had to be assumed. */
export type ReadTime = { at: Instant; why?: string } | { why: string };

const FORM = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?([Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;
const IN_MS = { s: SECOND_MS, ms: 1, us: 1e-3, ns: 1e-6 };

/**
 * The instant that a vendor's time means, or why it means none, as the end of a sentence. With an `edge`, one that
 * names no offset is the earliest (or latest) instant that it can mean anywhere.
 */
export function readVendorTime(given: string | number, { zone, epoch, edge }: TimeForm): ReadTime {
  if (typeof given === 'number' || (epoch !== undefined && /^\d{1,19}(\.\d{1,9})?$/.test(given))) {
    return fromEpoch(Number(given), epoch);
  }
  const [, date, minutes, seconds = '00', fraction = '', offset] = FORM.exec(given.trim()) ?? [];
  if (date === undefined) return { why: 'is no time of a known form' };
  const isOpen = offset === undefined && zone === undefined;
  if (isOpen && edge === undefined) return { why: 'is a time without an offset from UTC' };
  const assumed = isOpen && edge !== undefined ? EDGES[edge] : null;
  const parsed = InstantInput.safeParse(
    `${date}T${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${assumed ?? offsetOf(offset)}`,
  );
  if (!parsed.success) return { why: 'is a time that there is not' };
  if (assumed === null) return { at: parsed.data };
  return {
    at: parsed.data,
    why: `names no offset from UTC, so it counts as the ${edge} that it can mean (${assumed})`,
  };
}

/** The offsets farthest from UTC that there are. */
const EDGES = { earliest: '+14:00', latest: '-12:00' };

function offsetOf(offset = 'Z'): string {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
}

/** The last moment of the year 9999; and 1980, before which no alert was made: its unit is another one. */
const LAST_MS = 253_402_300_799_999;
const FIRST_MS = 315_532_800_000;

function fromEpoch(given: number, epoch: TimeForm['epoch']): ReadTime {
  if (epoch === undefined) return { why: 'is a number where a time is expected' };
  const ms = given * IN_MS[epoch];
  if (ms < FIRST_MS) return { why: 'is a time before 1980, so that its unit is another one' };
  return ms <= LAST_MS ? { at: toInstant(ms) } : { why: 'is a time that there is not' };
}
