import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { canonicalJson } from '../../../domain/audit/chain.ts';
import type { Answers } from '../../../domain/filing/context.ts';
import { STAGES } from '../../../domain/filing/stages.ts';
import { isRegisterDuty } from '../../../domain/plan/register-duty.ts';
import { type Filing, type FilingOf, readFiling } from '../../../services/filing/read.ts';
import type { FilingModel } from '../../../web/filing/model.ts';
import { filingPage } from '../../../web/filing/page.ts';
import type { Form } from '../../../web/forms.ts';
import { SaidRefusal } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { BreachParams, obligation } from '../../http/params.ts';
import { viewOf } from '../../http/view.ts';
import { mergeAnswers, seenFields } from './answers.ts';
import { filingModel } from './model.ts';

/** What the routes of one filing share. */

export const FilingParams = BreachParams.extend({ obligation });
export const VersionParams = FilingParams.extend({ version: z.coerce.number().int().min(1).max(10_000) });
export const stage = z.enum(STAGES);
/** A page is never refused for a query that somebody mistyped. */
/** Which form, where the duty has several; empty is none. */
export const form = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .optional()
  .catch(undefined);
export const FilingQuery = z.object({
  stage: stage.optional().catch(undefined),
  form,
  read: z.string().optional(),
  /** `other`: recording that people were told by other means than a campaign. */
  way: z.literal('other').optional().catch(undefined),
});
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export type FilingRef = z.infer<typeof FilingParams> & Pick<FilingOf, 'stage' | 'form'>;

export async function filingOf(deps: ApiDeps, request: FastifyRequest, ref: FilingRef) {
  const [view, filing] = await Promise.all([viewOf(deps, request), readFiling(deps, ref)]);
  return { view, filing, model: filingModel(filing, view) };
}

/**
 * The duty to document asks for no filing: the breach refuses it, and the page says so beforehand, in its own words.
 * @throws TocsinError `not-filable`
 */
export function requireFilable({ words }: Pick<View, 'words'>, { planned }: Pick<FilingModel, 'planned'>): void {
  if (isRegisterDuty(planned)) throw new SaidRefusal('not-filable', words.filing.registerDuty.notFiled, 'obligation');
}

/** The page again, with a form and what is wrong with it. */
export function filingAgain(view: View, filing: Filing, form: Form): string {
  return filingPage(view, filingModel(filing, view), form);
}

/** What was typed and is not saved, as answers; null where nothing was that differs. */
export function unsavedAnswers(view: View, filing: Filing, model: FilingModel, values: Form['values']): Answers | null {
  const { answers, conflicts } = mergeAnswers(values, { fields: model.fields, answers: filing.answers }, view.zone);
  const typed = { ...answers, ...Object.fromEntries(conflicts.map(({ field, yours }) => [field.id, yours ?? ''])) };
  return canonicalJson(typed) === canonicalJson(filing.answers) ? null : typed;
}

/** The model with answers that are not saved; what the form was shown with stands beside each. */
export function withUnsaved(
  view: View,
  filing: Filing,
  model: FilingModel,
  answers: Answers,
  values: Form['values'],
): FilingModel {
  const shown = seenFields(values.seen);
  const before = new Map(model.fields.map(({ field, seen }) => [field.id, seen]));
  const fields = filingModel({ ...filing, answers }, view).fields.map((each) => {
    const { id } = each.field;
    return { ...each, seen: shown.get(id) ?? before.get(id) ?? each.seen };
  });
  return { ...model, fields, isUnsaved: true };
}
