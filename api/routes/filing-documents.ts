import { z } from 'zod';
import { STAGES } from '../../domain/filing/stages.ts';
import { DOCUMENT_FORMATS } from '../../domain/filing/text.ts';
import { readFiling } from '../../services/filing/read.ts';
import { DocumentLanguage, documentOf, sendDocument } from '../http/filing-document.ts';
import { BreachParams, obligation, wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { operation } from '../openapi/operation.ts';

const params = BreachParams.extend({ obligation });
const DocumentQuery = z.strictObject({
  format: z
    .enum(['json', ...DOCUMENT_FORMATS])
    .default('json')
    .describe('`json`: its fields in the order of the form'),
  language: DocumentLanguage.optional().describe(
    'Left out, it is the receiver’s, where there are words in it; else the organisation’s',
  ),
  stage: z.enum(STAGES).optional().describe('Left out, it is the next one'),
  form: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/)
    .optional()
    .describe('The id of a form, where the duty has several'),
  version: wholeNumber(1, 10_000).optional().describe('A version that was handed in'),
  draft: z.enum(['true', 'false']).default('false').describe('The draft as it reads now, though another is approved'),
});

/** A filing as people hand it in: every field of the form in its order, in words. */
export const filingDocumentRoutes: Routes = (server, deps) => {
  const read = operation(
    {
      id: 'readFilingDocument',
      tag: 'decisions',
      summary: 'A filing as a document: every field of the form in its order, as people read it',
      description:
        'Of exactly what is approved, or was handed in as a version: the same text gives the same bytes. Else of the ' +
        'draft, which says so on every page.',
      answers: {
        200: ['application/json', 'application/pdf', 'application/vnd.oasis.opendocument.text', 'text/html'],
      },
      refusals: ['not-found', 'unknown-obligation', 'not-filable'],
    },
    { params, querystring: DocumentQuery },
  );
  server.get('/breaches/:breachId/filings/:obligation/document', { schema: read }, async (request, reply) => {
    const { format, language, stage, form, version, draft } = request.query;
    const [view, filing] = await Promise.all([
      viewOf(deps, request),
      readFiling(deps, { ...request.params, stage, form }),
    ]);
    const { document, receivers } = documentOf(view, filing, { version, draft: draft === 'true', language });
    if (format === 'json') return { breach: filing.state.breachId, ...document, receivers };
    return sendDocument(reply, filing, document, { format, version });
  });
};
