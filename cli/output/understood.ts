import type { Understood } from '../../domain/alerts/outcome.ts';
import { type ToldTime, toldTimes } from '../../domain/alerts/told-times.ts';
import { descriptionOf } from './description.ts';

/** What was understood of a finding, as an alert that was handed in and one that is only tried print it. */
export function understoodLines(finding: Understood): string[] {
  const { findingId, type, severity, severityWord, sample, title, description, tactics, dataClasses, count } = finding;
  const word = severityWord === undefined ? '' : ` (${severityWord})`;
  const kind = `${type}, severity ${severity} of 10${word}${sample ? ', a sample' : ''}`;
  return [
    `understood: ${kind}${title === '' ? '' : `: ${title}`}`,
    ...line('says:', descriptionOf(title, description)),
    ...line('id:', findingId),
    ...line('when:', whenOf(finding)),
    ...line('who:', whoOf(finding)),
    ...line('tactics:', (tactics ?? []).join(', ')),
    ...line('data:', (dataClasses ?? []).join(', ')),
    ...line('count:', count === undefined ? '' : String(count)),
    ...line('there:', finding.ended === undefined ? '' : `${finding.ended} in the tool itself`),
    ...finding.unread.map(({ field, why }) => `unread:     ${field}: ${why}`),
  ];
}

/** A labelled line; none where there is nothing to say. */
export function line(label: string, text: string): string[] {
  return text === '' ? [] : [`${label.padEnd(12)}${text}`];
}

const TIMES: Record<ToldTime, string> = {
  began: 'began',
  lastSeen: 'last seen',
  raised: 'raised',
  changed: 'changed',
};

function whenOf(finding: Understood): string {
  const told = toldTimes(finding).map(({ at, which }) => `${which.map((each) => TIMES[each]).join(', ')} ${at}`);
  return told.length === 0 ? 'no time could be read' : told.join('; ');
}

function whoOf({ actor }: Understood): string {
  if (actor === undefined) return '';
  const { users, ips, processes, more } = actor;
  return [...users, ...ips, ...processes, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
