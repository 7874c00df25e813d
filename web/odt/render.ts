import { strToU8, zipSync } from 'fflate';
import type { PdfDocument, PdfRow, PdfSection } from '../pdf/document.ts';
import { NAMESPACES, stylesXml, tableStyles } from './styles.ts';
import { element, escapeXml, paragraphText } from './xml.ts';

const MEDIA_TYPE = 'application/vnd.oasis.opendocument.text';
const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const MANIFEST = 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0';

/**
 * Puts a document into an OpenDocument text (ISO/IEC 26300), which office programs open, change and print: headings,
 * paragraphs, tables of labels and answers. No date but the document's own goes in: the same input, the same bytes.
 */
export function renderOdt(document: PdfDocument): Buffer {
  const [content, styles, meta] = [contentXml(document), stylesXml(document), metaXml(document)];
  const parts = { 'content.xml': content, 'styles.xml': styles, 'meta.xml': meta };
  const files = Object.entries({ ...parts, 'META-INF/manifest.xml': manifestXml(Object.keys(parts)) });
  const zipped = zipSync(
    {
      // The first entry, and as it is: by it a program tells the file from any other archive.
      mimetype: [strToU8(MEDIA_TYPE), { level: 0 }],
      ...Object.fromEntries(files.map(([name, xml]) => [name, strToU8(`${XML}${xml}`)])),
    },
    // An archive keeps the time of a clock on the wall, wherever that hangs: the earliest that it can.
    { level: 9, mtime: new Date(1980, 0, 1) },
  );
  return Buffer.from(zipped);
}

function contentXml({ title, subtitle, sections }: PdfDocument): string {
  return element(
    'office:document-content',
    NAMESPACES,
    tableStyles(),
    element(
      'office:body',
      {},
      element(
        'office:text',
        {},
        heading(1, title),
        subtitle === '' ? '' : paragraph('Standard', subtitle),
        ...sections.map((section, i) => sectionXml(section, i + 1)),
      ),
    ),
  );
}

function sectionXml({ heading: name, paragraphs = [], rows = [] }: PdfSection, number: number): string {
  return [heading(2, name), ...paragraphs.map((text) => paragraph('Standard', text)), tableXml(rows, number)].join('');
}

function tableXml(rows: readonly PdfRow[], number: number): string {
  if (rows.length === 0) return '';
  const column = (name: string) => element('table:table-column', { 'table:style-name': name });
  return element(
    'table:table',
    { 'table:name': `Fields ${number}`, 'table:style-name': 'Fields' },
    column('Labels'),
    column('Answers'),
    ...rows.map(rowXml),
  );
}

function rowXml({ label, value, note = '' }: PdfRow): string {
  const cell = (...inside: string[]) =>
    element('table:table-cell', { 'table:style-name': 'Cell', 'office:value-type': 'string' }, ...inside);
  return element(
    'table:table-row',
    { 'table:style-name': 'Row' },
    cell(paragraph('Label', label), note === '' ? '' : paragraph('Note', note)),
    cell(paragraph('Standard', value === '' ? '–' : value)),
  );
}

function heading(level: 1 | 2, text: string): string {
  const about = { 'text:style-name': `Heading_20_${level}`, 'text:outline-level': String(level) };
  return element('text:h', about, paragraphText(text));
}

function paragraph(style: string, text: string): string {
  return element('text:p', { 'text:style-name': style }, paragraphText(text));
}

function metaXml({ title, language, at }: PdfDocument): string {
  const date = `${at.slice(0, 19)}Z`;
  return element(
    'office:document-meta',
    NAMESPACES,
    element(
      'office:meta',
      {},
      element('meta:generator', {}, 'Tocsin'),
      element('dc:title', {}, escapeXml(title)),
      element('dc:language', {}, escapeXml(language)),
      element('meta:creation-date', {}, date),
      element('dc:date', {}, date),
    ),
  );
}

function manifestXml(names: readonly string[]): string {
  const entry = (path: string, type: string) =>
    element('manifest:file-entry', { 'manifest:full-path': path, 'manifest:media-type': type });
  return element(
    'manifest:manifest',
    { 'xmlns:manifest': MANIFEST, 'manifest:version': '1.3' },
    entry('/', MEDIA_TYPE),
    ...names.map((name) => entry(name, 'text/xml')),
  );
}
