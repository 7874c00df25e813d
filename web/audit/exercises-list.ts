import type { DutyOutcome, ExerciseResult, OutcomeCounts } from '../../domain/audit/answers.ts';
import { number } from '../breach/figures.ts';
import { html } from '../html.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type FileColumn, fieldsOf, type ListQuery, listingPage } from './listing.ts';
import { notInTime } from './notices-list.ts';

export const EXERCISES_PATH = '/desk/audit/exercises';

export type ExercisesModel = { query: ListQuery; rows: readonly ExerciseResult[]; next: string | null };

/** Exercises with how many of their duties and notices were in time; the report of each has its score. */
export function exerciseResultsPage(view: View, { query, rows, next }: ExercisesModel): string {
  const { questions: words, breach } = view.words;
  const { columns, filters } = words;
  const fields = fieldsOf(view, query);
  const of = ([done, all]: readonly [number, number]) =>
    all === 0 ? '–' : words.inTimeOf(number(done, view.language), number(all, view.language));
  return listingPage(view, {
    ...{ question: 'exercises' as const, path: EXERCISES_PATH, query, rows, next, figures: [] },
    title: words.ask.exercises,
    lede: words.ledes.exercises,
    filters: html`${fields.day('from', filters.heldFrom)}${fields.day('to')}`,
    columns: [
      {
        label: columns.exercise,
        cell: ({ breachId, title }) =>
          html`
            <a class="strong" href="/desk/exercises/${breachId}">${peoplesWords(view, title)}</a>
            <span class="sub">${breachId}</span>
          `,
      },
      { label: columns.began, cell: ({ openedAt }) => timeTag(openedAt, view, true) },
      { label: columns.state, cell: ({ status }) => html`<span class="tag">${breach.status[status]}</span>` },
      { label: columns.duties, cell: ({ duties }) => of(dutiesInTime(duties)) },
      { label: columns.notices, cell: ({ notices }) => of(noticesInTime(notices)) },
      {
        label: columns.report,
        cell: ({ breachId }) =>
          html`<a href="/desk/exercises/${breachId}">${words.report}<span class="sr">: ${breachId}</span></a>`,
      },
    ],
    isExercise: () => true,
  });
}

/** The same as a file. */
export function exercisesFile(view: View): FileColumn<ExerciseResult>[] {
  const { questions: words, breach } = view.words;
  const { columns, utc } = words;
  return [
    { label: columns.exercise, value: ({ breachId }) => breachId },
    { label: columns.title, value: ({ title }) => title },
    { label: utc(columns.began), value: ({ openedAt }) => openedAt },
    { label: columns.state, value: ({ status }) => breach.status[status] },
    { label: columns.dutiesInTime, value: ({ duties }) => dutiesInTime(duties)[0] },
    { label: columns.duties, value: ({ duties }) => dutiesInTime(duties)[1] },
    { label: columns.noticesInTime, value: ({ notices }) => noticesInTime(notices)[0] },
    { label: columns.notices, value: ({ notices }) => noticesInTime(notices)[1] },
  ];
}

/** How many were met in time, of those that came to an end or are overdue. */
function dutiesInTime(counts: Record<DutyOutcome, number>): [done: number, all: number] {
  const done = counts['in-time'] + counts.waived;
  return [done, done + counts.late + counts.overdue + counts.withdrawn];
}

function noticesInTime(counts: OutcomeCounts): [done: number, all: number] {
  return [counts['in-time'], counts['in-time'] + notInTime(counts)];
}
