import { Readable } from 'node:stream';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import {
  type RoleWords,
  readUserLines,
  USER_COLUMNS,
  type UserColumn,
  type UserFault,
  type UserLine,
} from '../../domain/users/rows.ts';
import { invite } from '../../store/invitations.ts';
import type { Store } from '../../store/store.ts';
import { addUsers, listUsers, type User } from '../../store/users.ts';
import { readCsvLines } from '../recipients/csv.ts';

/** The most lines of one list. */
export const MOST_USERS = 20_000;

/** By which names a column is known, in lower case and without blanks, dashes and dots. */
const NAMES: Record<UserColumn, readonly string[]> = {
  name: ['name', 'fullname', 'displayname'],
  email: ['email', 'mail', 'emailaddress', 'mailaddress', 'emailadresse', 'mailadresse'],
  role: ['role', 'rolle'],
};

export type ImportedUsers = {
  added: User[];
  /** How many were users already, in the same role. */
  there: number;
  /** All that is wrong; where there is anything, nobody was added. */
  faults: UserFault[];
};

/**
 * Adds everybody of a list in CSV, or nobody where anything in it is wrong. Broken off on the way and sent again, it
 * adds the rest.
 *
 * @throws TocsinError `bad-input` for what is no such list, `too-large` for more than `MOST_USERS`
 */
export async function importUsers(
  store: Store,
  csv: string,
  { at, by, invites, roleWords }: { at: Instant; by: string; invites: { at: Instant } | null; roleWords: RoleWords },
): Promise<ImportedUsers> {
  const lines = await readLines(csv);
  const known = new Map((await listUsers(store)).map(({ email, role }) => [email.toLowerCase(), role]));
  const { rows, there, faults } = readUserLines(lines, known, roleWords);
  if (faults.length > 0) return { added: [], there, faults };
  const added = await addUsers(store, rows, at);
  if (invites !== null) {
    await invite(
      store,
      added.map(({ id }) => id),
      { at: invites.at, by },
    );
  }
  return { added, there, faults };
}

async function readLines(csv: string): Promise<UserLine[]> {
  const lines: UserLine[] = [];
  let columns: Partial<Record<UserColumn, string>> = {};
  const requireHead = (names: readonly string[]) => {
    columns = Object.fromEntries(
      USER_COLUMNS.flatMap((column) => {
        const found = names.find((name) => NAMES[column].includes(name.toLowerCase().replaceAll(/[\s._-]/g, '')));
        return found === undefined ? [] : [[column, found]];
      }),
    );
    const missing = USER_COLUMNS.filter((column) => columns[column] === undefined);
    if (missing.length === 0) return;
    const message = `The first line must name the columns name, email and role; there is no ${missing.join(', ')}.`;
    throw new TocsinError('bad-input', message, 'file', { why: 'users-head' });
  };
  for await (const { line, record } of readCsvLines(Readable.from([Buffer.from(csv)]), requireHead)) {
    if (lines.length === MOST_USERS) {
      throw new TocsinError('too-large', `A list has at most ${MOST_USERS} people; send several.`, 'file');
    }
    const of = (column: UserColumn) => record[columns[column] ?? ''] ?? '';
    lines.push({ line, name: of('name'), email: of('email'), role: of('role') });
  }
  return lines;
}
