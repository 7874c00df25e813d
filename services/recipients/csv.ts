import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { type RefusalMembers, TocsinError } from '../../domain/errors.ts';
import { MAX_LINE_BYTES } from './ndjson.ts';

/** One line of a table: its cells by column. */
type CsvLine = { line: number; record: Record<string, string> };

/**
 * Reads CSV with a header row as it arrives.
 *
 * @param requireHead refuses a header with TocsinError
 */
export async function* readCsvLines(
  source: Readable,
  requireHead: (names: readonly string[]) => void,
): AsyncGenerator<CsvLine> {
  const parser = parse({
    columns: (names: string[]) => {
      requireHead(names);
      return names;
    },
    bom: true,
    trim: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: MAX_LINE_BYTES,
  });
  // A pipe does not pass errors on.
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      yield { line: info.lines, record };
    }
  } catch (error) {
    throw asRefusal(error);
  }
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
