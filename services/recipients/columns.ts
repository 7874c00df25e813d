import { TocsinError } from '../../domain/errors.ts';
import { fieldOfColumn, type Mapping, PERSON_FIELDS, type PersonField } from '../../domain/people/columns.ts';
import type { ColumnsUnderstood } from '../../domain/people/understood.ts';
import type { RawPerson } from './row.ts';

/** Enough to show; a log may have a key for each request. */
const MOST_IGNORED = 40;

/** Sorts the columns of one list, and remembers what each was taken for. */
export function createColumns(mapping: Mapping) {
  const fields = new Map<string, PersonField | null>();
  const ignored: string[] = [];

  const fieldOf = (column: string): PersonField | null => {
    const known = fields.get(column);
    if (known !== undefined) return known;
    const field = fieldOfColumn(column, mapping);
    if (field !== null) fields.set(column, field);
    else if (ignored.length < MOST_IGNORED && !ignored.includes(column)) ignored.push(column);
    return field;
  };

  const requireOne = (names: readonly string[]) => {
    for (const field of PERSON_FIELDS) {
      if (names.filter((name) => fieldOf(name) === field).length > 1) throw twice(field);
    }
  };
  const requireSaid = () => {
    const found = [...fields.values()];
    const missed = PERSON_FIELDS.find((field) => (mapping[field] ?? '') !== '' && !found.includes(field));
    if (missed !== undefined) throw missing(missed);
  };

  return {
    /** @throws TocsinError `bad-input` where the first line of a table names nobody's address, account or name */
    requireHead(names: readonly string[]): void {
      requireOne(names);
      requireSaid();
      if (!names.some((name) => isTelling(fieldOf(name)))) throw headless();
    },
    /** @throws TocsinError `bad-input` where two columns say the same, and nobody said which */
    requireOne,
    /** @throws TocsinError `bad-input` where a column that somebody named is not in the list */
    requireSaid,
    /** What a line says, by field; columns that say nothing are passed over. */
    sort(record: Readonly<Record<string, string>>): RawPerson {
      const values: RawPerson['values'] = {};
      let idColumn = '';
      for (const [column, value] of Object.entries(record)) {
        const field = fieldOf(column);
        if (field === null) continue;
        values[field] = value;
        if (field === 'id') idColumn = column;
      }
      return { values, idColumn };
    },
    understood(): ColumnsUnderstood {
      const columns: ColumnsUnderstood['columns'] = {};
      for (const [column, field] of fields) {
        if (field !== null) columns[field] = [...(columns[field] ?? []), column];
      }
      return { columns, ignored: [...ignored] };
    },
  };
}

function isTelling(field: PersonField | null): boolean {
  return field === 'email' || field === 'id' || field === 'name';
}

function headless(): TocsinError {
  const message =
    'The first line must name the columns, and one of them an address, an account or a name: email, id or name, or ' +
    'what you call them.';
  return new TocsinError('bad-input', message, 'line 1', { why: 'list-head' });
}

function twice(field: PersonField): TocsinError {
  const message = `Several columns can be the ${field}; say which one is.`;
  return new TocsinError('bad-input', message, field, { why: 'list-columns' });
}

function missing(field: PersonField): TocsinError {
  const message = `The list has no column of the name given for the ${field}; check how it is written.`;
  return new TocsinError('bad-input', message, field, { why: 'list-column-missing' });
}
