import type { PlannedObligation } from '../plan/types.ts';
import { isAfterDue, type Organisation } from '../policy/schema.ts';
import { type Instant, toMs } from '../time.ts';
import { leftInWords, ownWords } from './own-words.ts';
import type { ValuesOf } from './template.ts';
import { commonValues } from './values.ts';

/** A duty that somebody is warned of: what it is, when it is due, and by which rung of its ladder (or `overdue`). */
export type WarnedDuty = {
  obligation: Pick<PlannedObligation, 'article' | 'title'> & { id?: string } & Partial<
      Pick<PlannedObligation, 'clock'>
    >;
  due: Instant;
  rung: string;
};

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
 * @param language of the template that the values go into
 */
export function digestValues(
  organisation: Organisation,
  reference: string,
  duties: readonly WarnedDuty[],
  deskLink: string,
  now: Instant,
  exercise: boolean,
  language = 'en',
): ValuesOf<'warnings'> {
  const words = ownWords(language);
  const sorted = byUrgency(duties);
  const [worst] = sorted;
  const moment = (instant: Instant) => words.moment(instant, organisation.zone, exercise);
  const others = sorted.length - 1;
  return {
    ...commonValues(organisation, reference),
    rung: worst === undefined ? '' : words.rung(worst.rung),
    article: worst?.obligation.article ?? '',
    due: worst === undefined ? '' : moment(worst.due),
    others: words.others(others),
    duties: sorted
      .map(({ obligation, due, rung }) => {
        const left = leftInWords(words, rung, toMs(due) - toMs(now));
        const about = { article: obligation.article, title: words.title(obligation) };
        const isOwn = obligation.clock?.basis === 'policy';
        return words.line({ ...about, rung: words.rung(rung), left, due: moment(due), isOwn });
      })
      .join('\n'),
    deskLink,
  };
}

/** The same for one mail about targets of the organisation. */
export function targetValues(...[organisation, reference, targets, ...rest]: Parameters<typeof digestValues>) {
  const [worst] = byUrgency(targets);
  const target = worst === undefined ? '' : ownWords(rest[3] ?? 'en').title(worst.obligation);
  return { ...digestValues(organisation, reference, targets, ...rest), target } satisfies ValuesOf<'targets'>;
}
