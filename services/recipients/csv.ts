import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { type RefusalMembers, TocsinError } from '../../domain/errors.ts';
import { MAX_LINE_BYTES } from './ndjson.ts';

/** One line of a table: its cells by column. */
type CsvLine = { line: number; record: Record<string, string> };

/**
 * Reads CSV with a header row as it arrives; its columns are apart by what its first line has most of, as spreadsheets
 * write commas, semicolons or tabs by the language of the machine.
 *
 * @param requireHead refuses a header with TocsinError
 */
export async function* readCsvLines(
  source: Readable,
  requireHead: (names: readonly string[]) => void,
): AsyncGenerator<CsvLine> {
  const { begun, delimiter, from } = await beginOf(source);
  const parser = parse({
    delimiter,
    from_line: from,
    columns: (names: string[]) => {
      requireHead(names);
      return names;
    },
    bom: true,
    trim: true,
    skip_empty_lines: true,
    // Spreadsheets end with rows of which every cell is empty.
    skip_records_with_empty_values: true,
    info: true,
    max_record_size: MAX_LINE_BYTES,
  });
  // A pipe does not pass errors on.
  begun.once('error', (error) => parser.destroy(error));
  begun.pipe(parser);
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

const DELIMITERS = [',', ';', '\t'] as const;
const NEWLINE = 10;

/** The same bytes again, what is between columns, and the line on which the columns are named. */
async function beginOf(source: Readable): Promise<{ begun: Readable; delimiter: string; from: number }> {
  const chunks: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (;;) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
    if (head.includes(NEWLINE) || head.length > MAX_LINE_BYTES) break;
  }
  const [first = ''] = head
    .toString()
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/, 1);
  // Excel says it itself, where it is asked to.
  const said = /^sep=(.)$/i.exec(first)?.[1];
  const bare = first.replaceAll(/"[^"]*"/g, '');
  const [most = ','] = DELIMITERS.toSorted((a, b) => bare.split(b).length - bare.split(a).length);
  const begun = Readable.from(
    (async function* () {
      yield head;
      yield* { [Symbol.asyncIterator]: () => chunks };
    })(),
  );
  return { begun, delimiter: said ?? most, from: said === undefined ? 1 : 2 };
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
