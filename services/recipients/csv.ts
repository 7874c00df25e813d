import { type Readable, Transform } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { Email } from '../../domain/email.ts';
import { TocsinError } from '../../domain/errors.ts';
import { NO_CONTROL, textInput } from '../../domain/text-input.ts';

/** A list of recipients as CSV, read as a stream: it may be far larger than memory. */

const Row = z.strictObject({
  name: textInput(1, 200, 'no name, or one of more than 200 characters').regex(NO_CONTROL, 'control characters'),
  email: Email,
  language: z.string().regex(/^[a-z]{2}$/, 'not a language code of two letters'),
});
export type RecipientRow = z.infer<typeof Row>;
/** A list as it is sent: rows without a language are in the organisation's. */
export const RecipientRows = z
  .array(
    Row.extend({
      language: z
        .string()
        .regex(/^(?:[a-z]{2})?$/)
        .optional(),
    }),
  )
  .min(1);

const BATCH = 1_000;
const MAX_REPORTED = 20;
const MAX_LINE_BYTES = 8_192;
const COLUMNS = ['name', 'email', 'language'];

/**
 * Reads `name,email[,language]` with a header row and hands over batches of good rows. After the first bad row nothing
 * more is handed over; the rest is only checked, and TocsinError('bad-input') names up to 20 lines with their faults,
 * never their contents.
 */
export async function readRecipients(
  source: Readable,
  options: { limitBytes: number; language: string },
  take: (rows: RecipientRow[]) => Promise<void>,
): Promise<void> {
  const parser = parse({
    columns: header,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: MAX_LINE_BYTES,
  });
  const limited = source.pipe(checked(options.limitBytes));
  // Pipes do not pass errors on: each end must hear of the other's.
  source.once('error', (error) => limited.destroy(error));
  limited.once('error', (error) => parser.destroy(error));
  limited.pipe(parser);
  const faults: string[] = [];
  let batch: RecipientRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      const row = Row.safeParse({ ...record, language: record.language || options.language });
      if (!row.success) faults.push(`line ${info.lines}: ${row.error.issues[0]?.message ?? 'not as expected'}`);
      else if (faults.length === 0) batch.push(row.data);
      if (faults.length >= MAX_REPORTED) break;
      if (batch.length < BATCH) continue;
      await take(batch);
      batch = [];
    }
  } catch (error) {
    throw asRefusal(error);
  }
  if (faults.length > 0) {
    const more = faults.length >= MAX_REPORTED ? '; there may be more' : '';
    throw new TocsinError('bad-input', `No list was made. ${faults.join('; ')}${more}.`, faults[0]?.split(':')[0]);
  }
  if (batch.length > 0) await take(batch);
}

function header(names: string[]): string[] {
  const columns = names.map((name) => name.toLowerCase());
  const isKnown = columns.every((name, i) => COLUMNS.includes(name) && columns.indexOf(name) === i);
  if (isKnown && columns.includes('name') && columns.includes('email')) return columns;
  throw new TocsinError(
    'bad-input',
    'The first line must name the columns: name,email or name,email,language.',
    'line 1',
  );
}

/** The same bytes, as long as they are text in UTF-8, and no more of them than `limitBytes`. */
function checked(limitBytes: number): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let seen = 0;
  const whyNot = (chunk?: Buffer): TocsinError | null => {
    seen += chunk?.length ?? 0;
    const megabytes = limitBytes / 1_048_576;
    if (seen > limitBytes) return new TocsinError('too-large', `The list is larger than ${megabytes} MiB; split it.`);
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
      return null;
    } catch {
      // Names would be garbled for good, and letters go out to them.
      return new TocsinError('bad-input', 'No list was made: it is not text in UTF-8. Save it as “CSV UTF-8”.', 'body');
    }
  };
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(whyNot(chunk), chunk),
    flush: (done) => done(whyNot()),
  });
}

/** csv-parse quotes the faulty line in its messages: only code and line number are passed on. */
function asRefusal(error: unknown): unknown {
  if (error instanceof TocsinError || !(error instanceof Error) || !('code' in error) || !('lines' in error))
    return error;
  const line = `line ${String(error.lines)}`;
  return new TocsinError('bad-input', `No list was made. ${line}: not well-formed CSV (${String(error.code)}).`, line);
}
