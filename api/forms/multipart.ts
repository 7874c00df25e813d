import { TocsinError } from '../../domain/errors.ts';
import type { Server } from '../http/route.ts';

/**
 * Forms with a file (RFC 7578). Files are read as text in UTF-8 and kept in memory, so the limit is small; whoever has
 * more sends it through the API, which streams. Name and type that the browser gives a file are not looked at.
 */

const MOST_PARTS = 40;
const FIELD = /^[a-zA-Z][a-zA-Z0-9-]{0,63}$/;
const CRLF = '\r\n';

/** Lets the routes of this scope take forms with files, of `limitBytes` in all. */
export function acceptUploads(server: Server, limitBytes: number): void {
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: limitBytes },
    async (request: { headers: { 'content-type'?: string } }, body: Buffer) =>
      parseMultipart(body, request.headers['content-type'] ?? ''),
  );
}

/** The fields of a form, a repeated one as a list. @throws TocsinError `bad-input` for anything malformed */
export function parseMultipart(body: Buffer, contentType: string): Record<string, string | string[]> {
  const [, quoted, bare] = /boundary=(?:"([^"]{1,70})"|([^;\s"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed('it names no boundary');
  const delimiter = Buffer.from(`${CRLF}--${boundary}`);
  const whole = Buffer.concat([Buffer.from(CRLF), body]);
  const fields = new Map<string, string[]>();
  let at = whole.indexOf(delimiter);
  for (let parts = 0; at !== -1; parts += 1) {
    const start = at + delimiter.length;
    const after = whole.toString('latin1', start, start + 2);
    if (after === '--')
      return Object.fromEntries([...fields].map(([name, v]) => [name, v.length > 1 ? v : (v[0] ?? '')]));
    if (after !== CRLF || parts === MOST_PARTS) throw malformed('its parts do not follow one another');
    at = whole.indexOf(delimiter, start);
    const { name, value } = readPart(whole.subarray(start + 2, at === -1 ? start + 2 : at));
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  throw malformed('it ends too early');
}

function readPart(part: Buffer): { name: string; value: string } {
  const end = part.indexOf(CRLF + CRLF);
  if (end === -1) throw malformed('a part has no head');
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(part.toString('latin1', 0, end))?.[1] ?? '';
  const name = /(?:^|;)\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? '';
  if (!FIELD.test(name)) throw malformed('a part has no name');
  try {
    return { name, value: new TextDecoder('utf-8', { fatal: true }).decode(part.subarray(end + 4)) };
  } catch {
    throw new TocsinError(
      'bad-input',
      'This is not text in UTF-8. Save the list as “CSV UTF-8” and choose it again.',
      name,
    );
  }
}

function malformed(why: string): TocsinError {
  return new TocsinError(
    'bad-input',
    `The form cannot be read: ${why}. Load the page again and send it once more.`,
    'body',
  );
}
