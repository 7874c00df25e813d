import type { Instant } from '../../domain/time.ts';

/** What every page of a document is made with. */
export type PdfHead = {
  title: string;
  subtitle: string;
  /** BCP 47 tag of the language of the texts. */
  language: string;
  /** Creation date of the file: the same document at the same instant gives the same bytes. */
  at: Instant;
  /** Short words in a frame at the head of every page, such as DRAFT or EXERCISE. */
  marks?: readonly string[];
  /** Stands at the foot of every page, beside its number. */
  footer: string;
};

/** What is put on paper, as plain texts: the renderer knows nothing of filings or registers. */
export type PdfDocument = PdfHead & {
  /** How pages are counted: `Page 1 of 3`. */
  pageOf: (page: number, pages: number) => string;
  sections: readonly PdfSection[];
};

/** A document of any length, written while it is read. */
export type PdfStream = PdfHead & {
  /** How pages are counted, where nobody knows yet how many there will be: `Page 1`. */
  pageName: (page: number) => string;
  sections: AsyncIterable<PdfSection>;
};

export type PdfSection = {
  heading: string;
  paragraphs?: readonly string[];
  rows?: readonly PdfRow[];
};

/** A line of a table of labels and values. `note` is small print under the label, such as the rule that asks for it. */
export type PdfRow = { label: string; value: string; note?: string };
