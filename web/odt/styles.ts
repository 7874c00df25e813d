import type { PdfDocument } from '../pdf/document.ts';
import { element, paragraphText } from './xml.ts';

/** How an OpenDocument text looks: A4, one typeface, marks at the head of each page, its number at the foot. */

export const NAMESPACES: Readonly<Record<string, string>> = {
  'xmlns:office': 'urn:oasis:names:tc:opendocument:xmlns:office:1.0',
  'xmlns:style': 'urn:oasis:names:tc:opendocument:xmlns:style:1.0',
  'xmlns:text': 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
  'xmlns:table': 'urn:oasis:names:tc:opendocument:xmlns:table:1.0',
  'xmlns:fo': 'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0',
  'xmlns:svg': 'urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0',
  'xmlns:meta': 'urn:oasis:names:tc:opendocument:xmlns:meta:1.0',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'office:version': '1.3',
};

const FONT = element('style:font-face', {
  'style:name': 'Text',
  'svg:font-family': "'Liberation Sans', Arial, 'DejaVu Sans', sans-serif",
  'style:font-family-generic': 'swiss',
});
/** Countries of languages, as office programs want both. */
const COUNTRY: Readonly<Record<string, string>> = { en: 'GB', de: 'DE' };

type Style = { name: string; parent?: string; paragraph?: Record<string, string>; text?: Record<string, string> };

const PARAGRAPHS: readonly Style[] = [
  { name: 'Standard', paragraph: { 'fo:margin-bottom': '0.1cm', 'fo:orphans': '2', 'fo:widows': '2' } },
  {
    ...{ name: 'Heading_20_1', parent: 'Standard', text: { 'fo:font-size': '17pt', 'fo:font-weight': 'bold' } },
    paragraph: { 'fo:margin-bottom': '0.3cm', 'fo:keep-with-next': 'always' },
  },
  {
    ...{ name: 'Heading_20_2', parent: 'Standard', text: { 'fo:font-size': '12pt', 'fo:font-weight': 'bold' } },
    paragraph: {
      ...{ 'fo:margin-top': '0.5cm', 'fo:margin-bottom': '0.15cm', 'fo:keep-with-next': 'always' },
      ...{ 'fo:border-top': '0.04cm solid #000000', 'fo:padding-top': '0.1cm' },
    },
  },
  { name: 'Label', parent: 'Standard', text: { 'fo:font-weight': 'bold' }, paragraph: { 'fo:margin-bottom': '0cm' } },
  { name: 'Note', parent: 'Standard', text: { 'fo:font-size': '8pt', 'fo:color': '#4a4f57' } },
  {
    ...{ name: 'Mark', parent: 'Standard', text: { 'fo:font-weight': 'bold' } },
    paragraph: { 'fo:text-align': 'end' },
  },
  { name: 'Foot', parent: 'Standard', text: { 'fo:font-size': '8pt', 'fo:color': '#4a4f57' } },
];

function paragraphStyle({ name, parent, paragraph, text }: Style): string {
  const about = { 'style:name': name, 'style:display-name': name.replaceAll('_20_', ' '), 'style:family': 'paragraph' };
  return element(
    'style:style',
    { ...about, ...(parent !== undefined && { 'style:parent-style-name': parent }) },
    ...(paragraph === undefined ? [] : [element('style:paragraph-properties', paragraph)]),
    ...(text === undefined ? [] : [element('style:text-properties', text)]),
  );
}

/** `styles.xml`: paragraphs by name, the page, its head and foot. */
export function stylesXml({ language, marks = [], footer }: PdfDocument): string {
  const text = {
    ...{ 'style:font-name': 'Text', 'fo:font-size': '9.5pt' },
    ...{ 'fo:language': language, 'fo:country': COUNTRY[language] ?? 'none' },
  };
  const byDefault = element(
    'style:default-style',
    { 'style:family': 'paragraph' },
    element('style:text-properties', text),
  );
  const space = (name: string, side: string) =>
    element(`style:${name}-style`, {}, element('style:header-footer-properties', { [`fo:margin-${side}`]: '0.4cm' }));
  const page = element(
    'style:page-layout',
    { 'style:name': 'A4' },
    element('style:page-layout-properties', {
      ...{ 'fo:page-width': '21cm', 'fo:page-height': '29.7cm', 'style:print-orientation': 'portrait' },
      ...{ 'fo:margin-top': '1.5cm', 'fo:margin-bottom': '1.5cm' },
      ...{ 'fo:margin-left': '1.7cm', 'fo:margin-right': '1.7cm' },
    }),
    space('header', 'bottom'),
    space('footer', 'top'),
  );
  const pages = `<text:page-number text:select-page="current"/> / <text:page-count/>`;
  const foot = `${paragraphText(footer)} · ${pages}`;
  const master = element(
    'style:master-page',
    { 'style:name': 'Standard', 'style:page-layout-name': 'A4' },
    element('style:header', {}, element('text:p', { 'text:style-name': 'Mark' }, paragraphText(marks.join(' · ')))),
    element('style:footer', {}, element('text:p', { 'text:style-name': 'Foot' }, foot)),
  );
  return element(
    'office:document-styles',
    NAMESPACES,
    element('office:font-face-decls', {}, FONT),
    element('office:styles', {}, byDefault, ...PARAGRAPHS.map(paragraphStyle)),
    element('office:automatic-styles', {}, page),
    element('office:master-styles', {}, master),
  );
}

/** Styles of the tables, as `content.xml` wants them: labels on the left, answers on the right. */
export function tableStyles(): string {
  const style = (name: string, family: string, properties: Record<string, string>) =>
    element(
      'style:style',
      { 'style:name': name, 'style:family': family },
      element(`style:${family}-properties`, properties),
    );
  const cell = { 'fo:padding': '0.1cm', 'fo:border-top': '0.02cm solid #9aa1ab' };
  return element(
    'office:automatic-styles',
    {},
    style('Fields', 'table', { 'style:width': '17.6cm', 'table:align': 'left' }),
    style('Labels', 'table-column', { 'style:column-width': '6cm' }),
    style('Answers', 'table-column', { 'style:column-width': '11.6cm' }),
    style('Row', 'table-row', { 'fo:keep-together': 'auto' }),
    style('Cell', 'table-cell', cell),
  );
}
