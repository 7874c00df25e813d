import { formatMoment } from '../../domain/notices/moment.ts';
import type { Rehearsed, TimelineEntry } from './timeline.ts';

/** A rehearsal as people read it. `zone` is the organisation's IANA time zone. */
export function printRehearsal(title: string, rehearsed: Rehearsed, zone: string): string {
  const { timeline, late, running, counts } = rehearsed;
  const moment = (instant: string) => formatMoment(instant, zone);
  return [
    title,
    '',
    ...timeline.map((entry) => lineOf(entry, moment)),
    '',
    `Would be sent: ${counts.warnings} warnings, ${counts.notices} notices, ${counts.letters} letters to people.`,
    ...(counts.refused > 0 ? [`Refused at the desk: ${counts.refused}.`] : []),
    late.length === 0 ? 'Nothing would be late.' : 'Would be late:',
    ...late.map(({ obligation, article, due, latest, basis, filedAt, hoursLate }) => {
      const end = filedAt === null ? `still open after ${hoursLate} h` : `filed ${hoursLate} h late`;
      const law =
        basis === 'policy' ? 'our own target' : `law, at the latest ${latest === null ? 'not set' : moment(latest)}`;
      return `  ${article} (${obligation}): due ${moment(due)} (${law}), ${end}`;
    }),
    ...running.map(({ article, obligation, due }) => `  still running: ${article} (${obligation}), due ${moment(due)}`),
  ].join('\n');
}

const MARKS: Record<TimelineEntry['what'], string> = {
  sent: '->',
  done: '  ',
  clock: '..',
  late: '!!',
  refused: 'xx',
};

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;

function lineOf({ at, what, to, about, text }: TimelineEntry, moment: (instant: string) => string): string {
  const who = to === null ? '' : `${to}: `;
  const subject = about === null ? '' : `[${about}] `;
  return `${moment(at)}  ${MARKS[what]} ${subject}${who}${text.replaceAll(INSTANT, (instant) => moment(instant))}`;
}
