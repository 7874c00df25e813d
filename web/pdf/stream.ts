import { PassThrough, type Readable } from 'node:stream';
import { setImmediate as others } from 'node:timers/promises';
import type { PdfStream } from './document.ts';
import { framePage, openPdf, type Pdf, writeHead, writeSection } from './render.ts';

/** Sections written before others get a turn: the process serves more than this document. */
const SECTIONS_PER_TURN = 2;

/** Puts a document of any length on A4 pages and hands over each page as it is full. Fails where its sections do. */
export function streamPdf(document: PdfStream): Readable {
  const pdf = openPdf(document, false);
  const out = pdf.pipe(new PassThrough());
  let page = 1;
  pdf.on('pageAdded', () => {
    page += 1;
    frameBetween(pdf, document, page);
  });
  frameBetween(pdf, document, page);
  void write(pdf, document, out).catch((error: unknown) => out.destroy(error as Error));
  return out;
}

async function write(pdf: Pdf, document: PdfStream, out: PassThrough): Promise<void> {
  const root = writeHead(pdf, document);
  let written = 0;
  for await (const section of document.sections) {
    // Whoever asked has left.
    if (out.destroyed) return;
    writeSection(pdf, root, section, 'lines');
    written += 1;
    if (written % SECTIONS_PER_TURN === 0) await others();
  }
  root.end();
  pdf.end();
}

/** The frame of a new page, in the middle of a text that goes on in its own place and type. */
function frameBetween(pdf: Pdf, document: PdfStream, page: number): void {
  const { x, y } = pdf;
  const was = pdf as unknown as { _font: unknown; _fontSize: number; _fillColor: [string, number] | null };
  const { _font, _fontSize, _fillColor } = was;
  framePage(pdf, document, page === 1, document.pageName(page));
  was._font = _font;
  pdf.fontSize(_fontSize);
  if (_fillColor !== null && _fillColor !== undefined) pdf.fillColor(..._fillColor);
  pdf.x = x;
  pdf.y = y;
}
