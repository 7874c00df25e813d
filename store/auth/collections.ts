import { ROLES, type Role } from '../../domain/roles.ts';
import { defineSchema, flag, integer, optionalText, text } from '../schema.ts';
import type { Grants } from './grants.ts';

/**
 * The collections behind the sign-in. Who a person is stands in them sealed; what is looked up stands in them hashed.
 */

const date = { type: Date, required: true } as const;
/** MongoDB itself removes what is past this time, within a minute or so. */
const ending = { type: Date, required: true, expires: 0 } as const;

export type UserDoc = Grants & {
  _id: string;
  email: string;
  emailIndex: string;
  emailVerified: boolean;
  name: string;
  role: Role;
  disabled: boolean;
  twoFactorEnabled: boolean;
  createdAt: Date;
  updatedAt: Date;
};

export const userSchema = defineSchema<UserDoc>({
  _id: text,
  email: text,
  emailIndex: text,
  emailVerified: flag,
  name: text,
  role: { type: String, required: true, enum: ROLES },
  disabled: flag,
  twoFactorEnabled: flag,
  createdAt: date,
  updatedAt: date,
  mac: optionalText,
}).index({ emailIndex: 1 }, { unique: true });

export type SessionDoc = Grants & {
  _id: string;
  token: string;
  userId: string;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  seenAt: Date;
};

export const sessionSchema = defineSchema<SessionDoc>({
  _id: text,
  token: text,
  userId: text,
  createdAt: date,
  updatedAt: date,
  expiresAt: ending,
  seenAt: date,
  mac: optionalText,
})
  .index({ token: 1 }, { unique: true })
  .index({ userId: 1 });

type VerificationDoc = Pick<SessionDoc, '_id' | 'createdAt' | 'updatedAt' | 'expiresAt'> & {
  identifier: string;
  value: string;
};

export const verificationSchema = defineSchema<VerificationDoc>({
  _id: text,
  identifier: text,
  value: text,
  createdAt: date,
  updatedAt: date,
  expiresAt: ending,
}).index({ identifier: 1 });

export type AccountDoc = Pick<SessionDoc, '_id' | 'userId' | 'createdAt' | 'updatedAt' | 'mac'> & {
  providerId: string;
  accountId: string;
  accountIdIndex: string;
};

export const accountSchema = defineSchema<AccountDoc>({
  _id: text,
  providerId: text,
  accountId: text,
  accountIdIndex: text,
  userId: text,
  createdAt: date,
  updatedAt: date,
  mac: optionalText,
}).index({ providerId: 1, accountIdIndex: 1 }, { unique: true });

/** What counts wrong codes, named as the sign-in library names it. */
export type Lockable = { failedVerificationCount: number; lockedUntil: Date | null };

export type SecondFactorDoc = Lockable &
  Grants & {
    _id: string;
    userId: string;
    secret: string;
    backupCodes: string;
    verified: boolean;
  };

export const secondFactorSchema = defineSchema<SecondFactorDoc>({
  _id: text,
  userId: text,
  secret: text,
  backupCodes: text,
  verified: flag,
  failedVerificationCount: integer,
  lockedUntil: { type: Date, default: null },
  mac: optionalText,
}).index({ userId: 1 }, { unique: true });

export type PasskeyDoc = Grants & {
  _id: string;
  userId: string;
  /** The second factor beside which it was added, and with which it ends. */
  factorId: string;
  /** What its owner calls it. */
  name: string;
  credentialId: string;
  credentialIdIndex: string;
  /** Checks what its device signs: COSE, as Base64url. */
  publicKey: string;
  /** How often its device signed with it, as the device says; 0 where it does not count. */
  counter: number;
  createdAt: Date;
  lastUsedAt: Date | null;
};

export const passkeySchema = defineSchema<PasskeyDoc>({
  _id: text,
  userId: text,
  factorId: text,
  name: text,
  credentialId: text,
  credentialIdIndex: text,
  publicKey: text,
  counter: integer,
  createdAt: date,
  lastUsedAt: { type: Date, default: null },
  mac: optionalText,
})
  .index({ credentialIdIndex: 1 }, { unique: true })
  .index({ userId: 1 });
