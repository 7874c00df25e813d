import type { ClockRow } from '../breach/views.ts';
import { ownWords } from '../notices/own-words.ts';
import { targetName } from '../plan/targets.ts';
import type { Instant } from '../time.ts';
import type { Calendar, CalendarEvent } from './ics.ts';
import { calendarWords } from './words.ts';

/** How often a breach has changed, and when last. */
export type Revision = { seq: number; at: Instant };

export type Deadlines = {
  rows: readonly ClockRow[];
  /** Of each breach, by its reference. */
  revisions: ReadonlyMap<string, Revision>;
  /** Whether there are more than these. */
  isCut: boolean;
};

/**
 * The deadlines of incidents as a calendar. It names references and duties, and none of what people wrote: a calendar
 * is kept on telephones and by companies that we know nothing of.
 */
export function deadlineCalendar(
  { rows, revisions, isCut }: Deadlines,
  { publicUrl, language }: { publicUrl: string; language: string },
): Calendar {
  const words = calendarWords(language);
  const host = new URL(publicUrl).hostname;
  const events = rows.flatMap((row): CalendarEvent[] => {
    const { breachId, obligation, due, status } = row;
    const revision = revisions.get(breachId);
    if (due === null || revision === undefined) return [];
    return [
      {
        uid: `${breachId}.${obligation}@${host}`,
        sequence: revision.seq,
        changedAt: revision.at,
        at: due,
        title: titleOf(row, language),
        text: textOf(row, language),
        link: `${publicUrl}/desk/breaches/${breachId}`,
        category: row.exercise ? words.exercise : 'Tocsin',
        isCancelled: status === 'waived',
      },
    ];
  });
  return { name: words.name, text: isCut ? `${words.text} ${words.cut(events.length)}` : words.text, events };
}

function titleOf({ breachId, obligation: id, article, title, status, exercise }: ClockRow, language: string): string {
  const words = calendarWords(language);
  const ended = status === 'waived' ? words.waived : isFiled(status) ? words.filed : null;
  const law = targetName(id) === null ? article : words.own;
  const what = `${law}: ${ownWords(language).title({ id, title })} (${breachId})`;
  return [...(exercise ? [words.exercise] : []), ...(ended === null ? [] : [ended]), what].join(': ');
}

function textOf({ status, basis, recipient }: ClockRow, language: string): string {
  const words = calendarWords(language);
  const standing = status === 'overdue' ? [words.overdue] : status === 'running' ? [words.running] : [];
  const by = basis === 'policy' ? words.byUs : words.byLaw;
  return [...standing, by, ...(recipient === '' ? [] : [words.to(recipient)])].join('\n');
}

function isFiled(status: ClockRow['status']): boolean {
  return status === 'filed' || status === 'filed-late';
}
