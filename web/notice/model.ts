import type { NoticeAnswers } from '../../domain/breach/events.ts';
import type { Instant } from '../../domain/time.ts';
import type { OrganisationView } from '../layout.ts';

/** What the person behind a link may see: their own notice, and nothing of anybody else. */
export type NoticeView = {
  reference: string;
  exercise: boolean;
  counterpartyName: string;
  subject: string;
  /** Plain text, paragraphs parted by an empty line. */
  text: string;
  answerBy: Instant;
};

export type NoticePage = { now: Instant; organisation: OrganisationView };

export const QUESTIONS = {
  holdsData: {
    legend: '1. Do you, or a company working for you, hold data that this is about?',
    choices: { yes: 'Yes', no: 'No', unknown: 'We do not know yet' },
  },
  misuse: {
    legend: '2. Have you seen any sign of misuse?',
    choices: { yes: 'Yes, please call us', no: 'No', unknown: 'We are still looking' },
  },
} as const;

/** Answers in the words of the form. */
export function answerInWords(question: keyof typeof QUESTIONS, answer: NoticeAnswers['misuse']): string {
  return QUESTIONS[question].choices[answer];
}

/** Plain text as paragraphs. */
export function paragraphs(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((p) => (p.trim() === '' ? [] : [p.trim()]));
}
