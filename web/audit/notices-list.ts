import {
  type AnsweredRow,
  NOT_IN_TIME,
  NOTICE_OUTCOME_PARTS,
  NOTICE_OUTCOMES,
  type NoticeOutcome,
  type NoticeOutcomePart,
  type OutcomeCounts,
  type PartyRow,
} from '../../domain/audit/answers.ts';
import { number } from '../breach/figures.ts';
import { noticePath } from '../communication/notice-words.ts';
import { html } from '../html.ts';
import type { View } from '../view.ts';
import {
  breachCell,
  type Figure,
  type FileColumn,
  fieldsOf,
  type ListQuery,
  listAddress,
  listingPage,
  timeCell,
} from './listing.ts';
import { outcomeTag } from './outcomes.ts';
import type { Question } from './questions.ts';

export const NOTICES_PATH = '/desk/audit/notices';
export const PARTIES_PATH = '/desk/audit/parties';

type Model<Row> = { query: ListQuery; rows: readonly Row[]; next: string | null; counts: OutcomeCounts };
export type NoticesModel = Model<AnsweredRow>;
export type PartiesModel = Model<PartyRow>;

/** Every notice to suppliers or customers, and whether it was told and answered in time. */
export function noticesPage(view: View, { query, rows, next, counts }: NoticesModel): string {
  const { questions: words, breach } = view.words;
  const { columns } = words;
  const question = questionOf(query.kind);
  return listingPage(view, {
    ...{ question, path: NOTICES_PATH, query, rows, next, figures: figuresOf(view, counts), hasTexts: true },
    title: words.ask[question],
    lede: words.ledes.notices,
    filters: filtersOf(view, query, true),
    columns: [
      {
        label: columns.party,
        cell: ({ breachId, counterparty, name, kind, round }) =>
          html`
            <a class="strong" href="${noticePath(breachId, counterparty)}">${name}</a>
            <span class="sub">
              ${breach.notices.kinds[kind]}${round === 1 ? null : `, ${breach.notices.round(round)}`}
            </span>
          `,
      },
      { label: columns.breach, cell: (row) => breachCell(view, row.breachId, row.exercise) },
      { label: columns.sent, cell: ({ sentAt }) => timeCell(view, sentAt) },
      { label: columns.answerBy, cell: ({ answerBy }) => timeCell(view, answerBy) },
      { label: columns.acknowledged, cell: ({ acknowledgedAt }) => timeCell(view, acknowledgedAt) },
      {
        label: columns.outcome,
        cell: ({ outcome, status, acknowledgedAt }) => {
          const state =
            acknowledgedAt === null ? html`<span class="sub">${breach.notices.status[status]}</span>` : null;
          return html`${outcomeTag(view, outcome)}${state}`;
        },
      },
      {
        label: columns.text,
        cell: ({ breachId, counterparty, name }) =>
          html`
            <a href="${noticePath(breachId, counterparty)}">
              ${words.read}<span class="sr">: ${name}, ${breachId}</span>
            </a>
          `,
      },
    ],
    isExercise: ({ exercise }) => exercise,
  });
}

/** The same as a file; the exact texts only where they were asked for. */
export function noticesFile(view: View, withTexts: boolean): FileColumn<AnsweredRow>[] {
  const { questions: words, breach } = view.words;
  const { columns, outcomes, utc } = words;
  const texts: FileColumn<AnsweredRow>[] = [
    { label: columns.subject, value: ({ texts: [first] }) => first?.subject ?? null },
    { label: columns.text, value: ({ texts: [first] }) => first?.text ?? null },
    {
      label: columns.corrections,
      value: ({ texts: [, ...later] }) =>
        later.map(({ sentAt, subject, text }) => `${sentAt ?? '–'} ${subject}\n${text}`).join('\n\n'),
    },
  ];
  return [
    { label: columns.party, value: ({ name }) => name },
    { label: columns.partyId, value: ({ counterparty }) => counterparty },
    { label: columns.kind, value: ({ kind }) => breach.notices.kinds[kind] },
    { label: columns.breach, value: ({ breachId }) => breachId },
    { label: columns.round, value: ({ round }) => round },
    { label: utc(columns.sent), value: ({ sentAt }) => sentAt },
    { label: utc(columns.reminded), value: ({ remindedAt }) => remindedAt },
    { label: utc(columns.escalated), value: ({ escalatedAt }) => escalatedAt },
    { label: utc(columns.answerBy), value: ({ answerBy }) => answerBy },
    { label: utc(columns.acknowledged), value: ({ acknowledgedAt }) => acknowledgedAt },
    { label: columns.outcome, value: ({ outcome }) => outcomes[outcome] },
    { label: columns.state, value: ({ status }) => breach.notices.status[status] },
    { label: columns.answeredBy, value: ({ answers }) => answers?.answeredBy ?? null },
    ...(withTexts ? texts : []),
  ];
}

