import { mutateText } from './mutate.ts';
import type { Random } from './random.ts';

/** Times as people and programs write them, and a reading of them that takes nothing but what there is. */

const two = (n: number) => String(n).padStart(2, '0');

/** A time, often one that no calendar or clock has. */
export function oddTime(random: Random): string {
  const year = random.pick(['0000', '0001', '1969', '1970', '2024', '2026', '2026', '2026', '9999', '10000']);
  const date = `${year}-${two(random.below(14))}-${two(random.below(33))}`;
  const clock = [25, 61, 62].map((most) => two(random.below(most)));
  const seconds = random.pick(['', '', '.1', '.123', '.123456789', '.']);
  const time = random.oneIn(5) ? clock.slice(0, 2).join(':') : `${clock.join(':')}${seconds}`;
  const offset = random.pick(['Z', 'Z', 'z', '', '+01:00', '-23:59', '+24:00', '-00:00', '+99:99', '+0100', ' UTC']);
  const text = `${date}${random.pick(['T', 'T', 'T', ' ', 't'])}${time}${offset}`;
  return random.oneIn(10) ? mutateText(random, text) : text;
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):(\d\d))?$/;

/**
 * An instant with its offset, in ms since 1970; null for one that there is not. Without an offset it is UTC where
 * `isUtcMeant`, and else none.
 */
export function strictMs(text: string, isUtcMeant = false): number | null {
  const [, year, month, day, hour, minute, second = '0', fraction = '', zulu, sign, hours = '0', minutes = '0'] =
    FORM.exec(text) ?? [];
  if (year === undefined || (zulu === undefined && sign === undefined && !isUtcMeant)) return null;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    ...[number, number, number, number, number, number],
  ];
  const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][mo - 1] ?? 0;
  if (d < 1 || d > days || h > 23 || mi > 59 || s > 59 || Number(hours) > 23 || Number(minutes) > 59) return null;
  const ms = new Date(0);
  ms.setUTCFullYear(y, mo - 1, d);
  ms.setUTCHours(h, mi, s, Number(fraction.padEnd(3, '0').slice(0, 3)));
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return ms.getTime() - offset;
}
