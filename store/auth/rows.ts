import { TocsinError } from '../../domain/errors.ts';
import { blindIndex, blindIndexes } from '../crypto/digest.ts';
import type { Keyring } from '../crypto/keyring.ts';
import { open, seal } from '../crypto/seal.ts';
import type { Seals } from '../seals.ts';

/**
 * How the rows of the sign-in become documents. `sealed`: read again, never searched. `found`: sealed, and
 * searched by a keyed hash beside it. `hashed`: only the hash is kept, so that whoever reads the database can use no
 * session and no link. `dropped`: not kept at all; an address or a browser of a person is nobody's business here.
 */
type Rule = 'sealed' | 'found' | 'hashed' | 'dropped';

const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  user: { email: 'found', name: 'sealed', image: 'dropped' },
  session: { token: 'hashed', ipAddress: 'dropped', userAgent: 'dropped' },
  verification: { identifier: 'hashed', value: 'sealed' },
  account: {
    accountId: 'found',
    accessToken: 'dropped',
    refreshToken: 'dropped',
    idToken: 'dropped',
    accessTokenExpiresAt: 'dropped',
    refreshTokenExpiresAt: 'dropped',
    scope: 'dropped',
    password: 'dropped',
  },
  twoFactor: { secret: 'sealed', backupCodes: 'sealed' },
  passkey: { credentialId: 'found', name: 'sealed' },
};

export type Row = Record<string, unknown>;

/** The rule of a field; undefined where it is kept as it is. */
export function ruleOf(model: string, field: string): Rule | undefined {
  return RULES[model]?.[field];
}

/** What is stored of a row, or of the fields of one that change. */
export function closeRow(keyring: Keyring, model: string, id: string, row: Row): Row {
  const stored: Row = {};
  for (const [field, value] of Object.entries(row)) {
    const rule = ruleOf(model, field);
    if (field === 'id' || value === undefined || rule === 'dropped') continue;
    if (rule === undefined) stored[field] = value;
    else if (rule === 'hashed') stored[field] = indexOf(keyring, model, field, value);
    else {
      stored[field] = seal(keyring, String(value), context(model, id, field));
      if (rule === 'found') stored[`${field}Index`] = indexOf(keyring, model, field, value);
    }
  }
  return stored;
}

/** The row of a document. What is only hashed is known to whoever asked by it: `asked` gives it back. */
export function openRow(keyring: Keyring, model: string, { _id, ...stored }: Row, asked: Row = {}): Row {
  const row: Row = { id: _id };
  for (const [field, value] of Object.entries(stored)) {
    const rule = ruleOf(model, field);
    if (rule === undefined) row[field] = value;
    else if (rule === 'hashed') row[field] = asked[field] ?? '';
    else row[field] = open(keyring, String(value), context(model, String(_id), field));
  }
  return row;
}

/** The keyed hash that is stored for a value; addresses are found however they are written. */
export function indexOf(keyring: Keyring, model: string, field: string, value: unknown): string {
  return blindIndex(keyring, indexPurpose(model, field), indexedText(model, field, value));
}

/** The keyed hashes under which a value may be found, by every key there is. */
export function indexesOf(keyring: Keyring, model: string, field: string, value: unknown): string[] {
  return blindIndexes(keyring, indexPurpose(model, field), indexedText(model, field, value));
}

function indexPurpose(model: string, field: string): `sign-in/${string}` {
  return `sign-in/${model}/${field}`;
}

function indexedText(model: string, field: string, value: unknown): string {
  if (typeof value !== 'string') throw new TocsinError('internal', `${model}.${field} is looked up by text alone.`);
  return field === 'email' ? value.trim().normalize('NFC').toLowerCase() : value;
}

/** The sealed fields of a model's rows. */
export function signInSeals(model: string): Seals {
  const sealed = Object.entries(RULES[model] ?? {}).filter(([, rule]) => rule === 'sealed' || rule === 'found');
  return Object.fromEntries(sealed.map(([field]) => [field, ({ _id }) => context(model, _id, field)]));
}

function context(model: string, id: string, field: string): string {
  return `sign-in/${model}/${id}/${field}`;
}
