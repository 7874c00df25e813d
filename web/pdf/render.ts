import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { PdfDocument, PdfRow, PdfSection } from './document.ts';
import { BOLD, REGULAR, writable } from './fonts.ts';

/** A4 in points: 1/72 inch. */
const MARGIN = 48;
const HEAD = 40;
const FOOT = 44;
const LABEL_WIDTH = 158;
const GAP = 14;
const INK = '#000000';
const MUTED = '#4a4f57';
const LINE = '#9aa1ab';
const TITLE_PT = 17;
const HEADING_PT = 12;
const TEXT_PT = 9.5;
const SMALL_PT = 8;
const FONTS = { regular: REGULAR, bold: BOLD };

type Pdf = PDFKit.PDFDocument;
type Parent = PDFKit.PDFStructureElement;

/**
 * Puts a document on A4 pages as a tagged PDF 1.7 (headings, paragraphs, tables with row headers) with title, language,
 * page numbers and its fonts inside. No date but the document's own goes into the file: the same input, the same bytes.
 */
export async function renderPdf(document: PdfDocument): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    pdfVersion: '1.7',
    lang: document.language,
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    font: REGULAR,
    margins: { top: MARGIN + HEAD, bottom: MARGIN + FOOT, left: MARGIN, right: MARGIN },
    info: { Title: document.title, Producer: 'Tocsin', Creator: 'Tocsin', CreationDate: new Date(document.at) },
  });
  const bytes = buffer(pdf.pipe(new PassThrough()));
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  write(pdf, root, 'H1', document.title, { font: 'bold', size: TITLE_PT, after: 4 });
  if (document.subtitle !== '') write(pdf, root, 'P', document.subtitle, { size: TEXT_PT, color: MUTED, after: 10 });
  for (const section of document.sections) writeSection(pdf, root, section);
  root.end();
  frameEveryPage(pdf, document);
  pdf.end();
  await once(pdf, 'end');
  return bytes;
}

function writeSection(pdf: Pdf, root: Parent, { heading, paragraphs = [], rows = [] }: PdfSection): void {
  const section = pdf.struct('Sect');
  root.add(section);
  // A heading never stands alone at the foot of a page.
  keepTogether(pdf, 70);
  pdf.y += 10;
  artifact(pdf, () => rule(pdf, INK, 1));
  pdf.y += 5;
  write(pdf, section, 'H2', heading, { font: 'bold', size: HEADING_PT, after: 4 });
  for (const paragraph of paragraphs) write(pdf, section, 'P', paragraph, { size: TEXT_PT, after: 4 });
  if (rows.length > 0) {
    const table = pdf.struct('Table');
    section.add(table);
    for (const row of rows) writeRow(pdf, table, row);
    table.end();
  }
  section.end();
}

/** Label on the left, value on the right; a long value goes on over the page. */
function writeRow(pdf: Pdf, table: Parent, { label, value, note = '' }: PdfRow): void {
  const width = contentWidth(pdf);
  const valueX = MARGIN + LABEL_WIDTH + GAP;
  const valueWidth = width - LABEL_WIDTH - GAP;
  const labelHeight =
    heightOf(pdf, label, 'bold', TEXT_PT, LABEL_WIDTH) +
    (note === '' ? 0 : heightOf(pdf, note, 'regular', SMALL_PT, LABEL_WIDTH));
  const valueHeight = heightOf(pdf, value, 'regular', TEXT_PT, valueWidth);
  keepTogether(pdf, Math.max(labelHeight, Math.min(valueHeight, 60)) + 8);
  artifact(pdf, () => rule(pdf, LINE, 0.5));
  pdf.y += 4;
  const top = pdf.y;
  const page = pageOf(pdf);
  const row = pdf.struct('TR');
  table.add(row);
  const head = pdf.struct('TH', { title: label });
  row.add(head);
  const at = { x: MARGIN, width: LABEL_WIDTH };
  write(pdf, head, 'P', label, { ...at, font: 'bold', size: TEXT_PT });
  if (note !== '') write(pdf, head, 'P', note, { ...at, size: SMALL_PT, color: MUTED });
  head.end();
  const labelEnd = pdf.y;
  pdf.y = top;
  const cell = pdf.struct('TD');
  row.add(cell);
  write(pdf, cell, 'P', value === '' ? '–' : value, { x: valueX, width: valueWidth, size: TEXT_PT });
  cell.end();
  row.end();
  pdf.y = (pageOf(pdf) === page ? Math.max(pdf.y, labelEnd) : pdf.y) + 4;
}

type Writing = { font?: 'regular' | 'bold'; size: number; color?: string; x?: number; width?: number; after?: number };

function write(pdf: Pdf, parent: Parent, tag: string, text: string, writing: Writing): void {
  const { font = 'regular', size, color = INK, x = MARGIN, width = contentWidth(pdf), after = 0 } = writing;
  const draw = () => {
    pdf.font(FONTS[font], size).fillColor(color);
    pdf.text(writable(pdf, text), x, pdf.y, { width, lineGap: 1.5, align: 'left' });
  };
  parent.add(pdf.struct(tag, {}, draw));
  pdf.y += after;
}

function heightOf(pdf: Pdf, text: string, font: 'regular' | 'bold', size: number, width: number): number {
  pdf.font(FONTS[font], size);
  return pdf.heightOfString(writable(pdf, text), { width, lineGap: 1.5 });
}

function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
}

/** Head and foot of each page are no part of the document's text. */
function frameEveryPage(pdf: Pdf, { title, marks = [], footer, pageOf: count }: PdfDocument): void {
  const { start, count: pages } = pdf.bufferedPageRange();
  for (let page = start; page < start + pages; page += 1) {
    pdf.switchToPage(page);
    const { height, margins } = pdf.page;
    // Text below the margin would open a new page.
    pdf.page.margins = { ...margins, top: 0, bottom: 0 };
    artifact(pdf, () => {
      drawMarks(pdf, marks);
      pdf.font(REGULAR, SMALL_PT).fillColor(MUTED);
      const line = { lineBreak: false, height: SMALL_PT + 2, ellipsis: true };
      const y = height - MARGIN - 14;
      const left = contentWidth(pdf) - 110;
      if (page > start) pdf.text(writable(pdf, title), MARGIN, MARGIN, { ...line, width: left });
      pdf.text(writable(pdf, footer), MARGIN, y, { ...line, width: left });
      pdf.text(count(page - start + 1, pages), MARGIN + left, y, { ...line, width: 110, align: 'right' });
    });
    pdf.page.margins = margins;
  }
}

function drawMarks(pdf: Pdf, marks: readonly string[]): void {
  let right = pdf.page.width - MARGIN;
  for (const mark of marks.toReversed()) {
    pdf.font(BOLD, TEXT_PT).fillColor(INK);
    const text = writable(pdf, mark);
    const width = pdf.widthOfString(text) + 14;
    pdf
      .rect(right - width, MARGIN - 6, width, 20)
      .lineWidth(1.5)
      .strokeColor(INK)
      .stroke();
    pdf.text(text, right - width + 7, MARGIN - 1, { lineBreak: false });
    right -= width + 8;
  }
}

function rule(pdf: Pdf, color: string, width: number): void {
  pdf
    .moveTo(MARGIN, pdf.y)
    .lineTo(pdf.page.width - MARGIN, pdf.y)
    .lineWidth(width)
    .strokeColor(color)
    .stroke();
}

function artifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

function contentWidth(pdf: Pdf): number {
  return pdf.page.width - 2 * MARGIN;
}

function pageOf(pdf: Pdf): number {
  return pdf.bufferedPageRange().count;
}
