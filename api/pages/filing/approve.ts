import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import { approveDraft } from '../../../services/filing/approve.ts';
import { filingPath } from '../../../web/filing/model.ts';
import { filingPage } from '../../../web/filing/page.ts';
import { sayWhyNot } from '../../../web/filing/why-not.ts';
import { SaidRefusal, saidAt } from '../../../web/refusals.ts';
import { submit, valuesOf } from '../../forms/form.ts';
import { askedOf } from '../../http/asked.ts';
import type { Routes } from '../../http/route.ts';
import { sendPage } from '../page.ts';
import {
  FilingParams,
  filingAgain,
  filingOf,
  form,
  requireFilable,
  sha256,
  stage,
  unsavedAnswers,
  withUnsaved,
} from './params.ts';

const Approval = z.object({ stage, form, sha256, read: z.literal('yes').optional() });

/**
 * Approves exactly the bytes that were on the page: nothing leaves for a regulator without it. A draft that nobody
 * touched takes a tick that it was read.
 */
export const approveFiling: Routes = (server, deps) => {
  const schema = { params: FilingParams };
  server.post('/desk/breaches/:breachId/filings/:obligation/approval', { schema }, async (request, reply) => {
    const given = Approval.partial().catch({}).parse(request.body);
    const { view, filing, model } = await filingOf(deps, request, {
      ...request.params,
      stage: given.stage,
      form: given.form,
    });
    requireFilable(view, model);
    const words = view.words.filing;
    const values = valuesOf(request);
    const typed = unsavedAnswers(view, filing, model, values);
    if (typed !== null) {
      const problems = [{ field: 'file', message: words.problems.saveFirst }];
      const shown = withUnsaved(view, filing, model, typed, values);
      return sendPage(reply, filingPage(view, shown, { values: {}, problems }), 422);
    }
    const form = await submit(view, request, Approval, async (approval) => {
      if (approval.sha256 !== filing.draft.sha256) throw new SaidRefusal('conflict', words.problems.otherDraft, 'file');
      const whyNot = sayWhyNot(view, model);
      if (whyNot !== null) throw new SaidRefusal('not-filable', `${words.cannot} ${whyNot}.`, 'file');
      if (model.mustBeRead && approval.read === undefined)
        throw new SaidRefusal('bad-input', words.problems.unread, 'read');
      await approveDraft(deps, askedOf(request), filing, { sha256: approval.sha256, confirmed: true }).catch(
        (error: unknown) => {
          throw error instanceof TocsinError ? saidAt(view, error, 'file') : error;
        },
      );
    });
    if (form === null) return reply.redirect(filingPath(model, `?stage=${model.stage}#record`), 303);
    return sendPage(reply, filingAgain(view, filing, { ...form, values: {} }), 422);
  });
};
