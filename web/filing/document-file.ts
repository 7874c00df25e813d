import { html } from '../html.ts';
import { type Language, wordsOf } from '../languages/index.ts';
import type { PdfDocument } from '../pdf/document.ts';
import { type DocumentField, type FilingDocument, unsettledOf } from './document.ts';
import { documentBody } from './document-body.ts';

/** A filing as a file that leaves: on paper, and as a page that stands alone. */

/** Of PDF and ODT: what is open first, then every field in its section. */
export function documentOnPaper(document: FilingDocument): PdfDocument {
  const { filing, filingDocument: words } = wordsOf(document.language);
  const { title, about, limits, open, repeated, sections, notes, marks, language, footer, at, duty } = document;
  return {
    ...{ title, subtitle: '', language, at, marks, footer, pageOf: filing.pageOf },
    sections: [
      { heading: filing.title(duty), rows: about },
      ...(open.length === 0 ? [] : [{ heading: words.openTitle(open.length), paragraphs: open }]),
      ...(repeated.length === 0 ? [] : [{ heading: words.repeatedTitle(repeated.length), paragraphs: repeated }]),
      ...sections.map(({ heading, fields }) => ({
        heading,
        rows: fields.map((field) => ({
          label: `${field.number}. ${field.label}`,
          note: field.rule,
          value: valueOnPaper(field, language),
        })),
      })),
      {
        heading: words.notes,
        paragraphs: [...(limits === null ? [] : [`${limits.title}. ${limits.lines.join(' ')}`]), ...notes],
      },
    ],
  };
}

/** What is no answer stands in brackets, and so does what is not settled of one. */
function valueOnPaper(field: DocumentField, language: Language): string {
  const { standing, value } = field;
  return standing === 'answered'
    ? [value, ...unsettledOf(field, language).map((mark) => `[${mark}]`)].join(' ')
    : `[${value}]`;
}

/** Its own few rules: the file is opened far from the desk, and prints in black. */
const STYLE = html`
  <style>
    body { font: 11pt/1.45 system-ui, sans-serif; color: #000; background: #fff; max-width: 52rem; margin: 2rem auto; }
    body { padding: 0 1rem; }
    h1 { font-size: 1.5rem; }
    h2 { font-size: 1.1rem; border-top: 1.5pt solid #000; padding-top: .5rem; break-after: avoid; }
    .mark { border: 1.5pt solid #000; padding: .1rem .5rem; }
    dl, .f { display: grid; grid-template-columns: 12rem 1fr; gap: .3rem 1rem; overflow-wrap: anywhere; }
    .f { grid-template-columns: 3rem 14rem 1fr; padding: .4rem 0; border-top: .5pt solid #999; break-inside: avoid; }
    dt, .lab, .missing { font-weight: 600; }
    dd { margin: 0; }
    .sub { display: block; font-weight: 400; font-size: .85em; color: #444; }
    .muted { color: #444; }
    .uncertain { border: .5pt solid #000; padding: 0 .3rem; font-size: .85em; }
    .prewrap { white-space: pre-wrap; }
    .wrap { overflow-wrap: anywhere; }
    @media (max-width: 40rem) { .f, dl { grid-template-columns: 1fr; } }
  </style>
`;

/** A page that stands alone: no script, nothing loaded from anywhere. */
export function documentAsHtml(document: FilingDocument): string {
  const { language, title, footer } = document;
  return html`
    <!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${title} · ${footer}</title>
        ${STYLE}
      </head>
      <body><main>${documentBody(document, null)}</main></body>
    </html>
  `.text;
}
