import { type Readable, Transform } from 'node:stream';
import { type RefusalMembers, type RowFault, TocsinError } from '../../domain/errors.ts';
import type { Mapping } from '../../domain/people/columns.ts';
import type { Person } from '../../domain/people/person.ts';
import type { ListFormat, Understood } from '../../domain/people/understood.ts';
import { createColumns } from './columns.ts';
import { readCsvLines } from './csv.ts';
import { readJsonLines } from './ndjson.ts';
import { readRow } from './row.ts';

/** A list of people as CSV or NDJSON, read as a stream: it may be far larger than memory. */

/** What is wrong with a line, by the fault that the schema names. */
const FAULTS: Readonly<Record<RowFault, string>> = {
  name: 'no name, or one of more than 200 characters',
  control: 'control characters in the name',
  email:
    'not an e-mail address, or one with letters before the @ that most mail servers do not take (they need ' +
    'SMTPUTF8): ask for another address',
  id: 'an account of more than 200 characters, or with control characters',
  country: 'the residence is no country: two letters such as DE, a part such as US-CA, or the name of the country',
  language: 'the language is no known code of two letters, such as en or de',
  csv: 'not well-formed CSV',
  json: 'no JSON object in one line of at most 8 KiB',
};

const BATCH = 1_000;
const MAX_REPORTED = 20;

/** Whom a line of a list names. */
export type NamedPerson = { line: number; person: Person };

/** `language`: of whom the list names none. */
export type ReadOptions = { limitBytes: number; language: string; format: ListFormat; mapping: Mapping };

/**
 * Reads a list and hands over batches of whom its lines name. After the first bad line nothing more is handed over; the
 * rest is only checked, and TocsinError('bad-input') names up to 20 faults with their lines and fields, never contents.
 */
export async function readRecipients(
  source: Readable,
  { limitBytes, language, format, mapping }: ReadOptions,
  take: (people: NamedPerson[]) => Promise<void>,
): Promise<Understood> {
  const columns = createColumns(mapping);
  const limited = source.pipe(checked(limitBytes));
  // Pipes do not pass errors on: each end must hear of the other's.
  source.once('error', (error) => limited.destroy(error));
  const read = format === 'csv' ? readCsvLines(limited, (names) => columns.requireHead(names)) : readJsonLines(limited);
  const rows: { line: number; fault: RowFault }[] = [];
  const seen = { lines: 0, nobody: 0 };
  let batch: NamedPerson[] = [];
  for await (const { line, record } of read) {
    seen.lines += 1;
    const at = (fault: RowFault) => ({ line, fault });
    if (record === null) rows.push(at('json'));
    else {
      if (format === 'ndjson') columns.requireOne(Object.keys(record));
      const row = readRow(columns.sort(record), language);
      if ('faults' in row) rows.push(...row.faults.map(at));
      else if (row.person === null) seen.nobody += 1;
      else if (rows.length === 0) batch.push({ line, person: row.person });
    }
    if (rows.length >= MAX_REPORTED) break;
    if (batch.length < BATCH) continue;
    await take(batch);
    batch = [];
  }
  if (rows.length > 0) throw faulty(rows.slice(0, MAX_REPORTED));
  if (batch.length > 0) await take(batch);
  columns.requireSaid();
  return { format, ...columns.understood(), ...seen };
}

function faulty(rows: NonNullable<RefusalMembers['rows']>): TocsinError {
  const more = rows.length >= MAX_REPORTED ? '; there may be more' : '';
  const named = rows.map(({ line, fault }) => `line ${line}: ${FAULTS[fault]}`).join('; ');
  const members = { why: 'list-rows', rows } as const;
  return new TocsinError('bad-input', `No list was made. ${named}${more}.`, `line ${rows[0]?.line}`, members);
}

/** Whether a pasted text or a file is NDJSON: a table never begins with a brace. */
export function formatOf(text: string): ListFormat {
  return /^\uFEFF?\s*\{/.test(text) ? 'ndjson' : 'csv';
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
