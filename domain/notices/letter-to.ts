import type { NoticeStep } from '../communication/follow-ups.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { renderNotice } from './render.ts';
import { noticeTemplateFor } from './templates.ts';
import { counterpartyValues, type NoticeAbout } from './values.ts';

/**
 * One letter to a supplier or customer, as it is sent and as it is looked at before: whoever releases it reads what
 * goes out.
 */
export function letterTo(policy: CompiledPolicy, about: NoticeAbout, step: NoticeStep) {
  const { exercise = false } = about;
  const values = counterpartyValues(policy.organisation, about);
  return renderNotice(noticeTemplateFor(policy, about.counterparty, step), values, { exercise });
}
