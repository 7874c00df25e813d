import type { Instant } from '../time.ts';
import type { BreachEvent } from './events.ts';

/**
 * What whoever reported adds later, and what they are asked. The words are in the events; the state keeps what a
 * decision or a count needs, and has a limit for each, so that a reporter leaves room for those who respond.
 */

/** `seq`: of the event that holds its text; `answered`: of the one with the answer, absent while there is none. */
export type Question = { number: number; seq: number; answered?: number };

export type Reporting = {
  /** How often words were added. */
  words: number;
  files: number;
  /** SHA-256 of each of these files; absent where nothing was attached to the report. */
  kept?: string[];
  questions: Question[];
};

/** Who reported, as events name them, and in which language they are written to, where that is known. */
export type Reporter = { by: string; language?: string };

export const MOST_WORDS = 200;
export const MOST_REPORTED_FILES = 20;
export const MOST_QUESTIONS = 100;

const NOTHING: Reporting = { words: 0, files: 0, questions: [] };

/** Of a state of any version. */
export function reportingOf({ reporting }: { reporting?: Reporting }): Reporting {
  return reporting ?? NOTHING;
}

export function openQuestions(state: { reporting?: Reporting }): Question[] {
  return reportingOf(state).questions.filter(({ answered }) => answered === undefined);
}

/** Whether it is whoever reported that did it: it is no act of those who respond. */
export function isReporters(event: BreachEvent): boolean {
  if (event.type === 'file-attached') return event.data.asReporter === true;
  return event.type === 'words-added' || event.type === 'question-answered';
}

type ReportingEvent = Extract<BreachEvent, { type: 'words-added' | 'question-asked' | 'question-answered' }>;

/** @param seq number of the event */
export function reportingAfter(reporting: Reporting, event: ReportingEvent, seq: number): Reporting {
  const { questions } = reporting;
  switch (event.type) {
    case 'words-added':
      return { ...reporting, words: reporting.words + 1 };
    case 'question-asked':
      return { ...reporting, questions: [...questions, { number: event.data.question, seq }] };
    case 'question-answered': {
      const { question } = event.data;
      const answered = questions.map((each) => (each.number === question ? { ...each, answered: seq } : each));
      return { ...reporting, questions: answered };
    }
  }
}

/** A question with its words, as pages and the API show it. Words that do not open any more are null. */
export type QuestionLine = {
  number: number;
  at: Instant;
  by: string;
  text: string | null;
  answer: { at: Instant; text: string | null } | null;
};
export type WordsLine = { number: number; at: Instant; text: string | null };
export type ReportedFile = { number: number; at: Instant; name: string | null; about: string | null; bytes: number };
/** All of it, each part oldest first. */
export type Exchange = { questions: QuestionLine[]; words: WordsLine[]; files: ReportedFile[] };
