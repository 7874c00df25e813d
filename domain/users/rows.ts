import { signInEmail } from '../email.ts';
import { ROLES, type Role } from '../roles.ts';

/** A list of users, as an administrator sends it: every line is looked at, and all that is wrong is said at once. */

/** How a role may be written beside its code: as the pages call it, in any of their languages. */
export type RoleWords = readonly (readonly [Role, string])[];

/** Roles of people; systems that send alerts have tokens. */
export const PEOPLE: readonly Role[] = ROLES.filter((role) => role !== 'alert-source');

export const USER_COLUMNS = ['name', 'email', 'role'] as const;
export type UserColumn = (typeof USER_COLUMNS)[number];

/** One line of the list, its cells by column. */
export type UserLine = { line: number } & Record<UserColumn, string>;

export const USER_FAULTS = ['name', 'email', 'role', 'doubled', 'other-role'] as const;
/** `value`: what stands there, where it names nobody; `first`: the line on which the address stood first. */
export type UserFault = {
  line: number;
  column: UserColumn;
  fault: (typeof USER_FAULTS)[number];
  value: string;
  first: number | null;
};

export type UserRow = { name: string; email: string; role: Role };

const MOST_NAME = 200;
const MOST_SHOWN = 40;
const Address = signInEmail();

/**
 * Whom a list adds. Whoever is a user already, in the same role, is left out and counted; in another role they are a
 * fault, since a list does not change anybody's rights.
 *
 * @param known the roles of today's users, by their addresses in lower case
 * @param words what roles are called beside their codes
 */
export function readUserLines(
  lines: readonly UserLine[],
  known: ReadonlyMap<string, Role>,
  words: RoleWords = [],
): { rows: UserRow[]; there: number; faults: UserFault[] } {
  const rows: UserRow[] = [];
  const faults: UserFault[] = [];
  const seen = new Map<string, number>();
  const written = [...words, ...PEOPLE.map((role) => [role, role] as const)];
  const roles = new Map(written.map(([role, word]) => [bare(word), role]));
  let there = 0;
  for (const { line, ...cells } of lines) {
    const [name, email, role] = [cells.name.trim(), cells.email.trim(), roles.get(bare(cells.role)) ?? null];
    const address = email.toLowerCase();
    const first = seen.get(address) ?? null;
    const before = known.get(address);
    const own: UserFault[] = [];
    const say = (column: UserColumn, fault: UserFault['fault'], value = '') =>
      own.push({ line, column, fault, value: value.slice(0, MOST_SHOWN), first: fault === 'doubled' ? first : null });
    if (name === '' || name.length > MOST_NAME) say('name', 'name');
    if (!Address.safeParse(email).success) say('email', 'email');
    else if (first !== null) say('email', 'doubled');
    if (role === null) say('role', 'role', cells.role.trim());
    else if (before !== undefined && before !== role) say('role', 'other-role', before);
    if (first === null) seen.set(address, line);
    faults.push(...own);
    if (own.length > 0 || role === null) continue;
    if (before === undefined) rows.push({ name, email, role });
    else there += 1;
  }
  return { rows, there, faults };
}

/** A role as it is written in a list: in any case, with blanks for dashes. */
function bare(written: string): string {
  return written
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');
}
