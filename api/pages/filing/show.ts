import { z } from 'zod';
import { registerStanding } from '../../../domain/breach/register-duty.ts';
import { registerEntry } from '../../../domain/breach/views.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { diffVersions } from '../../../domain/filing/versions.ts';
import { isRegisterDuty } from '../../../domain/plan/register-duty.ts';
import { filedPage } from '../../../web/filing/filed.ts';
import { filingPage } from '../../../web/filing/page.ts';
import { registerDutyPage } from '../../../web/filing/register-duty.ts';
import { toldElsewherePage } from '../../../web/filing/told-elsewhere.ts';
import { versionPage } from '../../../web/filing/versions.ts';
import { EMPTY_FORM } from '../../../web/forms.ts';
import { keptValues } from '../../forms/drafts.ts';
import type { Routes } from '../../http/route.ts';
import { namesFor } from '../../register/names.ts';
import { sendPage } from '../page.ts';
import { FilingParams, FilingQuery, filingOf, unsavedAnswers, VersionParams, withUnsaved } from './params.ts';
import { mayBeToldElsewhere } from './told-elsewhere.ts';

const VersionQuery = z.object({ against: z.coerce.number().int().min(1).optional().catch(undefined) });

/**
 * Reading: what was filed, else the draft, which is asked for by its stage once something was, and every version that
 * was handed in.
 */
export const showFiling: Routes = (server, deps) => {
  const draft = { schema: { params: FilingParams, querystring: FilingQuery } };
  server.get('/desk/breaches/:breachId/filings/:obligation', draft, async (request, reply) => {
    const { stage, form: wanted, way } = request.query;
    const { view, filing, model } = await filingOf(deps, request, { ...request.params, stage, form: wanted });
    if (isRegisterDuty(model.planned)) {
      const entry = registerEntry(filing.state);
      const standing = registerStanding(filing.state, model.planned.id);
      const names = await namesFor(deps, view, [{ entry }]);
      return sendPage(reply, registerDutyPage(view, { planned: model.planned, entry, standing, names }));
    }
    const kept = await keptValues(deps, request);
    if (way === 'other' && mayBeToldElsewhere(view, model))
      return sendPage(
        reply,
        toldElsewherePage(view, model, kept === null ? EMPTY_FORM : { values: kept, problems: [] }),
      );
    if (kept === null && stage === undefined && model.versions.length > 0)
      return sendPage(reply, filedPage(view, model));
    if (kept === null) {
      // Saving a form in which nothing was changed keeps the tick, as long as the draft is the one that was read.
      const isRead = request.query.read === model.draft.sha256;
      const form = isRead ? { values: { read: 'yes' }, problems: [] } : EMPTY_FORM;
      return sendPage(reply, filingPage(view, model, form));
    }
    // What was typed before the session ended stands in the form again.
    const typed = unsavedAnswers(view, filing, model, kept);
    const shown = typed === null ? model : withUnsaved(view, filing, model, typed, kept);
    const form = 'receipt' in kept ? { values: kept, problems: [] } : EMPTY_FORM;
    return sendPage(reply, filingPage(view, shown, form));
  });

  const one = { schema: { params: VersionParams, querystring: VersionQuery } };
  server.get('/desk/breaches/:breachId/filings/:obligation/versions/:version', one, async (request, reply) => {
    const { version: number, ...ref } = request.params;
    const { view, model } = await filingOf(deps, request, ref);
    const { versions, template } = model;
    const version = versions.find((v) => v.number === number);
    if (version === undefined) throw new TocsinError('not-found', 'There is no such version.', 'version');
    // Against the one before it; the first one against the last.
    const against = request.query.against ?? (number > 1 ? number - 1 : versions.length);
    const other = versions.find((v) => v.number === against && v.number !== number) ?? null;
    const both = other?.fields && version.fields;
    const changes = both && other?.fields ? diffVersions(template, other.fields, both) : null;
    return sendPage(reply, versionPage(view, model, { version, other, changes }));
  });
};
