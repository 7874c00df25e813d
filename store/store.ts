import { type Connection, Mongoose, type Schema } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import {
  accountSchema,
  secondFactorSchema,
  sessionSchema,
  userSchema,
  verificationSchema,
} from './auth/collections.ts';
import { enrolmentSchema } from './auth/enrolment.ts';
import { campaignSchema } from './campaigns.ts';
import { commandSchema } from './commands.ts';
import type { Keyring } from './crypto/keyring.ts';
import { counterpartySchema, systemSchema } from './dataflow.ts';
import { dataflowChangeSchema } from './dataflow-history.ts';
import { deliverySchema } from './deliveries.ts';
import { eventSchema } from './events.ts';
import { asStoreError } from './failures.ts';
import { fileSchema } from './files.ts';
import { filingDraftSchema } from './filing-drafts.ts';
import { formDraftSchema } from './form-drafts.ts';
import { intakeSchema } from './intake.ts';
import { ledgerPageSchema, ledgerSchema } from './ledger/pages.ts';
import { noticeSchema } from './notices.ts';
import { breachSchema, clockSchema } from './projections.ts';
import { listSchema, recipientSchema } from './recipients.ts';
import { correlationSchema, counterSchema } from './references.ts';
import { registerSchema } from './register-index.ts';
import { tokenSchema } from './tokens.ts';
import { viewSchema } from './views.ts';
import { webhookMessageSchema, webhookSchema } from './webhooks.ts';

/** The database and the keys of its sealed fields. */
export type Store = { readonly connection: Connection; readonly keyring: Keyring };

/** Every collection there is. */
const SCHEMAS: Record<string, Schema> = {
  events: eventSchema,
  commands: commandSchema,
  breaches: breachSchema,
  clocks: clockSchema,
  register: registerSchema,
  intake: intakeSchema,
  correlations: correlationSchema,
  counters: counterSchema,
  files: fileSchema,
  systems: systemSchema,
  counterparties: counterpartySchema,
  dataflowChanges: dataflowChangeSchema,
  deliveries: deliverySchema,
  notices: noticeSchema,
  ledgers: ledgerSchema,
  ledgerPages: ledgerPageSchema,
  lists: listSchema,
  recipients: recipientSchema,
  campaigns: campaignSchema,
  drafts: filingDraftSchema,
  tokens: tokenSchema,
  users: userSchema,
  sessions: sessionSchema,
  verifications: verificationSchema,
  accounts: accountSchema,
  secondFactors: secondFactorSchema,
  enrolments: enrolmentSchema,
  formDrafts: formDraftSchema,
  views: viewSchema,
  webhooks: webhookSchema,
  webhookMessages: webhookMessageSchema,
};

const SERVER_SELECTION_MS = 5_000;

/**
 * Connects, and makes collections and indexes that are missing. Every write is acknowledged by a majority and journaled.
 *
 * @throws TocsinError `unavailable` when MongoDB does not answer within 5 s or is no replica set (there are no
 *   transactions without one); the message never shows the address, which may hold a password
 */
export async function openStore({ uri, keyring }: { uri: string; keyring: Keyring }): Promise<Store> {
  const mongoose = new Mongoose();
  // An operator that came in with a value is compared, not obeyed; our own filters say `trusted`.
  mongoose.set('sanitizeFilter', true);
  mongoose.set('bufferTimeoutMS', SERVER_SELECTION_MS);
  const connection = mongoose.createConnection(uri, {
    writeConcern: { w: 'majority', journal: true },
    retryWrites: true,
    serverSelectionTimeoutMS: SERVER_SELECTION_MS,
    ignoreUndefined: true,
  });
  try {
    await connection.asPromise();
    await requireReplicaSet(connection);
    for (const [name, schema] of Object.entries(SCHEMAS)) {
      const model = connection.model(name, schema, name);
      await model.createCollection();
      await model.createIndexes();
    }
  } catch (error) {
    await connection.destroy();
    throw asStoreError(error);
  }
  return { connection, keyring };
}

/** Closes the connections; what is under way fails. */
export async function closeStore(store: Store): Promise<void> {
  await store.connection.close();
}

/** Asks the database for a sign of life. @throws TocsinError `unavailable` */
export async function pingStore(store: Store): Promise<void> {
  try {
    await store.connection.db?.admin().ping();
  } catch (error) {
    throw asStoreError(error);
  }
}

/** MongoDB's own clock, in ms since the epoch. @throws TocsinError `unavailable` */
export async function readStoreClock(store: Store): Promise<number> {
  try {
    const hello = await store.connection.db?.admin().command({ hello: 1 });
    const localTime: unknown = hello?.localTime;
    if (localTime instanceof Date) return localTime.getTime();
    throw new TocsinError('unavailable', 'MongoDB does not tell its time.');
  } catch (error) {
    throw asStoreError(error);
  }
}

async function requireReplicaSet(connection: Connection): Promise<void> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (hello?.setName !== undefined || hello?.msg === 'isdbgrid') return;
  throw new TocsinError(
    'unavailable',
    'MongoDB runs as a single server, and Tocsin needs transactions. Start it with --replSet and run rs.initiate() once.',
  );
}
