import { z } from 'zod';
import { DOCUMENT_FORMATS } from '../../../domain/filing/text.ts';
import { documentPage } from '../../../web/filing/document-page.ts';
import type { ApiDeps } from '../../deps.ts';
import { DocumentLanguage, documentOf, sendDocument } from '../../http/filing-document.ts';
import type { Routes } from '../../http/route.ts';
import { sendPage } from '../page.ts';
import { FilingParams, filingOf, form, stage } from './params.ts';

const DocumentQuery = z.object({
  stage: stage.optional().catch(undefined),
  form,
  /** Which version that was handed in; without one what is approved, else the draft. */
  version: z.coerce.number().int().min(1).max(10_000).optional().catch(undefined),
  /** The draft, where something is approved. */
  draft: z.literal('yes').optional().catch(undefined),
  language: DocumentLanguage.optional().catch(undefined),
});
type DocumentQuery = z.infer<typeof DocumentQuery>;
const FileParams = FilingParams.extend({ format: z.enum(DOCUMENT_FORMATS) });

/** The filing as a document: to be read, copied from field by field, printed, and saved as a file. */
export const filingDocuments: Routes = (server, deps) => {
  const page = { schema: { params: FilingParams, querystring: DocumentQuery } };
  server.get('/desk/breaches/:breachId/filings/:obligation/document', page, async (request, reply) => {
    const { view, model, shown } = await documentFor(deps, request, request.params, request.query);
    return sendPage(reply, documentPage(view, model, shown));
  });

  const file = { schema: { params: FileParams, querystring: DocumentQuery } };
  server.get('/desk/breaches/:breachId/filings/:obligation/document/:format', file, async (request, reply) => {
    const { format, ...ref } = request.params;
    const { filing, shown } = await documentFor(deps, request, ref, request.query);
    return sendDocument(reply, filing, shown.document, { format, version: request.query.version });
  });
};

async function documentFor(
  deps: ApiDeps,
  request: Parameters<typeof filingOf>[1],
  ref: z.infer<typeof FilingParams>,
  { stage: wanted, form: asked, version, draft, language }: DocumentQuery,
) {
  const found = await filingOf(deps, request, { ...ref, stage: wanted, form: asked });
  const document = documentOf(found.view, found.filing, { version, draft: draft === 'yes', language });
  const named = { stage: wanted, form: asked, version, draft };
  const words = Object.entries(named).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return { ...found, shown: { ...document, asked: Object.fromEntries(words) as Record<string, string> } };
}
