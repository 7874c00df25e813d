import { COMMAND_REFUSALS, findBreach } from '../../services/breach/command.ts';
import { listFiles } from '../../services/work/list.ts';
import {
  AttachmentForm,
  AttachmentParams,
  acceptAttachments,
  sendAttachment,
  TAKES_ATTACHMENT,
  takeAttachment,
  takeReportFile,
} from '../http/attachment.ts';
import { BreachParams } from '../http/params.ts';
import { withPeople } from '../http/people-names.ts';
import type { Routes } from '../http/route.ts';
import { AttachmentList, Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';
import { ReportParams } from './reports.ts';
import { WorkQuery } from './work.ts';

/** Files that people attach to a breach. */
export const attachmentRoutes: Routes = (server, deps) => {
  server.removeContentTypeParser('application/json');
  acceptAttachments(server);

  const list = operation(
    {
      id: 'listAttachments',
      tag: 'work',
      summary: 'Files that people attached to a breach, newest first',
      answers: { 200: AttachmentList },
      refusals: ['not-found'],
    },
    { params: BreachParams, querystring: WorkQuery },
  );
  server.get('/breaches/:breachId/attachments', { schema: list }, async (request) => {
    const state = await findBreach(deps, request.params.breachId);
    const { before = null, limit } = request.query;
    const { lines, next } = await listFiles(deps.store, state, { before, limit });
    return withPeople(deps, { attachments: lines, next });
  });

  const attach = operation(
    {
      id: 'attachFile',
      tag: 'work',
      summary: 'Attach a file of at most 10 MiB',
      description: 'It is kept sealed as bytes that nothing reads. The same bytes again change nothing.',
      answers: { 200: Recorded },
      refusals: [...COMMAND_REFUSALS, 'content-refused'],
      consumes: ['multipart/form-data'],
    },
    { params: BreachParams, body: AttachmentForm, headers: WriteHeaders },
  );
  const options = { schema: attach, ...TAKES_ATTACHMENT };
  server.post('/breaches/:breachId/attachments', options, async (request) =>
    takeAttachment(deps, request, request.params.breachId, request.body),
  );

  const toReport = operation(
    {
      id: 'attachToReport',
      tag: 'intake',
      summary: 'Add a file of at most 10 MiB to one’s own report',
      answers: { 200: Recorded },
      refusals: [...COMMAND_REFUSALS, 'content-refused'],
      consumes: ['multipart/form-data'],
    },
    { params: ReportParams, body: AttachmentForm, headers: WriteHeaders },
  );
  server.post('/reports/:reference/attachments', { schema: toReport, ...TAKES_ATTACHMENT }, async (request) =>
    takeReportFile(deps, request, request.params.reference, request.body),
  );

  const file = operation(
    {
      id: 'readAttachment',
      tag: 'work',
      summary: 'An attached file, byte by byte',
      answers: { 200: ['application/octet-stream'] },
      refusals: ['not-found', 'unknown-file'],
    },
    { params: AttachmentParams },
  );
  server.get('/breaches/:breachId/attachments/:file', { schema: file }, async (request, reply) =>
    sendAttachment(deps, reply, request.params),
  );
};
