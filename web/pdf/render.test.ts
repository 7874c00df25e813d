import { describe, expect, it } from '@jest/globals';
import { dictionariesOfPdf, textOfPdf } from '../../test/support/pdf.ts';
import type { PdfDocument } from './document.ts';
import { renderPdf } from './render.ts';

const NAMES = 'Anna Dvořák, Ελένη Παπαδοπούλου, Ирина Щербакова, Łukasz Żółć';

function documentOf(more: Partial<PdfDocument> = {}): PdfDocument {
  return {
    title: 'Register of breaches',
    subtitle: 'Example Cloud GmbH',
    language: 'de',
    at: '2026-11-24T08:40:00.000Z',
    footer: 'Example Cloud GmbH',
    pageOf: (page, pages) => `Seite ${page} von ${pages}`,
    sections: [{ heading: 'Who', rows: [{ label: 'Names', value: NAMES, note: 'Art. 33(3)(b)' }] }],
    ...more,
  };
}

describe('a PDF', () => {
  it('says in any of the scripts of Europe what was given', async () => {
    const text = textOfPdf(await renderPdf(documentOf()));
    for (const name of NAMES.split(', ')) expect(text.replaceAll(/\s+/g, ' ')).toContain(name);
    expect(text).toContain('Register of breaches');
    expect(text).toContain('Art. 33(3)(b)');
  });

  it('names a letter that its font does not have by its code point', async () => {
    const document = documentOf({ sections: [{ heading: 'Who', paragraphs: ['王'] }] });
    expect(textOfPdf(await renderPdf(document))).toContain('[U+738B]');
  });

  it('is tagged, with title and language, for screen readers', async () => {
    const dictionaries = dictionariesOfPdf(await renderPdf(documentOf()));
    for (const said of ['/Marked true', '/DisplayDocTitle true', '/Lang (de)', '/S /H1', '/S /TH', '/S /TD']) {
      expect(dictionaries).toContain(said);
    }
  });

  it('counts its pages and carries its marks on each, however long a value is', async () => {
    const value = 'The logs of the gateway were read from the first hour to the last. '.repeat(150);
    const sections = [{ heading: 'What', rows: [{ label: 'In words', value }] }];
    const text = textOfPdf(await renderPdf(documentOf({ marks: ['EXERCISE', 'DRAFT'], sections })));
    expect(text).toContain('Seite 1 von 4');
    expect(text).toContain('Seite 4 von 4');
    expect(text.match(/DRAFT/g)).toHaveLength(4);
    expect(text.match(/first hour/g)).toHaveLength(150);
  });

  it('is the same bytes for the same document', async () => {
    expect((await renderPdf(documentOf())).equals(await renderPdf(documentOf()))).toBe(true);
  });
});
