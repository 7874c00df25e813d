import { inflateSync } from 'node:zlib';

/** What a PDF of our own making says, read back by the Unicode maps of its fonts: the texts of its pages, in order. */
export function textOfPdf(bytes: Buffer): string {
  const objects = objectsOf(bytes);
  const maps = new Map<string, Map<string, string>>();
  for (const [, name = '', id = ''] of objects.values().flatMap(({ head }) => head.matchAll(/\/(F\d+) (\d+) 0 R/g))) {
    const toUnicode = objects.get(id)?.head.match(/\/ToUnicode (\d+) 0 R/)?.[1];
    const stream = objects.get(toUnicode ?? '')?.stream;
    if (stream !== undefined) maps.set(name, unicodeMap(stream));
  }
  const pages = [...objects.values()].flatMap(({ head, stream }) =>
    /\/Subtype|\/Length1/.test(head) || stream === undefined || !stream.includes('BT') ? [] : [stream],
  );
  return pages.map((page) => textOfPage(page, maps)).join('\n');
}

/** Dictionaries of all objects, for what is not text. */
export function dictionariesOfPdf(bytes: Buffer): string {
  return [...objectsOf(bytes).values()].map(({ head }) => head).join('\n');
}

type Objects = Map<string, { head: string; stream: string | undefined }>;

function objectsOf(bytes: Buffer): Objects {
  const text = bytes.toString('latin1');
  const found: Objects = new Map();
  for (const { 1: id = '', 2: body = '' } of text.matchAll(/(?<=^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', raw] = body.split(/\nstream\n/, 2);
    const packed = raw === undefined ? undefined : Buffer.from(raw.replace(/\nendstream$/, ''), 'latin1');
    const isPacked = packed !== undefined && head.includes('/FlateDecode');
    found.set(id, { head, stream: (isPacked ? inflateSync(packed) : packed)?.toString('latin1') });
  }
  return found;
}

function textOfPage(page: string, fonts: Map<string, Map<string, string>>): string {
  let map: Map<string, string> | undefined;
  const lines: string[] = [];
  for (const { 1: font, 2: shown, 3: block } of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|(\bBT\b)/g)) {
    if (font !== undefined) map = fonts.get(font);
    if (block !== undefined) lines.push('');
    const glyphs = [...(shown ?? '').matchAll(/<([0-9a-f]*)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    lines.push((lines.pop() ?? '') + glyphs.map((glyph) => map?.get(glyph.toLowerCase()) ?? '?').join(''));
  }
  return lines.join('\n');
}

/** pdfkit writes one range of consecutive glyphs with the text of each, several letters for a ligature. */
function unicodeMap(stream: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, from = '', , list = ''] of stream.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const glyph = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0');
      map.set(glyph, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    }
  }
  return map;
}
