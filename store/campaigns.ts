import { type Model, trusted } from 'mongoose';
import type { LetterInLanguages } from '../domain/notices/letter.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { readBreach } from './events.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** What a campaign says, and to which list. `number` counts from 1 within its breach. */
export type Campaign = LetterInLanguages & {
  breachId: string;
  number: number;
  listId: string;
  /** SHA-256 of what the DPO saw and approves. */
  contentHash: string;
};

type CampaignDoc = Omit<Campaign, keyof LetterInLanguages> & { _id: string; content: string };

export const campaignSchema = defineSchema<CampaignDoc>({
  /** `<breach>~<number>~<contentHash>`: two drafts under one number at once do not overwrite each other. */
  _id: text,
  breachId: text,
  number: integer,
  listId: text,
  /** Subject and text in each of their languages, sealed. */
  content: text,
  contentHash: text,
}).index({ breachId: 1, number: 1 });

/** Keeps a campaign's content, before the breach hears of it. The same again changes nothing. */
export async function saveCampaign(store: Store, campaign: Campaign): Promise<void> {
  const { breachId, number, listId, contentHash, ...letter } = campaign;
  const _id = `${breachId}~${number}~${contentHash}`;
  const content = sealJson(store.keyring, letter, context(_id));
  const fresh = { breachId, number, listId, content, contentHash };
  await model(store).updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true });
}

/**
 * A campaign's content, opened: the one that the breach's stream names, whatever else was saved under the number.
 * Before the stream names one, the content saved for it; null where nothing is.
 */
export async function readCampaign(store: Store, breachId: string, number: number): Promise<Campaign | null> {
  const state = await readBreach(store, breachId);
  const drafted = state?.campaigns.find((c) => c.number === number);
  const named = drafted === undefined ? {} : { contentHash: drafted.contentHash };
  const doc = await model(store)
    .findOne({ breachId, number, ...named })
    .lean();
  if (doc === null) return null;
  const { _id, content, ...rest } = doc;
  return {
    ...rest,
    ...openJson<LetterInLanguages>(store.keyring, content, context(_id)),
  };
}

/** Ids of the breaches for which a letter was drafted, the highest first; those below `before`. */
export async function breachesWithCampaigns(
  store: Store,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<string[]> {
  const ids = await model(store).distinct(
    'breachId',
    before === undefined ? {} : { breachId: trusted({ $lt: before }) },
  );
  return ids.sort().reverse().slice(0, limit);
}

function model(store: Store): Model<CampaignDoc> {
  return store.connection.model<CampaignDoc>('campaigns');
}

export const campaignSeals: Seals = { content: ({ _id }) => context(_id) };

function context(id: string): string {
  return `campaigns/${id}/content`;
}
