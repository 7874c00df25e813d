import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { readReference } from '../../domain/reference.ts';
import { ownReportOf } from '../../services/report/own-report.ts';
import { findReport, listReports } from '../../store/intake.ts';
import type { Form } from '../../web/forms.ts';
import { reportPage } from '../../web/report/form.ts';
import { ownReportPage, ownReportsPage } from '../../web/report/own.ts';
import { parseCursor, writeCursor } from '../desk/read.ts';
import { keptValues } from '../forms/drafts.ts';
import { acceptForms, list, valuesOf } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { sendPage } from './page.ts';
import { readForm, sendReport } from './report/form.ts';

const REPORTS_SHOWN = 25;
const TAKEN_IN_LOOKS = 5;
const TAKEN_IN_LOOK_MS = 300;
/** A link may bring systems along, or look for some. What a person writes never stands in an address. */
const FormQuery = z.strictObject({ find: z.string().max(100).default(''), system: list });
const ListQuery = z.strictObject({ after: z.string().max(200).default('') });
const OwnParams = z.strictObject({
  reference: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,128}$/)
    .overwrite(readReference),
});
const OwnQuery = z.strictObject({ sent: z.literal('1').optional() });

/** Reporting a breach, and what became of one's own reports. */
export const reportPages: Routes = (server, deps) => {
  acceptForms(server);

  server.get('/desk/report', { schema: { querystring: FormQuery } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const values = (await keptValues(deps, request)) ?? request.query;
    const form: Form = { values, problems: [] };
    return sendPage(reply, reportPage(view, await readForm(deps, view, { form, showTogether: false })));
  });

  server.post('/desk/report', async (request, reply) => {
    const view = await viewOf(deps, request);
    const { do: pressed, 'found-for': foundFor, ...values } = valuesOf(request);
    // The Enter key presses the first button, wherever it was hit: after typing into the search box it means a search.
    const isSearch = pressed === 'enter' && String(values.find ?? '').trim() !== String(foundFor ?? '');
    const asked = isSearch ? 'find' : pressed;
    if (asked === 'find' || asked === 'clocks') {
      const form: Form = { values, problems: [] };
      return sendPage(reply, reportPage(view, await readForm(deps, view, { form, showTogether: asked === 'clocks' })));
    }
    const sent = await sendReport(deps, view, request);
    if (typeof sent === 'string') return reply.redirect(`/desk/reports/${sent}?sent=1`, 303);
    return sendPage(reply, reportPage(view, await readForm(deps, view, { form: sent, showTogether: false })), 422);
  });

  server.get('/desk/reports', { schema: { querystring: ListQuery } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const after = parseCursor(request.query.after);
    const found = await listReports(deps.store, principalOf(request).name, {
      limit: REPORTS_SHOWN + 1,
      ...(after === undefined ? {} : { after }),
    });
    const last = found.length > REPORTS_SHOWN ? found[REPORTS_SHOWN - 1] : undefined;
    const reports = await Promise.all(found.slice(0, REPORTS_SHOWN).map((intake) => ownReportOf(deps.store, intake)));
    const next = writeCursor(last === undefined ? null : { at: last.receivedAt, id: last.id });
    return sendPage(reply, ownReportsPage(view, { reports, next, isFirst: after === undefined }));
  });

  const own = { schema: { params: OwnParams, querystring: OwnQuery } };
  server.get('/desk/reports/:reference', own, async (request, reply) => {
    const view = await viewOf(deps, request);
    const isSent = request.query.sent === '1';
    const find = async () => {
      const intake = await findReport(deps.store, principalOf(request).name, request.params.reference);
      if (intake === null) throw new TocsinError('not-found', 'You have no report of this reference.', 'reference');
      return ownReportOf(deps.store, intake);
    };
    let report = await find();
    // The engine takes it in within a moment: waited for, so that the page can lead on to the incident.
    for (let looks = 0; isSent && view.away === null && report.state === 'kept' && looks < TAKEN_IN_LOOKS; looks += 1) {
      await delay(TAKEN_IN_LOOK_MS);
      report = await find();
    }
    return sendPage(reply, ownReportPage(view, report, isSent));
  });
};
