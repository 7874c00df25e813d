import type { Model } from 'mongoose';
import { type IncidentKey, incidentKeys } from '../domain/breach/incident-keys.ts';
import { STATUSES } from '../domain/breach/phase.ts';
import { receiptsOf } from '../domain/breach/receipts.ts';
import { type RegisterKeys, registerKeys, STANDINGS } from '../domain/breach/register-keys.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { PLANES, ROLES } from '../domain/dataflow.ts';
import type { Instant } from '../domain/time.ts';
import type { Keyring } from './crypto/keyring.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { defineSchema, flag, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/**
 * By what the register of breaches is filtered, sorted and searched: small documents, so that any filter reads few
 * bytes.
 */
export type RegisterDoc = RegisterKeys & {
  _id: string;
  exercise: boolean;
  status: BreachState['status'];
  updatedAt: Instant;
  openedAt: Instant;
  keys: IncidentKey[];
  /** The {@link SoughtWords}, sealed; null until a row of an earlier version is made anew. */
  words: string | null;
};

/** The same with its words in clear. */
export type OpenedRegister = Omit<RegisterDoc, 'words'> & { words: SoughtWords };

/** People's words that a search looks through. */
export type SoughtWords = { title: string; receipts: string[] };

const number = { type: Number, required: true } as const;
const standing = { type: String, required: true, enum: STANDINGS } as const;

/** Entries by the version of the policy by which their duties stand. */
export const OF_POLICY = { policyVersion: 1, exercise: 1, since: -1, _id: -1 } as const;

export const registerSchema = defineSchema<RegisterDoc>({
  _id: text,
  exercise: flag,
  status: { type: String, required: true, enum: STATUSES },
  updatedAt: text,
  since: text,
  roles: { type: [String], required: true, enum: ROLES },
  planes: { type: [String], required: true, enum: PLANES },
  severity: optionalText,
  score: number,
  people: number,
  authorityTold: standing,
  peopleTold: standing,
  late: flag,
  policyVersion: optionalText,
  // Not known to version 0.7: its rows are made anew.
  openedAt: optionalText,
  keys: { type: [String], default: undefined },
  words: optionalText,
})
  .index({ exercise: 1, since: -1, _id: -1 })
  .index({ exercise: 1, score: -1, _id: -1 })
  .index({ exercise: 1, people: -1, _id: -1 })
  .index({ exercise: 1, updatedAt: -1, _id: -1 })
  .index(OF_POLICY)
  .index({ keys: 1, openedAt: -1, _id: -1 })
  .index({ openedAt: -1, _id: -1 });

export function registerModel(store: Store): Model<RegisterDoc> {
  return store.connection.model<RegisterDoc>('register');
}

/** A row as it should be stored, with its words in clear. */
export function openedRegisterOf(state: BreachState, updatedAt: Instant): OpenedRegister {
  const { breachId, status, exercise, narrative } = state;
  const [openedAt, keys] = [state.reportedAt, incidentKeys(state)];
  const words = { title: narrative.title, receipts: receiptsIn(state) };
  return {
    _id: breachId,
    exercise: exercise !== null,
    status,
    updatedAt,
    ...registerKeys(state),
    openedAt,
    keys,
    words,
  };
}

export function registerDocOf(keyring: Keyring, state: BreachState, updatedAt: Instant): RegisterDoc {
  const { words, ...row } = openedRegisterOf(state, updatedAt);
  return { ...row, words: sealJson(keyring, words, wordsContext(row._id)) };
}

/** @throws TocsinError `internal` where the words do not open */
export function openRegisterDoc(keyring: Keyring, doc: RegisterDoc): OpenedRegister {
  return { ...doc, words: openSought(keyring, doc) ?? { title: '', receipts: [] } };
}

/** The words of a row; null where it has none yet. @throws TocsinError `internal` where they do not open */
export function openSought(keyring: Keyring, { _id, words }: Pick<RegisterDoc, '_id' | 'words'>): SoughtWords | null {
  return words === null ? null : openJson<SoughtWords>(keyring, words, wordsContext(_id));
}

export const registerSeals: Seals = { words: ({ _id }) => wordsContext(_id) };

function wordsContext(breachId: string): string {
  return `register/${breachId}/words`;
}

function receiptsIn({ obligations }: BreachState): string[] {
  const all = Object.values(obligations).flatMap((duty) => receiptsOf(duty).map(({ receipt }) => receipt));
  return [...new Set(all)].filter((receipt) => receipt !== '');
}
