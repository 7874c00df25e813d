import type { Instant } from '../../domain/time.ts';
import { dayAndTime } from '../time.ts';
import { counted, type DeskGroups, type DeskModel } from './model.ts';

/** The desk's sentences. Each names a fixed time, so that none goes stale while the page is open. */

const NUMBERS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** `Two duties are overdue. The next limit is today, 12:10 CET.` */
export function headline(groups: DeskGroups, suspicions: number, now: Instant, zone: string): string {
  const overdue = counted(groups.overdue).length;
  const [next] = counted([...groups.soon, ...groups.later]);
  const sentences = [
    overdue > 0 ? `${words(overdue)} ${overdue === 1 ? 'duty is' : 'duties are'} overdue.` : null,
    next === undefined ? null : `The next limit is ${dayAndTime(next.due, now, zone)}.`,
  ].filter((s) => s !== null);
  if (sentences.length > 0) return sentences.join(' ');
  const drills = groups.overdue.length + groups.soon.length + groups.later.length;
  const waiting = `${words(suspicions)} ${suspicions === 1 ? 'suspicion waits' : 'suspicions wait'} to be confirmed.`;
  return [
    drills > 0 ? 'No real clock is running.' : 'No clock is running.',
    suspicions > 0 ? waiting : null,
    drills > 0 ? `${plural(drills, 'exercise clock')} ${drills === 1 ? 'is' : 'are'}.` : null,
  ]
    .filter((s) => s !== null)
    .join(' ');
}

/** `11 clocks run across 5 incidents. 2 exercise clocks are shown but not counted.` */
export function lede(groups: DeskGroups, suspicions: DeskModel['suspicions']): string {
  const running = [...groups.overdue, ...groups.soon, ...groups.later];
  const real = counted(running);
  const drills = running.length - real.length;
  const incidents = new Set(real.map((c) => c.breachId)).size;
  const waiting = counted(suspicions).length;
  return [
    real.length === 0
      ? 'Nothing is due for a real breach.'
      : `${real.length} ${real.length === 1 ? 'clock runs' : 'clocks run'} across ${plural(incidents, 'incident')}.`,
    waiting > 0 ? `${plural(waiting, 'suspicion')} without a recorded awareness.` : null,
    drills > 0 ? `${plural(drills, 'exercise clock')} ${drills === 1 ? 'is' : 'are'} shown but not counted.` : null,
  ]
    .filter((s) => s !== null)
    .join(' ');
}

/** `1 clock`, `2 clocks`. */
export function plural(n: number, noun: string, many = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : many}`;
}

function words(n: number): string {
  return NUMBERS[n] ?? String(n);
}
