import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { receiversOf } from '../../domain/filing/receivers.ts';
import type { DocumentFormat } from '../../domain/filing/text.ts';
import type { Filing } from '../../services/filing/read.ts';
import { filingText, type TextWanted } from '../../services/filing/text.ts';
import { type FilingDocument, filingDocument, languageOf } from '../../web/filing/document.ts';
import { documentAsHtml, documentOnPaper } from '../../web/filing/document-file.ts';
import type { DocumentShown } from '../../web/filing/document-page.ts';
import { LANGUAGES_OF_PAGES } from '../../web/languages/index.ts';
import { renderOdt } from '../../web/odt/render.ts';
import { renderPdf } from '../../web/pdf/render.ts';
import type { View } from '../../web/view.ts';

/** A filing as a document, by page and by API. */

/** The languages in which there are words for one. */
export const DocumentLanguage = z.enum(LANGUAGES_OF_PAGES);

const TYPES = {
  pdf: 'application/pdf',
  odt: 'application/vnd.oasis.opendocument.text',
  html: 'text/html; charset=utf-8',
} as const satisfies Record<DocumentFormat, string>;

/**
 * The document that is asked for, in the language asked for or else in the receiver's.
 * @throws TocsinError as `filingText`
 */
export function documentOf(
  view: View,
  filing: Filing,
  { language: wanted, ...text }: TextWanted & { language?: string | undefined },
): Pick<DocumentShown, 'document' | 'receivers'> {
  const { state, context, authorities, template, notModelled } = filing;
  const receivers = receiversOf(template, authorities, notModelled);
  const language = languageOf(receivers, wanted, view.organisation.language);
  const document = filingDocument(view, language, {
    text: filingText(filing, text),
    ...{ breachId: state.breachId, exercise: state.exercise !== null, planned: context.obligation, receivers },
    written: context.language,
    since: context.obligation.clock?.start ?? state.reportedAt,
  });
  return { document, receivers };
}

/** Answers with the document as a file that a browser saves and does not open. */
export async function sendDocument(
  reply: FastifyReply,
  { state, context }: Filing,
  document: FilingDocument,
  { format, version }: { format: DocumentFormat; version?: number | undefined },
): Promise<FastifyReply> {
  const which = version !== undefined ? `version-${version}` : document.isDraft ? 'draft' : 'approved';
  const name = [state.breachId, context.obligation.id, which, document.language].join('-');
  return reply
    .type(TYPES[format])
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .header('content-language', document.languages.join(', '))
    .send(await bytesOf(document, format));
}

async function bytesOf(document: FilingDocument, format: DocumentFormat): Promise<Buffer> {
  if (format === 'html') return Buffer.from(documentAsHtml(document), 'utf8');
  const paper = documentOnPaper(document);
  return format === 'pdf' ? renderPdf(paper) : renderOdt(paper);
}
