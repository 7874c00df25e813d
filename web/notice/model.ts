import type { NoticeAnswers } from '../../domain/breach/events.ts';
import type { NoticeText } from '../../domain/communication/notice-line.ts';
import type { NoticeChange } from '../../domain/notices/since.ts';
import { joinLines } from '../../domain/notices/wrap.ts';
import type { Instant } from '../../domain/time.ts';
import type { OrganisationView } from '../view.ts';

/** What the person behind a link may see: their own notice, and nothing of anybody else. */
export type NoticeView = {
  reference: string;
  exercise: boolean;
  /** A customer is asked as the controller of the data, a supplier as who may hold it. */
  kind: 'supplier' | 'customer';
  counterpartyName: string;
  subject: string;
  /** Plain text as mailed, paragraphs parted by an empty line. */
  text: string;
  /** What later letters corrected it to, oldest first. */
  corrections: readonly NoticeText[];
  answerBy: Instant;
  /** When the first mail went out; null where none is on record. */
  sentAt: Instant | null;
  /** What of the text was corrected since. */
  changes: readonly NoticeChange[];
};

export type NoticePage = { now: Instant; organisation: OrganisationView };

type Question = { legend: string; choices: Record<NoticeAnswers['misuse'], string> };

const MISUSE = { yes: 'Yes, please call us', no: 'No', unknown: 'We are still looking' };

/** The same two stored answers, asked in the words of who is asked. */
const QUESTIONS: Record<'supplier' | 'customer', Record<'holdsData' | 'misuse', Question>> = {
  supplier: {
    holdsData: {
      legend: '1. Do you, or a company working for you, hold data that this is about?',
      choices: { yes: 'Yes', no: 'No', unknown: 'We do not know yet' },
    },
    misuse: { legend: '2. Have you seen any sign of misuse?', choices: MISUSE },
  },
  customer: {
    holdsData: {
      legend: '1. Is the data named here yours to answer for (are you its controller)?',
      choices: { yes: 'Yes', no: 'No', unknown: 'We do not know yet' },
    },
    misuse: { legend: '2. Have you seen any sign of misuse?', choices: MISUSE },
  },
};

/** The questions for who is asked. */
export function questionsFor({ kind }: Pick<NoticeView, 'kind'>): (typeof QUESTIONS)['supplier'] {
  return QUESTIONS[kind];
}

export type Block = { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] };

/** Plain text as blocks: lines that a mail had to wrap are joined again, lists stay lists. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of joinLines(text).flatMap((paragraph) => ['', ...paragraph.split('\n')])) {
    const item = /^\s*- (.*)$/.exec(line)?.[1];
    const last = blocks.at(-1);
    if (item === undefined) {
      if (line.trim() !== '') blocks.push({ kind: 'paragraph', text: line.trim() });
    } else if (last?.kind === 'list') last.items.push(item);
    else blocks.push({ kind: 'list', items: [item] });
  }
  return blocks;
}
