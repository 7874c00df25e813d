import { type Readable, Transform } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { isLanguage } from '../../domain/communication/letter-language.ts';
import { Email } from '../../domain/email.ts';
import { type RefusalMembers, ROW_FAULTS, type RowFault, TocsinError } from '../../domain/errors.ts';
import { NO_CONTROL, textInput } from '../../domain/text-input.ts';

/** A list of recipients as CSV, read as a stream: it may be far larger than memory. */

/** What is wrong with a line, by the fault that the schema names. */
const FAULTS: Readonly<Record<RowFault, string>> = {
  name: 'no name, or one of more than 200 characters',
  control: 'control characters in the name',
  email: 'not an e-mail address',
  language: 'the language is no known code of two letters, such as en or de',
  csv: 'not well-formed CSV',
};

const Row = z.strictObject({
  name: textInput(1, 200).regex(NO_CONTROL, 'control' satisfies RowFault),
  email: Email,
  language: z.string().refine(isLanguage),
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
  const faults: { line: number; fault: RowFault }[] = [];
  let batch: RecipientRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      const row = Row.safeParse({ ...record, language: record.language || options.language });
      if (!row.success) faults.push({ line: info.lines, fault: faultOf(row.error.issues[0]) });
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
    const named = faults.map(({ line, fault }) => `line ${line}: ${FAULTS[fault]}`).join('; ');
    const members = { why: 'list-rows', rows: faults } as const;
    throw new TocsinError('bad-input', `No list was made. ${named}${more}.`, `line ${faults[0]?.line}`, members);
  }
  if (batch.length > 0) await take(batch);
}

/** Of the field that the schema names first; never what stands in it. */
function faultOf(issue: z.core.$ZodIssue | undefined): RowFault {
  if (issue?.message === 'control') return 'control';
  return ROW_FAULTS.find((fault) => fault === issue?.path[0]) ?? 'csv';
}

function header(names: string[]): string[] {
  const columns = names.map((name) => name.toLowerCase());
  const isKnown = columns.every((name, i) => COLUMNS.includes(name) && columns.indexOf(name) === i);
  if (isKnown && columns.includes('name') && columns.includes('email')) return columns;
  throw new TocsinError(
    'bad-input',
    'The first line must name the columns: name,email or name,email,language.',
    'line 1',
    { why: 'list-head' },
  );
}

/** The same bytes, as long as they are text in UTF-8, and no more of them than `limitBytes`. */
function checked(limitBytes: number): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let seen = 0;
  const whyNot = (chunk?: Buffer): TocsinError | null => {
    seen += chunk?.length ?? 0;
    const megabytes = limitBytes / 1_048_576;
    if (seen > limitBytes) {
      const message = `The list is larger than ${megabytes} MiB; split it.`;
      return new TocsinError('too-large', message, undefined, { why: 'file-too-large', most: megabytes });
    }
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
      return null;
    } catch {
      // Names would be garbled for good, and letters go out to them.
      const message = 'No list was made: it is not text in UTF-8. Save it as “CSV UTF-8”.';
      return new TocsinError('bad-input', message, 'body', { why: 'not-text' });
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
  const message = `No list was made. ${line}: not well-formed CSV (${String(error.code)}).`;
  const rows: RefusalMembers['rows'] = [{ line: Number(error.lines), fault: 'csv' }];
  return new TocsinError('bad-input', message, line, { why: 'list-rows', rows });
}
