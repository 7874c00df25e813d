import type { View } from '../view.ts';

const LEFT = /^(\d+)-(hour|day)s?-left$/;
const LATE = /^overdue-(\d+)-hours?$/;

/**
 * A warning by the name of its rung in `policy/ladders.yaml`: `4 hours left`. One that has no words reads as it is
 * named.
 */
export function sayRung({ words }: Pick<View, 'words'>, name: string): string {
  const { rungs } = words.breach.obligations;
  if (name === 'clock-started') return rungs.started;
  if (name === 'overdue') return rungs.atTheLimit;
  const [, left, unit] = LEFT.exec(name) ?? [];
  if (left !== undefined) return unit === 'day' ? rungs.daysLeft(Number(left)) : rungs.hoursLeft(Number(left));
  const [, late] = LATE.exec(name) ?? [];
  return late === undefined ? name.replaceAll('-', ' ') : rungs.hoursLate(Number(late));
}
