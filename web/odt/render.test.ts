import { describe, expect, it } from '@jest/globals';
import { partsOfOdt, requireWellFormed, textOfOdt } from '../../test/support/odt.ts';
import type { PdfDocument } from '../pdf/document.ts';
import { renderOdt } from './render.ts';

function documentOf(more: Partial<PdfDocument> = {}): PdfDocument {
  return {
    title: 'Meldung an die Behörde',
    subtitle: '',
    language: 'de',
    at: '2026-11-24T08:40:00.000Z',
    footer: 'Example Cloud GmbH',
    marks: ['ÜBUNG', 'ENTWURF'],
    pageOf: (page, pages) => `Seite ${page} von ${pages}`,
    sections: [
      { heading: 'Offen', paragraphs: ['7. Unser Zeichen'] },
      { heading: 'Wer', rows: [{ label: '1. Name', value: 'Dvořák & Söhne <AG>', note: 'Art. 33(3)(b)' }] },
    ],
    ...more,
  };
}

describe('an OpenDocument text', () => {
  it('begins with its media type, not compressed, so that programs know it for one', () => {
    const bytes = renderOdt(documentOf());
    const name = 'mimetype';
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(bytes.readUInt16LE(8)).toBe(0);
    expect(bytes.subarray(30, 30 + name.length).toString('latin1')).toBe(name);
    expect(bytes.subarray(38, 38 + 39).toString('latin1')).toBe('application/vnd.oasis.opendocument.text');
    expect([...partsOfOdt(bytes).keys()]).toEqual([
      ...['mimetype', 'content.xml', 'styles.xml', 'meta.xml', 'META-INF/manifest.xml'],
    ]);
  });

  it('says what was given in its order, with its marks and language, as XML that holds together', () => {
    const bytes = renderOdt(documentOf());
    const text = textOfOdt(bytes);
    const all = ['Meldung an die Behörde', '7. Unser Zeichen', '1. Name', 'Art. 33(3)(b)', 'Dvořák & Söhne <AG>'];
    for (const said of all) expect(text).toContain(said);
    const parts = partsOfOdt(bytes);
    for (const [name, xml] of parts) if (name !== 'mimetype') requireWellFormed(xml);
    expect(parts.get('styles.xml')).toContain('ÜBUNG · ENTWURF');
    expect(parts.get('styles.xml')).toContain('fo:language="de"');
  });

  it('keeps the lines and spaces of an answer, and leaves out what no XML may hold', () => {
    const value = 'One\n  two   three\u0000\u0008\ttab\uD800 end';
    const bytes = renderOdt(documentOf({ sections: [{ heading: 'What', rows: [{ label: 'Said', value }] }] }));
    expect(textOfOdt(bytes)).toContain('One\n  two   three<text:tab/>tab end');
  });

  it('is the same bytes for the same document, wherever the clock on the wall hangs', () => {
    const zone = process.env.TZ;
    const first = renderOdt(documentOf());
    process.env.TZ = 'Pacific/Auckland';
    try {
      expect(renderOdt(documentOf()).equals(first)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    expect(renderOdt(documentOf({ footer: 'Other' })).equals(first)).toBe(false);
  });
});
