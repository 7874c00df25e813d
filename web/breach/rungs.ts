import type { View } from '../view.ts';

const LEFT = /^(\d+)-(minute|hour|day)s?-left$/;
const LATE = /^overdue-(\d+)-(minute|hour)s?$/;

/**
 * A warning by the name of its rung in `policy/ladders.yaml`: `4 hours left`. One that has no words reads as it is
 * named.
 */
export function sayRung({ words }: Pick<View, 'words'>, name: string): string {
  const { rungs } = words.breach.obligations;
  if (name === 'clock-started') return rungs.started;
  if (name === 'overdue') return rungs.atTheLimit;
  const [, left, unit] = LEFT.exec(name) ?? [];
  if (left !== undefined) return rungs.left[unit as keyof typeof rungs.left](Number(left));
  const [, late, of] = LATE.exec(name) ?? [];
  return late === undefined ? name.replaceAll('-', ' ') : rungs.late[of as keyof typeof rungs.late](Number(late));
}
