import type { DutyOutcome, NoticeOutcome } from '../../domain/audit/answers.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** The shape beside the word: what was in time is quiet, what was not stands out. */
const SHAPES: Record<DutyOutcome | NoticeOutcome, string> = {
  'in-time': 'filed',
  late: 'late',
  overdue: 'overdue',
  open: 'running',
  waived: 'waived',
  withdrawn: 'withdrawn',
  silent: 'overdue',
  'not-reached': 'bounced',
  'not-told': 'overdue',
};

/** What a duty or a notice came to, as a word with its shape. */
export function outcomeTag({ words }: Pick<View, 'words'>, outcome: DutyOutcome | NoticeOutcome): Html {
  return html`<span class="st wraps ${SHAPES[outcome]}">${words.questions.outcomes[outcome]}</span>`;
}
