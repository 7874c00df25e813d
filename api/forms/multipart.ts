import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import type { Server } from '../http/route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The field of the route's form that is kept as bytes, an {@link Upload}. */
    fileField?: string;
    /** Of a page: one that is too large is refused by its form, which keeps what was typed beside it. */
    keepsFields?: true;
  }
}

/**
 * Forms with a file (RFC 7578), taken apart as they arrive. Every part is read as text in UTF-8 and kept in memory, so
 * the limit of a route is small; whoever has more sends it through the API, which streams it into the database. The
 * type that a browser gives a part is not looked at. Of a file's name the ending is, and nothing is kept, but where a
 * route keeps files as they are.
 */

/** A file as it was sent. As JSON it is its hash, so that forms and keys that name it hold none of its bytes. */
export class Upload {
  readonly name: string;
  readonly bytes: Buffer;
  constructor(name: string, bytes: Buffer) {
    this.name = name;
    this.bytes = bytes;
  }
  toJSON(): string {
    return sha256Hex(this.bytes);
  }
}

/** In the place of a file that is larger than the route takes, of which nothing was kept. */
const TOO_LARGE = Symbol('too large');

/** @param says what is asked for where there is none; `tooLarge`: where it is larger than is taken */
export function uploadSchema(says: string, tooLarge = says) {
  return z
    .custom<Upload>((given) => given instanceof Upload, {
      error: ({ input }) => (input === TOO_LARGE ? tooLarge : says),
    })
    .meta({ type: 'string', format: 'binary', description: 'The file, with its name' });
}

const MOST_PARTS = 40;
/** Content-Disposition and Content-Type, and room for what a browser may add. */
const MOST_HEADERS = 8;
/** Files are lists of people, and nothing else is one: a workbook or an archive is said to be wrong by its name. */
const FILE_NAME = /\.(?:csv|ndjson|jsonl)$/i;
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
      if (Object.values(request.body as object).includes(TOO_LARGE)) throwRestAway(request, reply);
    } catch (error) {
      throwRestAway(request, reply);
      throw error;
    }
  });
}

/** What was not read yet is thrown away, and the connection with it. */
function throwRestAway(request: FastifyRequest, reply: FastifyReply): void {
  request.raw.unpipe();
  request.raw.resume();
  reply.header('connection', 'close');
}

/** @throws TocsinError `bad-input` for anything malformed, `too-large` for more than the route takes */
async function readFields(request: FastifyRequest): Promise<Record<string, unknown>> {
  const limit = request.routeOptions.bodyLimit ?? 0;
  const { fileField, keepsFields = false } = request.routeOptions.config;
  const over = () => (fileField === undefined ? tooLarge() : fileTooLarge(limit, fileField));
  if (!keepsFields && Number(request.headers['content-length'] ?? 0) > limit) throw over();
  const fields = new Map<string, string[]>();
  const files: Upload[] = [];
  let left = limit;
  const take = (bytes: number) => {
    left -= bytes;
    if (left < 0) throw over();
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
      if (name === fileField) {
        files.push(new Upload(fileNameOf(part.filename), await readBytes(part.file, take)));
        continue;
      }
      if ((part.filename ?? '') !== '' && !FILE_NAME.test(part.filename)) throw otherFile(name);
      fields.set(name, [...(fields.get(name) ?? []), await readText(part.file, name, take)]);
    }
  } catch (error) {
    if (keepsFields && fileField !== undefined && error instanceof TocsinError && error.code === 'too-large') {
      return { ...textsOf(fields), [fileField]: TOO_LARGE };
    }
    throw error instanceof TocsinError ? error : malformed(whyOf(error));
  }
  if (fields.size + files.length === 0) throw malformed('it has no parts');
  if (files.length > 1)
    throw new TocsinError('bad-input', 'One file at a time is taken.', fileField, { why: 'one-file' });
  if (parts !== partsIn(Buffer.concat(sent), request.headers['content-type'] ?? ''))
    throw malformed('one of its parts is damaged');
  const [file] = files;
  return { ...textsOf(fields), ...(fileField !== undefined && isChosen(file) && { [fileField]: file }) };
}

function textsOf(fields: ReadonlyMap<string, string[]>): Record<string, string | string[]> {
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  );
}

/** A browser sends a part without a name where no file was chosen. */
function isChosen(file: Upload | undefined): file is Upload {
  return file !== undefined && (file.name !== '' || file.bytes.length > 0);
}

/** What a name may not hold: control characters, what turns the direction of a text, and the parts of a path. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\]/gu;
const MOST_NAME = 200;

function fileNameOf(sent: string | undefined): string {
  return [...(sent ?? '').replaceAll(NOT_IN_NAMES, '')].slice(0, MOST_NAME).join('').trim();
}

async function readBytes(bytes: AsyncIterable<Buffer>, take: (bytes: number) => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) {
    take(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function otherFile(name: string): TocsinError {
  const message =
    'This file is no list: its name does not end with .csv or .ndjson. Save it as “CSV UTF-8” and choose it again.';
  return new TocsinError('content-refused', message, name, { why: 'no-csv' });
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
      throw new TocsinError('bad-input', message, name, { why: 'not-text' });
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

function fileTooLarge(limit: number, field: string): TocsinError {
  const most = Math.floor(limit / 1_048_576);
  return new TocsinError(
    'too-large',
    `The file is larger than the ${most} MiB that are taken. Add a part of it.`,
    field,
    { why: 'file-too-large', most },
  );
}

function malformed(why: string): TocsinError {
  return new TocsinError(
    'bad-input',
    `The form cannot be read: ${why}. Load the page again and send it once more.`,
    'body',
  );
}
