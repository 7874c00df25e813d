import { TocsinError } from '../../domain/errors.ts';
import { formOfFile } from '../../domain/filing/forms.ts';
import { fieldsOfFile } from '../../domain/filing/reading.ts';
import { wasComplete } from '../../domain/filing/stages.ts';
import { type FilingText, textOfDraft, textOfFile } from '../../domain/filing/text.ts';
import { isRegisterDuty } from '../../domain/plan/register-duty.ts';
import type { Filing } from './read.ts';

/** Which text of a filing is asked for: that of a version, that of the draft, or else what is approved. */
export type TextWanted = { version?: number | undefined; draft?: boolean | undefined };

/**
 * What a document of a filing says: the exact words that were handed in as a version, or that are approved, else those
 * of the draft as it reads now.
 * @throws TocsinError `not-filable` for the duty to document; `not-found` for a version that is not there, was recorded
 *   without its bytes, or is of no form that the policy knows
 */
export function filingText(filing: Filing, { version, draft: isDraft = false }: TextWanted): FilingText {
  if (isRegisterDuty(filing.context.obligation)) {
    const met = 'This duty is met by the register entry, which Tocsin keeps by itself: there is nothing to hand in.';
    throw new TocsinError('not-filable', met, 'obligation');
  }
  if (version !== undefined) return ofVersion(filing, version);
  const { approval, saved, template, draft, proposed, repeated } = filing;
  const kept = approval === null || isDraft ? null : (saved?.approved ?? null);
  const form = kept === null ? null : formOfFile(filing.parts.forms, kept.content);
  if (approval === null || kept === null || form === null) {
    const isOurs = saved !== null && !saved.isOfApproval && filing.isOfNext;
    const of = { kind: 'draft' as const, at: isOurs ? saved.at : null, by: isOurs ? saved.by : null };
    return textOfDraft(template, draft, { proposed, repeated, of });
  }
  const { at, by, stage, sha256 } = approval;
  const { clock } = filing.context.obligation;
  return textOfFile(form, {
    ...{ obligation: draft.obligation, stage, sha256, of: { kind: 'approved', at, by } },
    afterComplete: draft.afterComplete,
    late: filing.versions.length === 0 && clock !== null && at > clock.due,
    fields: fieldsOfFile(form, kept.content) ?? {},
  });
}

function ofVersion({ versions, parts, context }: Filing, number: number): FilingText {
  const found = versions.find((each) => each.number === number);
  const { content = null, sha256 = null } = found ?? {};
  if (found === undefined || content === null || sha256 === null) {
    const why = found === undefined ? 'There is no such version.' : 'Of this version no document was recorded.';
    throw new TocsinError('not-found', why, 'version');
  }
  const form = formOfFile(parts.forms, content);
  const fields = form === null ? null : fieldsOfFile(form, content);
  if (form === null || fields === null) {
    const why = 'The policy has no form (any more) by which this version reads; its exact bytes are kept.';
    throw new TocsinError('not-found', why, 'version');
  }
  const { stage, late, approvedAt: at, approvedBy: by, filedAt, approved } = found;
  return textOfFile(form, {
    ...{ obligation: context.obligation.id, stage: stage ?? 'follow-up', late, sha256, fields },
    afterComplete: wasComplete(versions.slice(0, number - 1)),
    of: { kind: 'filed', at, by, number, filedAt, approved },
  });
}
