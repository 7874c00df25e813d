import { z } from 'zod';
import { ownReportOf } from '../../services/report/own-report.ts';
import { listReports } from '../../store/intake.ts';
import type { Form } from '../../web/forms.ts';
import { reportPage } from '../../web/report/form.ts';
import { ownReportsPage } from '../../web/report/own.ts';
import { parseCursor, writeCursor } from '../desk/read.ts';
import { keptValues } from '../forms/drafts.ts';
import { acceptForms, list, valuesOf } from '../forms/form.ts';
import { acceptAttachments } from '../http/attachment.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { sendPage } from './page.ts';
import { readForm, sendReport, sentPath } from './report/form.ts';
import { ownReportPages } from './report/own.ts';
import { shortReportPages } from './report/short.ts';

const REPORTS_SHOWN = 25;
/** A link may bring systems along, or look for some. What a person writes never stands in an address. */
const FormQuery = z.strictObject({ find: z.string().max(100).default(''), system: list });
const ListQuery = z.strictObject({ after: z.string().max(200).default('') });

/** Reporting a breach, and what became of one's own reports. */
export const reportPages: Routes = (server, deps) => {
  acceptForms(server);
  acceptAttachments(server);

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
    if (typeof sent === 'string') return reply.redirect(sentPath(sent, values), 303);
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

  shortReportPages(server, deps);
  ownReportPages(server, deps);
};
