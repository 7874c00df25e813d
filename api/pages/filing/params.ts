import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isRegisterDuty } from '../../../domain/breach/register-duty.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { STAGES } from '../../../domain/filing/context.ts';
import type { FilingModel } from '../../../web/filing/model.ts';
import { filingPage } from '../../../web/filing/page.ts';
import type { Form } from '../../../web/forms.ts';
import { nameOf } from '../../../web/names.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { type Filing, filingModel, readFiling } from '../../filing-desk.ts';
import { BreachParams, obligation } from '../../routes/route.ts';
import { viewOf } from '../page.ts';

/** What the routes of one filing share. */

export const FilingParams = BreachParams.extend({ obligation });
export const stage = z.enum(STAGES);
/** A page is never refused for a query that somebody mistyped. */
export const FilingQuery = z.object({ stage: stage.optional().catch(undefined), view: z.string().optional() });
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export type FilingRef = z.infer<typeof FilingParams> & { stage?: z.infer<typeof stage> | undefined };

export async function filingOf(deps: ApiDeps, request: FastifyRequest, ref: FilingRef) {
  const [view, filing] = await Promise.all([viewOf(deps, request), readFiling(deps, ref)]);
  return { view, filing, model: filingModel(filing, (by) => nameOf(view, by)) };
}

/** The duty to document asks for no filing. @throws TocsinError `not-filable` */
export function requireFilable({ words }: Pick<View, 'words'>, { planned }: Pick<FilingModel, 'planned'>): void {
  if (isRegisterDuty(planned)) throw new TocsinError('not-filable', words.filing.registerDuty.notFiled, 'obligation');
}

/** The page again, with a form and what is wrong with it. */
export function filingAgain(view: View, filing: Filing, form: Form): string {
  return filingPage(
    view,
    filingModel(filing, (by) => nameOf(view, by)),
    form,
    { print: false },
  );
}
