import type { PlannedObligation } from '../plan/types.ts';
import { isAfterDue, type Organisation } from '../policy/schema.ts';
import { HOUR_MS, type Instant, toMs } from '../time.ts';
import { formatMoment } from './moment.ts';
import type { ValuesOf } from './template.ts';
import { commonValues, rungInWords } from './values.ts';

/** A duty that somebody is warned of: what it is, when it is due, and by which rung of its ladder (or `overdue`). */
export type WarnedDuty = { obligation: Pick<PlannedObligation, 'article' | 'title'>; due: Instant; rung: string };

/** Most urgent first: what is overdue, the longest first, then what has the least time left. */
export function byUrgency(duties: readonly WarnedDuty[]): WarnedDuty[] {
  const rank = ({ rung, due }: WarnedDuty) => `${isAfterDue(rung) ? 0 : 1} ${due}`;
  return duties.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

/**
 * For one mail about several duties of a breach. It names each duty and its limit and nothing of what happened:
 * mailboxes may be read by an intruder. `exercise` shows seconds.
 *
 * @param duties at least one
 * @param now instant (UTC) against which the time left is told
 */
export function digestValues(
  organisation: Organisation,
  reference: string,
  duties: readonly WarnedDuty[],
  deskLink: string,
  now: Instant,
  exercise: boolean,
): ValuesOf<'warnings'> {
  const sorted = byUrgency(duties);
  const [worst] = sorted;
  const moment = (instant: Instant) => formatMoment(instant, organisation.zone, exercise);
  const others = sorted.length - 1;
  return {
    ...commonValues(organisation, reference),
    rung: worst === undefined ? '' : rungInWords(worst.rung),
    article: worst?.obligation.article ?? '',
    due: worst === undefined ? '' : moment(worst.due),
    others: others === 1 ? '1 other duty' : `${others} other duties`,
    duties: sorted
      .map(({ obligation: { article, title }, due, rung }) => {
        return `- ${article}, ${title}: ${rungInWords(rung)}${timeLeft(rung, due, now)}; due ${moment(due)}`;
      })
      .join('\n'),
    deskLink,
  };
}

/** The same for one mail about targets of the organisation. */
export function targetValues(...[organisation, reference, targets, ...rest]: Parameters<typeof digestValues>) {
  const target = byUrgency(targets)[0]?.obligation.title ?? '';
  return { ...digestValues(organisation, reference, targets, ...rest), target } satisfies ValuesOf<'targets'>;
}

/** Where the rung's own name does not tell it, as that of a clock that has just started. */
function timeLeft(rung: string, due: Instant, now: Instant): string {
  const hours = Math.floor((toMs(due) - toMs(now)) / HOUR_MS);
  if (isAfterDue(rung) || rung.endsWith('-left') || hours < 0) return '';
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  const text = [days > 0 ? [`${days} d`] : [], rest > 0 || days === 0 ? [`${rest} h`] : []].flat().join(' ');
  return `, ${text} left`;
}
