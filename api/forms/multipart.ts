import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TocsinError } from '../../domain/errors.ts';
import type { Server } from '../http/route.ts';

/**
 * Forms with a file (RFC 7578), taken apart as they arrive. Every part is read as text in UTF-8 and kept in memory, so
 * the limit of a route is small; whoever has more sends it through the API, which streams it into the database. The
 * type that a browser gives a part is not looked at; of a file's name the ending is, and nothing is kept.
 */

const MOST_PARTS = 40;
/** Content-Disposition and Content-Type, and room for what a browser may add. */
const MOST_HEADERS = 8;
/** Files are lists of people, and nothing else is one: a workbook or an archive is said to be wrong by its name. */
const FILE_NAME = /\.csv$/i;
const FIELD = /^[a-zA-Z][a-zA-Z0-9-]{0,63}$/;

/** Lets the routes of this scope take forms with files, as large as each route's `bodyLimit`. */
export function acceptUploads(server: Server): void {
  void server.register(multipart, {
    limits: { parts: MOST_PARTS, files: MOST_PARTS, headerPairs: MOST_HEADERS },
    // All as bytes: what the library takes for a field it would decode by the character set that the part names.
    isPartAFile: () => true,
  });
}

/** Reads such forms before any other hook looks at their fields. A repeated field is a list. */
export function readUploads(server: FastifyInstance): void {
  server.addHook('preValidation', async (request, reply) => {
    if (!('isMultipart' in request) || !request.isMultipart()) return;
    try {
      request.body = await readFields(request);
    } catch (error) {
      // What was not read yet is thrown away, and the connection with it.
      request.raw.unpipe();
      request.raw.resume();
      reply.header('connection', 'close');
      throw error;
    }
  });
}

/** @throws TocsinError `bad-input` for anything malformed, `too-large` for more than the route takes */
async function readFields(request: FastifyRequest): Promise<Record<string, string | string[]>> {
  const limit = request.routeOptions.bodyLimit ?? 0;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const fields = new Map<string, string[]>();
  let left = limit;
  const take = (bytes: number) => {
    left -= bytes;
    if (left < 0) throw tooLarge();
  };
  // The library passes over a part that is damaged, and the form would be taken without it.
  const sent: Buffer[] = [];
  request.raw.on('data', (chunk: Buffer) => sent.push(chunk));
  let parts = 0;
  try {
    for await (const part of request.parts({ limits: { fileSize: limit + 1 } })) {
      const { fieldname: name } = part;
      parts += 1;
      if (part.type !== 'file' || !FIELD.test(name ?? '')) throw malformed('a part has no name');
      if ((part.filename ?? '') !== '' && !FILE_NAME.test(part.filename)) throw otherFile(name);
      fields.set(name, [...(fields.get(name) ?? []), await readText(part.file, name, take)]);
    }
  } catch (error) {
    throw error instanceof TocsinError ? error : malformed(whyOf(error));
  }
  if (fields.size === 0) throw malformed('it has no parts');
  if (parts !== partsIn(Buffer.concat(sent), request.headers['content-type'] ?? ''))
    throw malformed('one of its parts is damaged');
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  );
}

function otherFile(name: string): TocsinError {
  const message = 'This file is no list: its name does not end with .csv. Save it as “CSV UTF-8” and choose it again.';
  return new TocsinError('content-refused', message, name);
}

/** How many parts there are between the delimiters of a body (RFC 2046, 5.1.1); 0 where one does not fill its line. */
function partsIn(body: Buffer, type: string): number {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]*)"|([^\s;]*))/i.exec(type) ?? [];
  const [, ...after] = `\r\n${body.toString('latin1')}`.split(`\r\n--${quoted ?? bare ?? ''}`);
  const end = after.findIndex((rest) => rest.startsWith('--'));
  const parts = end === -1 ? after : after.slice(0, end);
  return parts.every((rest) => /^[ \t]*\r\n/.test(rest)) ? parts.length : 0;
}

async function readText(bytes: AsyncIterable<Buffer>, name: string, take: (bytes: number) => void): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Buffer) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      const message = 'This is not text in UTF-8. Save the list as “CSV UTF-8” and choose it again.';
      throw new TocsinError('bad-input', message, name);
    }
  };
  let text = '';
  for await (const chunk of bytes) {
    take(chunk.length);
    text += decode(chunk);
  }
  return text + decode();
}

/** The library's refusals in our words. Its own may quote what was sent. */
function whyOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === 'FST_PARTS_LIMIT' || code === 'FST_FILES_LIMIT') return `it has more than ${MOST_PARTS} parts`;
  if (code === 'FST_PROTO_VIOLATION') return 'a part has no name';
  if (message === 'Multipart: Boundary not found') return 'it names no boundary';
  if (code === 'FST_MP_PREMATURE_CLOSE' || /unexpected end|terminated early/i.test(String(message)))
    return 'it ends too early';
  return 'its parts do not follow one another';
}

function tooLarge(): TocsinError {
  return new TocsinError('too-large', 'The form is larger than this page takes. Send a long list through the API.');
}

function malformed(why: string): TocsinError {
  return new TocsinError(
    'bad-input',
    `The form cannot be read: ${why}. Load the page again and send it once more.`,
    'body',
  );
}