/** Suppliers or customers, those first with most that were not in time. */
export function partiesPage(view: View, { query, rows, next, counts }: PartiesModel): string {
  const { questions: words, breach } = view.words;
  const { columns, parts, outcomes } = words;
  const question = questionOf(query.kind);
  const write = (n: number) => number(n, view.language);
  const isBoth = question === 'texts';
  const each = (row: PartyRow, part: NoticeOutcomePart | '') => {
    const { kind = '', from = '', to = '', exercises = '' } = query;
    return listAddress(NOTICES_PATH, { kind, party: row.counterparty, part, from, to, exercises });
  };
  const count = (row: PartyRow, n: number, part: NoticeOutcomePart) =>
    n === 0 ? '0' : html`<a href="${each(row, part)}">${write(n)}<span class="sr">: ${row.name}</span></a>`;
  return listingPage(view, {
    ...{ path: PARTIES_PATH, query, rows, next, figures: figuresOf(view, counts) },
    ...(isBoth ? { question: 'suppliers', title: words.both } : { question, title: words.ask[question] }),
    lede: words.ledes.parties,
    filters: filtersOf(view, query, false),
    columns: [
      {
        label: columns.party,
        cell: (row) =>
          html`
            <a class="strong" href="${each(row, '')}">${row.name}</a>
            <span class="sub">${breach.notices.kinds[row.kind]}</span>
          `,
      },
      { label: columns.noticeCount, cell: ({ total }) => write(total) },
      { label: outcomes['in-time'], cell: (row) => count(row, row.counts['in-time'], 'in-time') },
      { label: parts['not-in-time'], cell: (row) => count(row, notInTime(row.counts), 'not-in-time') },
      { label: outcomes.open, cell: (row) => count(row, row.counts.open, 'open') },
      {
        label: columns.outcome,
        cell: ({ counts: own }) => outcomeTag(view, worstOf(own)),
      },
    ],
    isExercise: () => false,
  });
}

/** The same as a file: every outcome with its number. */
export function partiesFile(view: View): FileColumn<PartyRow>[] {
  const { questions: words, breach } = view.words;
  const { columns, outcomes } = words;
  const outcomeColumns = NOTICE_OUTCOMES.map((outcome) => ({
    label: outcomes[outcome],
    value: ({ counts }: PartyRow) => counts[outcome],
  }));
  return [
    { label: columns.party, value: ({ name }) => name },
    { label: columns.partyId, value: ({ counterparty }) => counterparty },
    { label: columns.kind, value: ({ kind }) => breach.notices.kinds[kind] },
    { label: columns.noticeCount, value: ({ total }) => total },
    ...outcomeColumns,
  ];
}

export function notInTime(counts: OutcomeCounts): number {
  return NOT_IN_TIME.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** The outcome that stands for all of one of them: the worst that there is. */
function worstOf(counts: OutcomeCounts): NoticeOutcome {
  const order = [...NOT_IN_TIME, 'open', 'in-time', 'withdrawn'] as const;
  return order.find((outcome) => counts[outcome] > 0) ?? 'withdrawn';
}

function questionOf(kind: string | undefined): Question {
  return kind === 'supplier' ? 'suppliers' : kind === 'customer' ? 'customers' : 'texts';
}

function figuresOf(view: View, counts: OutcomeCounts): Figure[] {
  const { outcomes, parts } = view.words.questions;
  return [
    { label: outcomes['in-time'], count: counts['in-time'], change: { part: 'in-time' } },
    { label: parts['not-in-time'], count: notInTime(counts), change: { part: 'not-in-time' }, isHot: true },
    { label: outcomes.open, count: counts.open, change: { part: 'open' } },
    { label: outcomes.withdrawn, count: counts.withdrawn, change: { part: 'withdrawn' } },
  ];
}

function filtersOf(view: View, query: ListQuery, isEach: boolean) {
  const { questions: words, shell } = view.words;
  const { outcomes, parts, filters } = words;
  const fields = fieldsOf(view, query);
  const options = NOTICE_OUTCOME_PARTS.map(
    (part) => [part, part === 'not-in-time' ? parts[part] : outcomes[part]] as const,
  );
  const kinds = [
    ['supplier', shell.places.suppliers],
    ['customer', shell.places.customers],
  ] as const;
  return html`
    ${fields.select('kind', kinds)}${fields.text('party')}${fields.select('part', options)}
    ${isEach ? fields.text('breach') : null}
    ${fields.day('from', filters.answerFrom)}${fields.day('to')}${fields.exercises()}
  `;
}
