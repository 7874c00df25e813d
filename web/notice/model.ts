import type { NoticeAnswers } from '../../domain/breach/events.ts';
import type { NoticeText } from '../../domain/communication/notice-line.ts';
import type { ForeignText } from '../../domain/notices/said.ts';
import type { NoticeChange } from '../../domain/notices/since.ts';
import { joinLines } from '../../domain/notices/wrap.ts';
import type { Instant } from '../../domain/time.ts';
import { html } from '../html.ts';
import { type Language, wordsOf } from '../languages/index.ts';
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
  /** In which it was written; absent from what versions until 0.11 wrote, which is English. */
  language?: string;
  /** What later letters corrected it to, oldest first. */
  corrections: readonly NoticeText[];
  answerBy: Instant;
  /** When the first mail went out; null where none is on record. */
  sentAt: Instant | null;
  /** What of the text was corrected since. */
  changes: readonly NoticeChange[];
  /** Texts in it, and in its corrections, that were written in another language than its own. */
  foreign: readonly ForeignText[];
};

/** `language`: of whoever reads, by the letter that brought the link, or by choice. */
export type NoticePage = { now: Instant; organisation: OrganisationView; language: Language };

type Question = { legend: string; choices: Record<NoticeAnswers['misuse'], string> };

/** The questions for who is asked: the same two stored answers, asked in their words. */
export function questionsFor(
  { language }: Pick<NoticePage, 'language'>,
  { kind }: Pick<NoticeView, 'kind'>,
): Record<'holdsData' | 'misuse', Question> {
  const { questions } = wordsOf(language).notice;
  return {
    holdsData: { legend: questions[kind], choices: questions.holdsData },
    misuse: { legend: questions.misuse, choices: questions.seen },
  };
}

/** The text of a letter in the language that it was written in, where that is not the page's. */
export function inItsLanguage(
  { language }: Pick<NoticePage, 'language'>,
  { language: of = 'en' }: { language?: string },
) {
  return of === language ? null : html` lang="${of}"`;
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
