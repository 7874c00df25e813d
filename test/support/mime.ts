/** A mail as its reader sees it: header fields unfolded and decoded, by their name in small letters. */
export type ReadMail = { fields: Map<string, string>; names: string[]; text: string; lines: string[] };

/**
 * Reads a mail of one part (RFC 5322, 2045, 2047): a reader of our own, so that no encoder is checked against itself.
 */
export function readMail(raw: Buffer): ReadMail {
  const whole = raw.toString('latin1');
  const end = whole.indexOf('\r\n\r\n');
  const unfolded = whole.slice(0, end).replaceAll(/\r\n(?=[ \t])/g, '');
  const fields = new Map<string, string>();
  const names: string[] = [];
  for (const line of unfolded.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    names.push(name);
    fields.set(name, decodeWords(line.slice(colon + 1).trim()));
  }
  const encoding = fields.get('content-transfer-encoding') ?? '7bit';
  const text = decodeBody(whole.slice(end + 4), encoding)
    .toString('utf8')
    .replaceAll(/\r\n|\r|\n/g, '\n');
  return { fields, names, text, lines: whole.split('\r\n') };
}

function decodeBody(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  return decodeHex(body.replaceAll(/[ \t]+(?=\r\n)/g, '').replaceAll('=\r\n', ''));
}

function decodeHex(text: string): Buffer {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** Encoded words; the white space between two of them is not part of the text (RFC 2047, 6.2). */
function decodeWords(value: string): string {
  return Buffer.from(value, 'latin1')
    .toString('utf8')
    .replaceAll(/(=\?[^? ]+\?[BQ]\?[^? ]*\?=)\s+(?==\?[^? ]+\?[BQ]\?[^? ]*\?=)/gi, '$1')
    .replaceAll(/=\?utf-8\?([BQ])\?([^? ]*)\?=/gi, (_, kind: string, text: string) =>
      (kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : decodeHex(text.replaceAll('_', ' '))).toString(),
    );
}
