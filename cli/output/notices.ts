import { whoAnswered } from '../../domain/communication/answers.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import type { Counts } from '../../domain/communication/standing.ts';
import { plural } from '../../web/desk/words.ts';
import { withId } from './named.ts';
import type { Look, Style } from './style.ts';
import { renderTable } from './table.ts';
import { bothTimes } from './time.ts';
import type { NoticesView } from './view.ts';

/** Counts of a breach's notices above one page of them, with what was answered; empty where nobody is to be told. */
export function renderNotices({ counts, communication, notices }: NoticesView, { zone, style }: Look): string {
  if (counts.total === 0) return '';
  const rows = notices.map(({ counterparty, name, kind, status, acknowledgedAt, answerBy }) => {
    const isOver = status === 'withdrawn' || status === 'superseded';
    const when =
      acknowledgedAt === null
        ? `answer by ${bothTimes(answerBy, zone)}`
        : `answered ${bothTimes(acknowledgedAt, zone)}`;
    return [withId(name, counterparty), kind, status, isOver && acknowledgedAt === null ? '' : when];
  });
  const answers = notices.flatMap((notice) => answerOf(notice, style) ?? []);
  const heard = answers.length === 0 ? '' : `answers:\n${answers.map((line) => `  ${line}`).join('\n')}`;
  const standing = communication === null || communication.status === 'running' ? '' : `, ${standingOf(communication)}`;
  const head = `NOTICES  ${sayCounts(counts)}${standing === '' ? '' : style.warn(standing)}`;
  const table = renderTable(['COUNTERPARTY', 'KIND', 'NOTICE', ''], rows);
  return [head, table, heard].filter((part) => part !== '').join('\n');
}

/** `5,000 in all: 4,100 sent, 900 acknowledged`. */
export function sayCounts({ total, ...by }: Counts): string {
  const parts = Object.entries(by).map(([status, count]) => `${count} ${status}`);
  return `${total} in all${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

/** How many of a page's notices are not shown, with the command that shows them. */
export function renderRest({ counts, notices }: NoticesView, command: string): string {
  const rest = counts.total - notices.length;
  return rest <= 0 ? '' : `and ${plural(rest, 'more', 'more')}: ${command}`;
}

function standingOf({ status, because }: NonNullable<NoticesView['communication']>): string {
  return because === null ? status : `${status} (${because})`;
}

/** A sign of misuse comes first: it is what somebody must act on. */
function answerOf({ counterparty, name, kind, answers, misuse, call }: NoticeLine, style: Style): string | null {
  if (answers === null) return null;
  const who = whoAnswered(answers);
  const heard = answers.spoken === undefined ? '' : ' (by telephone or in person)';
  const seen = `SIGN OF MISUSE: YES, call ${call === null || call === who ? 'them' : call}`;
  const signs = { open: style.bad(seen), settled: 'sign of misuse: yes, dealt with' };
  const sign = misuse === null ? `sign of misuse: ${answers.misuse}` : signs[misuse];
  const about = kind === 'customer' ? 'theirs to answer for' : 'holds data';
  return `${withId(name, counterparty)}: ${sign}; ${about}: ${answers.holdsData}; who answers: ${who}${heard}`;
}
