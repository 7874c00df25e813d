import { DUTY_PARTS, type DutyOutcome, type ToldRow } from '../../domain/audit/answers.ts';
import type { Audience } from '../../domain/breach/register-keys.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { nameOf } from '../names.ts';
import { toRecipient, toRecipientText } from '../recipients.ts';
import { cited, citedText } from '../translated.ts';
import type { View } from '../view.ts';
import { breachCell, type FileColumn, fieldsOf, type ListQuery, listingPage, saidCell, timeCell } from './listing.ts';
import { outcomeTag } from './outcomes.ts';

export const DUTIES_PATH = '/desk/audit/duties';

export type DutiesModel = {
  audience: Audience;
  query: ListQuery;
  rows: readonly ToldRow[];
  next: string | null;
  counts: Record<DutyOutcome, number>;
};

/** Who was to be told by a law, and whether they were in time: authorities, the people concerned, or others. */
export function dutiesPage(view: View, { audience, query, rows, next, counts }: DutiesModel): string {
  const { questions: words } = view.words;
  const { columns, outcomes, parts } = words;
  const fields = fieldsOf(view, query);
  const isPeople = audience === 'people';
  const options = DUTY_PARTS.map((part) => [part, part === 'not-in-time' ? parts[part] : outcomes[part]] as const);
  return listingPage(view, {
    ...{ question: isPeople ? ('people' as const) : ('authorities' as const), path: DUTIES_PATH, query, rows, next },
    title: audience === 'others' ? words.others : words.ask[isPeople ? 'people' : 'authorities'],
    lede: words.ledes[isPeople ? 'people' : 'authorities'],
    figures: [
      { label: outcomes['in-time'], count: counts['in-time'], change: { part: 'in-time' } },
      {
        label: parts['not-in-time'],
        count: counts.late + counts.overdue,
        change: { part: 'not-in-time' },
        isHot: true,
      },
      { label: outcomes.open, count: counts.open, change: { part: 'open' } },
      { label: outcomes.waived, count: counts.waived, change: { part: 'waived' } },
    ],
    filters: html`
      ${fields.select('part', options)}
      ${fields.text('breach')}${fields.day('from', words.filters.dueFrom)}${fields.day('to')}${fields.exercises()}
    `,
    columns: [
      { label: columns.breach, cell: (row) => breachCell(view, row.breachId, row.exercise) },
      {
        label: columns.duty,
        cell: ({ breachId, obligation, article, recipient }) =>
          html`
            <a href="/desk/breaches/${breachId}/filings/${obligation}">${cited(view, article)}</a>
            <span class="sub">${toRecipient(view, recipient)}</span>
          `,
      },
      { label: columns.due, cell: ({ due }) => timeCell(view, due) },
      {
        label: columns.told,
        cell: ({ endedAt, by }) => {
          const who = by === null ? null : html`<span class="sub">${nameOf(view, by)}</span>`;
          return html`${timeCell(view, endedAt)}${who}`;
        },
      },
      {
        label: columns.outcome,
        cell: (row) => html`${outcomeTag(view, row.outcome)}${saidCell(view, row.reasons)}`,
      },
      isPeople
        ? { label: columns.people, cell: (row) => peopleCell(view, row) }
        : { label: columns.receipt, cell: (row) => row.receipt || '–' },
    ],
    isExercise: ({ exercise }) => exercise,
  });
}

/** The same as a file. */
export function dutiesFile(view: View): FileColumn<ToldRow>[] {
  const { columns, outcomes, utc, letters } = view.words.questions;
  return [
    { label: columns.breach, value: ({ breachId }) => breachId },
    { label: columns.duty, value: ({ article }) => citedText(view, article) },
    { label: columns.dutyId, value: ({ obligation }) => obligation },
    { label: columns.recipient, value: ({ recipient }) => toRecipientText(view, recipient) },
    { label: utc(columns.due), value: ({ due }) => due },
    { label: utc(columns.told), value: ({ endedAt }) => endedAt },
    { label: columns.outcome, value: ({ outcome }) => outcomes[outcome] },
    { label: columns.reasons, value: ({ reasons }) => reasons },
    { label: columns.by, value: ({ by }) => (by === null ? null : nameOf(view, by)) },
    { label: columns.receipt, value: ({ receipt }) => receipt },
    { label: columns.channel, value: ({ channel }) => channel },
    { label: columns.peopleTold, value: ({ people }) => people?.told ?? null },
    { label: columns.peopleConcerned, value: ({ people }) => people?.concerned ?? null },
    {
      label: columns.letters,
      value: (row) =>
        row.letters
          .map((each) => letters(each.number, String(each.sent), String(each.total), String(each.refused)))
          .join('\n'),
    },
  ];
}

/** How many were told, of how many, and by which letters; else in which other way. */
function peopleCell(view: View, { people, letters, channel, receipt }: ToldRow): Html {
  const { questions: words, register } = view.words;
  const { language } = view;
  const write = (n: number) => number(n, language);
  const most = (n: number, atMost: boolean) => (atMost ? register.atMost(write(n)) : write(n));
  const told =
    people === null
      ? null
      : people.concerned === null
        ? most(people.told, people.atMost)
        : words.toldOf(most(people.told, people.atMost), write(people.concerned));
  const lines = letters.map(({ number: n, sent, total, refused }) => {
    return html`<span class="sub">${words.letters(n, write(sent), write(total), write(refused))}</span>`;
  });
  return html`
    ${told ?? (letters.length === 0 ? '–' : null)}${lines}
    ${channel === '' ? null : html`<span class="sub">${channel}</span>`}
    ${receipt === '' ? null : html`<span class="sub">${receipt}</span>`}
  `;
}
