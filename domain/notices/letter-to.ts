import type { NoticeStep } from '../communication/follow-ups.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { ownWords } from './own-words.ts';
import { renderNotice } from './render.ts';
import { noticeTemplateFor } from './templates.ts';
import { counterpartyValues, type NoticeAbout } from './values.ts';

/**
 * One letter to a supplier or customer, as it is sent and as it is looked at before: whoever releases it reads what
 * goes out. `language` is that of the letter: the counterparty's own only where there are words for it.
 */
export function letterTo(policy: CompiledPolicy, about: NoticeAbout, step: NoticeStep) {
  const { exercise = false } = about;
  const template = noticeTemplateFor(policy, about.counterparty, step);
  const { language } = template;
  const values = counterpartyValues(policy.organisation, about, language);
  return { ...renderNotice(template, values, { exercise, frame: ownWords(language).frame }), language };
}
