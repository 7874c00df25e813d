import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { PdfDocument, PdfHead, PdfRow, PdfSection } from './document.ts';
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
/** By their files: pdfkit reads a font anew at every use of a second name for it. */
const FONTS = { regular: REGULAR, bold: BOLD };

export type Pdf = PDFKit.PDFDocument;
type Parent = PDFKit.PDFStructureElement;

/**
 * Puts a document on A4 pages as a tagged PDF 1.7 (headings, paragraphs, tables with row headers) with title, language,
 * page numbers and its fonts inside. No date but the document's own goes into the file: the same input, the same bytes.
 */
export async function renderPdf(document: PdfDocument): Promise<Buffer> {
  const pdf = openPdf(document, true);
  const bytes = buffer(pdf.pipe(new PassThrough()));
  const root = writeHead(pdf, document);
  for (const section of document.sections) writeSection(pdf, root, section);
  root.end();
  frameEveryPage(pdf, document);
  pdf.end();
  await once(pdf, 'end');
  return bytes;
}

/** An empty document with its fonts. Pages are kept until the end where each is to say how many there are. */
export function openPdf({ title, language, at }: PdfHead, bufferPages: boolean): Pdf {
  return new PDFDocument({
    size: 'A4',
    pdfVersion: '1.7',
    lang: language,
    tagged: true,
    displayTitle: true,
    bufferPages,
    font: REGULAR,
    margins: { top: MARGIN + HEAD, bottom: MARGIN + FOOT, left: MARGIN, right: MARGIN },
    info: { Title: title, Producer: 'Tocsin', Creator: 'Tocsin', CreationDate: new Date(at) },
  });
}

/** Title and subtitle; the parent of all that follows. */
export function writeHead(pdf: Pdf, { title, subtitle }: PdfHead): Parent {
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  write(pdf, root, 'H1', title, { font: 'bold', size: TITLE_PT, after: 4 });
  if (subtitle !== '') write(pdf, root, 'P', subtitle, { size: TEXT_PT, color: MUTED, after: 10 });
  return root;
}

/**
 * One section. `lines`: each row is one paragraph with its label in front, and not a row of a table: a sixth of the
 * structure, without which a document of thousands of sections does not fit into memory.
 */
export function writeSection(
  pdf: Pdf,
  root: Parent,
  { heading, paragraphs = [], rows = [] }: PdfSection,
  as: 'table' | 'lines' = 'table',
): void {
  const section = pdf.struct('Sect');
  root.add(section);
  // A heading never stands alone at the foot of a page.
  keepTogether(pdf, 70);
  pdf.y += 10;
  artifact(pdf, () => rule(pdf, INK, 1));
  pdf.y += 5;
  write(pdf, section, 'H2', heading, { font: 'bold', size: HEADING_PT, after: 4 });
  for (const paragraph of paragraphs) write(pdf, section, 'P', paragraph, { size: TEXT_PT, after: 4 });
  if (rows.length > 0 && as === 'table') {
    const table = pdf.struct('Table');
    section.add(table);
    for (const row of rows) writeRow(pdf, row, (label, value) => addTableRow(pdf, table, row, label, value));
    table.end();
  } else {
    for (const row of rows) {
      writeRow(pdf, row, (label, value) => section.add(pdf.struct('P', {}, () => [...label, value].forEach(run))));
    }
  }
  section.end();
}

type Draw = () => void;
const run = (draw: Draw): void => draw();

/** Label on the left, value on the right; a long value goes on over the page. `add` puts both into the structure. */
function writeRow(pdf: Pdf, { label, value, note = '' }: PdfRow, add: (label: Draw[], value: Draw) => void): void {
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
  const { page } = pdf;
  let labelEnd = top;
  const at = { x: MARGIN, width: LABEL_WIDTH };
  const head = [drawing(pdf, label, { ...at, font: 'bold', size: TEXT_PT })];
  if (note !== '') head.push(drawing(pdf, note, { ...at, size: SMALL_PT, color: MUTED }));
  const cell = drawing(pdf, value === '' ? '–' : value, { x: valueX, width: valueWidth, size: TEXT_PT });
  add(head, () => {
    labelEnd = pdf.y;
    pdf.y = top;
    cell();
  });
  pdf.y = (pdf.page === page ? Math.max(pdf.y, labelEnd) : pdf.y) + 4;
}

function addTableRow(pdf: Pdf, table: Parent, { label }: PdfRow, head: Draw[], value: Draw): void {
  const row = pdf.struct('TR');
  table.add(row);
  const labelled = pdf.struct('TH', { title: label });
  row.add(labelled);
  for (const draw of head) labelled.add(pdf.struct('P', {}, draw));
  labelled.end();
  const cell = pdf.struct('TD');
  row.add(cell);
  cell.add(pdf.struct('P', {}, value));
  cell.end();
  row.end();
}

type Writing = { font?: 'regular' | 'bold'; size: number; color?: string; x?: number; width?: number; after?: number };

function write(pdf: Pdf, parent: Parent, tag: string, text: string, writing: Writing): void {
  parent.add(pdf.struct(tag, {}, drawing(pdf, text, writing)));
  pdf.y += writing.after ?? 0;
}

function drawing(pdf: Pdf, text: string, writing: Writing): Draw {
  const { font = 'regular', size, color = INK, x = MARGIN, width = contentWidth(pdf) } = writing;
  return () => {
    pdf.font(FONTS[font], size).fillColor(color);
    pdf.text(writable(pdf, text), x, pdf.y, { width, lineGap: 1.5, align: 'left' });
  };
}

function heightOf(pdf: Pdf, text: string, font: 'regular' | 'bold', size: number, width: number): number {
  pdf.font(FONTS[font], size);
  return pdf.heightOfString(writable(pdf, text), { width, lineGap: 1.5 });
}

function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
}

/** Head and foot of each page are no part of the document's text. */
function frameEveryPage(pdf: Pdf, document: PdfDocument): void {
  const { start, count: pages } = pdf.bufferedPageRange();
  for (let page = start; page < start + pages; page += 1) {
    pdf.switchToPage(page);
    framePage(pdf, document, page === start, document.pageOf(page - start + 1, pages));
  }
}

/** Marks, title (but for the first page, which has it), foot and the page's number. */
export function framePage(pdf: Pdf, { title, marks = [], footer }: PdfHead, isFirst: boolean, number: string): void {
  const { height, margins } = pdf.page;
  // Text below the margin would open a new page.
  pdf.page.margins = { ...margins, top: 0, bottom: 0 };
  artifact(pdf, () => {
    drawMarks(pdf, marks);
    pdf.font(REGULAR, SMALL_PT).fillColor(MUTED);
    const line = { lineBreak: false, height: SMALL_PT + 2, ellipsis: true };
    const y = height - MARGIN - 14;
    const left = contentWidth(pdf) - 110;
    if (!isFirst) pdf.text(writable(pdf, title), MARGIN, MARGIN, { ...line, width: left });
    pdf.text(writable(pdf, footer), MARGIN, y, { ...line, width: left });
    pdf.text(number, MARGIN + left, y, { ...line, width: 110, align: 'right' });
  });
  pdf.page.margins = margins;
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
