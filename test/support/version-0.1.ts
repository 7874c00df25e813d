import { readFileSync } from 'node:fs';
import { mongo } from 'mongoose';
import { type Keyring, parseKeyring } from '../../store/crypto/keyring.ts';
import { openJson } from '../../store/crypto/seal.ts';

/** The database that version 0.1 wrote; what is in it says the README beside it. */
const folder = new URL('../fixtures/version-0.1/', import.meta.url);
export const DATABASE = new URL('database.json', folder);

type Dump = Record<string, { indexes: mongo.IndexDescription[]; documents: mongo.Document[] }>;

/**
 * Puts a database of version 0.1, its documents and its indexes, into an empty MongoDB database, as an upgrade finds
 * it.
 *
 * @returns the keyring that opens its sealed fields
 */
export async function loadDatabase(uri: string, file: URL = DATABASE): Promise<Keyring> {
  const dump: Dump = mongo.BSON.EJSON.parse(readFileSync(file, 'utf8'));
  const client = await mongo.MongoClient.connect(uri);
  try {
    for (const [name, { indexes, documents }] of Object.entries(dump)) {
      const collection = await client.db().createCollection(name);
      if (indexes.length > 0) await collection.createIndexes(indexes);
      if (documents.length > 0) await collection.insertMany(documents);
    }
  } finally {
    await client.close();
  }
  return parseKeyring(readFileSync(new URL('keyring.json', folder), 'utf8'));
}

/** States and plans as that database holds them, read without a MongoDB. */
export function readStored(): { states: Record<string, object>; plans: { breachId: string; plan: object }[] } {
  const { breaches, events }: Dump = mongo.BSON.EJSON.parse(readFileSync(DATABASE, 'utf8'));
  const keyring = parseKeyring(readFileSync(new URL('keyring.json', folder), 'utf8'));
  const states = (breaches?.documents ?? []).map(({ _id, state }) => {
    return [String(_id), openJson<object>(keyring, state, `breaches/${_id}/state`)] as const;
  });
  const plans = (events?.documents ?? []).flatMap(({ breachId, data, type }) => {
    return type === 'planned' ? [{ breachId, plan: data.plan }] : [];
  });
  return { states: Object.fromEntries(states), plans };
}

/** What version 0.1 itself read out of that database, right after it was written. */
export type Told = {
  /** The last instant that version 0.1 saw. */
  writtenAt: string;
  publicUrl: string;
  breaches: Record<string, ToldBreach>;
  /** Of every mail that was offered to the mail server whole, also where it broke off before its answer. */
  messageIds: string[];
};
export type ToldNotice = {
  counterparty: string;
  kind: string;
  round: number;
  status: string;
  deliveries: number;
  firstSentAt: string | null;
  acknowledgedAt: string | null;
  answers: { holdsData: string; misuse: string; answeredBy: string } | null;
};
export type ToldBreach = {
  status: string;
  seq: number;
  /** Hash of event number `seq`. */
  head: string;
  /** Those that ask for an act. */
  clocks: { obligation: string; status: string; due: string; fired: string[] }[];
  /** The plan's notices, with their instants. */
  planned: {
    counterparty: string;
    kind: string;
    round: number;
    systems: string[];
    sendAt: string;
    answerBy: string;
    reminders: string[];
    escalateAt: string;
    expiresAt: string;
  }[];
  /** The newest round, by counterparty. */
  notices: Record<string, ToldNotice>;
  /** What the collection `notices` holds: one a round. */
  records: {
    id: string;
    round: number;
    generation: number;
    revoked: boolean;
    expiresAt: string;
    answerBy: string;
    acknowledgedAt: string | null;
    answers: ToldNotice['answers'];
  }[];
  /** Path of the notice's page, by the record's id. */
  links: Record<string, string>;
  /** Status by key. */
  deliveries: Record<string, string>;
  campaigns: {
    number: number;
    listId: string;
    recipients: number;
    contentHash: string;
    status: string;
    counts: { total: number; sent: number; refused: number; uncertain: number } | null;
  }[];
  /** By the campaign's number; `statuses` are `<n> <status>`. */
  recipients: Record<
    string,
    Record<'total' | 'pending' | 'sending' | 'sent' | 'refused' | 'uncertain', number> & { statuses: string[] }
  >;
};

export function readTold(): Told {
  return JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'));
}
