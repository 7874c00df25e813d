import type { Keyring } from '../crypto/keyring.ts';
import { isMacOf, macOf } from '../crypto/mac.ts';

/**
 * Which rows of the sign-in grant rights, and by which fields: a MAC covers those, and a row whose MAC does not hold
 * grants nothing. Tokens, users, passkeys and links of calendars are in the journal too, so that one is not put back as
 * it was before; the others end by themselves. Of what else the sign-in keeps, the values are sealed for their row.
 */

/** What such a row has. `mac` is absent in a row of before version 0.5. */
export type Grants = { mac?: string | null };

/** By the names that the sign-in library gives them; `enrolment`, `invitation`, `passkey` and `calendar` are ours. */
const GRANTING = {
  user: ['_id', 'role', 'disabled', 'twoFactorEnabled', 'emailIndex'],
  session: ['_id', 'token', 'userId', 'createdAt', 'expiresAt'],
  account: ['_id', 'providerId', 'accountIdIndex', 'userId'],
  twoFactor: ['_id', 'userId', 'secret', 'verified'],
  enrolment: ['_id', 'code', 'sessionId', 'expiresAt'],
  invitation: ['_id', 'issue', 'expiresAt', 'openedAt'],
  passkey: ['_id', 'userId', 'factorId', 'credentialIdIndex', 'publicKey', 'counter'],
  calendar: ['_id', 'link', 'madeAt'],
} as const;
export type Granting = keyof typeof GRANTING;

/** The collections of these rows. */
export const GRANTING_COLLECTIONS: Readonly<Record<Granting, string>> = {
  user: 'users',
  session: 'sessions',
  account: 'accounts',
  twoFactor: 'secondFactors',
  enrolment: 'enrolments',
  invitation: 'invitations',
  passkey: 'passkeys',
  calendar: 'calendars',
};

/** By which kind of grant the rows of a collection are guarded; undefined where they grant nothing. */
export function grantsOf(collection: string): Granting | undefined {
  return (Object.keys(GRANTING) as Granting[]).find((kind) => GRANTING_COLLECTIONS[kind] === collection);
}

type Row = Readonly<Record<string, unknown>>;

export function isGranting(name: string): name is Granting {
  return name in GRANTING;
}

/** By what the journal knows a user. */
export function rightOfUser(id: string): string {
  return `users/${id}`;
}

/** By what the journal knows a passkey. */
export function rightOfPasskey(id: string): string {
  return `passkeys/${id}`;
}

/** By what the journal knows the link of a user's calendar. */
export function rightOfCalendar(userId: string): string {
  return `calendars/${userId}`;
}

/** By what the journal knows a row; null for those that it does not name. */
export function rightOfRow(name: Granting, id: string): string | null {
  if (name === 'user') return rightOfUser(id);
  if (name === 'calendar') return rightOfCalendar(id);
  return name === 'passkey' ? rightOfPasskey(id) : null;
}

/** The MAC of a row as it is stored. */
export function grantMac(keyring: Keyring, name: Granting, row: Row): string {
  return macOf(keyring, name, granted(name, row));
}

/** Whether Tocsin wrote this row as it stands, as far as it grants anything. */
export function isGenuine(keyring: Keyring, name: Granting, row: Row & Grants): boolean {
  return isMacOf(keyring, name, granted(name, row), row.mac);
}

function granted(name: Granting, row: Row): Row {
  return Object.fromEntries(GRANTING[name].map((field) => [field, row[field] ?? null]));
}
