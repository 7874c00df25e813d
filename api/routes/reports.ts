import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { readReference } from '../../domain/reference.ts';
import { ownReportOf } from '../../services/report/own-report.ts';
import { findReport, listReports } from '../../store/intake.ts';
import { cursor, parseCursor, writeCursor } from '../desk/read.ts';
import { wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { OwnReport, OwnReportList } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

const Params = z.strictObject({
  reference: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,128}$/, 'a reference as it was given')
    .overwrite(readReference),
});
const Query = z.strictObject({ after: cursor, limit: wholeNumber(1, 100).default(25) });

/** What became of one's own reports: nothing of the breach beyond where it stands. */
export const reportRoutes: Routes = (server, deps) => {
  const list = operation(
    {
      id: 'listReports',
      tag: 'intake',
      summary: 'The caller’s own reports, newest first',
      answers: { 200: OwnReportList },
    },
    { querystring: Query },
  );
  server.get('/reports', { schema: list }, async (request) => {
    const { limit } = request.query;
    const after = parseCursor(request.query.after);
    const options = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
    const found = await listReports(deps.store, principalOf(request).name, options);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const reports = await Promise.all(page.map((intake) => ownReportOf(deps.store, intake)));
    return { reports, next: writeCursor(last === undefined ? null : { at: last.receivedAt, id: last.id }) };
  });

  const one = operation(
    {
      id: 'readReport',
      tag: 'intake',
      summary: 'One of the caller’s own reports, by its reference or the breach that it opened',
      answers: { 200: OwnReport },
      refusals: ['not-found'],
    },
    { params: Params },
  );
  server.get('/reports/:reference', { schema: one }, async (request) => {
    const intake = await findReport(deps.store, principalOf(request).name, request.params.reference);
    if (intake !== null) return ownReportOf(deps.store, intake);
    throw new TocsinError('not-found', 'You have no report of this reference.', 'reference');
  });
};
