import { MOST_QUESTIONS, MOST_REPORTED_FILES, MOST_WORDS, reportingOf } from '../reporting.ts';
import type { BreachState } from '../state.ts';
import { type Decide, done, type Refusal, refuse, whyClosed } from './decision.ts';

/**
 * What whoever reported adds to the report, and what they are asked about it. A closed breach takes what they add: it
 * is news, for which a person may open it again.
 */

export const addWords: Decide<'add-words'> = (state, { by, text }, head) => {
  const { words } = reportingOf(state);
  const refusal = whyNotReporter(state, by) ?? (words >= MOST_WORDS ? tooMany(state, `${MOST_WORDS} texts`) : null);
  return refusal ?? done({ ...head, type: 'words-added', data: { words: words + 1 }, personal: { text } });
};

/** An alert has nobody who could answer. */
export const askQuestion: Decide<'ask-question'> = (state, { text }, head) => {
  const { questions } = reportingOf(state);
  // The one that a merged report is part of may be open: who looks into that asks here.
  const refusal = state.closed?.outcome === 'merged' ? null : whyClosed(state);
  if (refusal !== null) return refusal;
  if (state.origin === 'alert') {
    const message = `${state.breachId} came by an alert: there is nobody to be asked.`;
    return refuse('conflict', message, 'text', { why: 'nobody-to-ask' });
  }
  if (questions.length >= MOST_QUESTIONS) return tooMany(state, `${MOST_QUESTIONS} questions`);
  const question = questions.length + 1;
  return done({ ...head, type: 'question-asked', data: { question }, personal: { text } });
};

/** Once: what comes to mind later is added as words. */
export const answerQuestion: Decide<'answer-question'> = (state, { by, question, text }, head) => {
  const refusal = whyNotReporter(state, by);
  if (refusal !== null) return refusal;
  const asked = reportingOf(state).questions.find(({ number }) => number === question);
  if (asked === undefined) {
    return refuse('not-found', `${state.breachId} has no question ${question}.`, 'question');
  }
  if (asked.answered !== undefined) {
    const message = `Question ${question} was answered already; add what is missing to the report.`;
    return refuse('conflict', message, 'question', { why: 'question-answered' });
  }
  return done({ ...head, type: 'question-answered', data: { question }, personal: { text } });
};

/**
 * Only whoever reported adds to a report. A breach that runs since before version 0.8 does not know who that is: there
 * the use case that looked the report up has said it.
 */
export function whyNotReporter({ breachId, origin, reporter }: BreachState, by: string): Refusal | null {
  if (origin === 'report' && (reporter === undefined || reporter.by === by)) return null;
  return refuse('forbidden', `Only whoever reported ${breachId} adds to that report.`, 'breach');
}

/** Why no further file of whoever reported is taken, beside what every file is asked. */
export function whyNoReportedFile(state: BreachState): Refusal | null {
  const isFull = reportingOf(state).files >= MOST_REPORTED_FILES;
  return isFull ? tooMany(state, `${MOST_REPORTED_FILES} files`, 'file') : null;
}

function tooMany({ breachId }: BreachState, what: string, field = 'text'): Refusal {
  const message = `The report of ${breachId} takes ${what}, and has no room for another. Nothing was recorded.`;
  return refuse('conflict', message, field, { why: 'full' });
}
