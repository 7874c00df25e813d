import { z } from 'zod';
import { MOST_QUESTIONS } from '../../domain/breach/reporting.ts';
import { readReference } from '../../domain/reference.ts';
import { textInput } from '../../domain/text-input.ts';
import { COMMAND_REFUSALS } from '../../services/breach/command.ts';
import { addWords, answerQuestion } from '../../services/report/add.ts';
import { ownReportOf, readOwnReport } from '../../services/report/own-report.ts';
import { listReports } from '../../store/intake.ts';
import { cursor, parseCursor, writeCursor } from '../desk/read.ts';
import { askedOf } from '../http/asked.ts';
import { wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { OwnReportList, Recorded, WholeOwnReport } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

export const ReportParams = z.strictObject({
  reference: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,128}$/, 'a reference as it was given')
    .overwrite(readReference),
});
const WordsBody = z.strictObject({ text: textInput(1, 4_000) });
const AnswerBody = z.strictObject({ question: z.int().min(1).max(MOST_QUESTIONS), text: textInput(1, 4_000) });
const Query = z.strictObject({ after: cursor, limit: wholeNumber(1, 100).default(25) });

/** What became of one's own reports, and what is added to them: nothing of the breach beyond where it stands. */
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
      answers: { 200: WholeOwnReport },
      refusals: ['not-found'],
    },
    { params: ReportParams },
  );
  server.get('/reports/:reference', { schema: one }, async (request) =>
    readOwnReport(deps.store, principalOf(request).name, request.params.reference),
  );

  const words = write('addToReport', 'Add words to one’s own report', {
    ...{ params: ReportParams, body: WordsBody, headers: WriteHeaders },
  });
  server.post('/reports/:reference/words', { schema: words }, async (request) =>
    addWords(deps, askedOf(request), request.params.reference, request.body.text),
  );

  const answer = write('answerQuestion', 'Answer a question about one’s own report', {
    ...{ params: ReportParams, body: AnswerBody, headers: WriteHeaders },
  });
  server.post('/reports/:reference/answers', { schema: answer }, async (request) =>
    answerQuestion(deps, askedOf(request), request.params.reference, request.body),
  );
};

function write<const I extends Parameters<typeof operation>[1]>(id: string, summary: string, inputs: I) {
  return operation({ id, tag: 'intake', summary, answers: { 200: Recorded }, refusals: COMMAND_REFUSALS }, inputs);
}
