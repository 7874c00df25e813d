import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import { keepApproved } from '../../../store/filing-drafts.ts';
import { filingPath, lacksReasons } from '../../../web/filing/model.ts';
import { principalOf } from '../../authentication.ts';
import { runCommand } from '../../commands.ts';
import type { Routes } from '../../routes/route.ts';
import { submit } from '../form.ts';
import { sendPage } from '../page.ts';
import { FilingParams, filingAgain, filingOf, sha256, stage } from './params.ts';

const Approval = z.object({ stage, sha256 });

/** Approves exactly the bytes that were on the page: nothing leaves for a regulator without it. */
export const approveFiling: Routes = (server, deps) => {
  const schema = { params: FilingParams };
  server.post('/desk/breaches/:breachId/filings/:obligation/approval', { schema }, async (request, reply) => {
    const given = Approval.partial().catch({}).parse(request.body);
    const { view, filing, model } = await filingOf(deps, request, { ...request.params, stage: given.stage });
    const { words } = view;
    const { breachId, obligation } = request.params;
    const form = await submit(request, Approval, async (approval) => {
      const { draft, saved } = filing;
      if (approval.sha256 !== draft.sha256) throw new TocsinError('conflict', words.filing.problems.otherDraft, 'file');
      if (filing.why !== null) throw new TocsinError('not-filable', `${words.filing.cannot} ${filing.why}.`, 'missing');
      if (lacksReasons(model)) {
        throw new TocsinError('reasons-missing', `${words.filing.cannot} ${words.filing.cannotReasons}.`, 'file');
      }
      const ref = { breachId, obligation, stage: draft.stage };
      const who = { by: principalOf(request).name, at: deps.clock(), over: saved?.revision ?? 0 };
      await keepApproved(deps.store, ref, { content: draft.content, sha256: draft.sha256, ...who });
      await runCommand(deps, request, breachId, {
        type: 'approve-filing',
        obligation,
        stage: draft.stage,
        sha256: draft.sha256,
      });
    });
    if (form === null) return reply.redirect(filingPath(model, `?stage=${model.stage}#record`), 303);
    return sendPage(reply, filingAgain(view, filing, { ...form, values: {} }), 422);
  });
};
