import type { Model } from 'mongoose';
import { type IncidentKey, incidentKeys } from '../domain/breach/incident-keys.ts';
import { STATUSES } from '../domain/breach/phase.ts';
import { type RegisterKeys, registerKeys, STANDINGS } from '../domain/breach/register-keys.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { PLANES, ROLES } from '../domain/dataflow.ts';
import type { Instant } from '../domain/time.ts';
import { defineSchema, flag, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/** By what the register of breaches is filtered and sorted: small documents, so that any filter reads few bytes. */
export type RegisterDoc = RegisterKeys & {
  _id: string;
  exercise: boolean;
  status: BreachState['status'];
  updatedAt: Instant;
  openedAt: Instant;
  keys: IncidentKey[];
};

const number = { type: Number, required: true } as const;
const standing = { type: String, required: true, enum: STANDINGS } as const;

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
  // Not known to version 0.7: its rows are made anew.
  openedAt: optionalText,
  keys: { type: [String], default: undefined },
})
  .index({ exercise: 1, since: -1, _id: -1 })
  .index({ exercise: 1, score: -1, _id: -1 })
  .index({ exercise: 1, people: -1, _id: -1 })
  .index({ exercise: 1, updatedAt: -1, _id: -1 })
  .index({ keys: 1, openedAt: -1, _id: -1 });

export function registerModel(store: Store): Model<RegisterDoc> {
  return store.connection.model<RegisterDoc>('register');
}

export function registerDocOf(state: BreachState, updatedAt: Instant): RegisterDoc {
  const { breachId, status, exercise } = state;
  const [openedAt, keys] = [state.reportedAt, incidentKeys(state)];
  return { _id: breachId, exercise: exercise !== null, status, updatedAt, ...registerKeys(state), openedAt, keys };
}
