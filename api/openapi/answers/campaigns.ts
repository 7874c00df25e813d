import { z } from 'zod';
import { breachId, instant } from './common.ts';

export const RecipientList = z.looseObject({ listId: z.string(), recipients: z.int(), duplicates: z.int() });

const InLanguage = {
  language: z.string().describe('Of the letter, the same for everybody'),
  preferringOthers: z
    .array(z.looseObject({ language: z.string(), people: z.int() }))
    .nullable()
    .describe('Who on the list prefers another language and gets the letter in its own; null: not counted'),
};

export const CampaignDraft = z.looseObject({
  campaign: z.int(),
  contentHash: z.string().describe('What an approval names: exactly this content'),
  preview: z.looseObject({ recipients: z.int(), subject: z.string(), text: z.string() }),
  warnings: z.array(z.looseObject({ rule: z.string(), line: z.int(), says: z.string() })),
  fourEyes: z.boolean().describe('Whether another person, who signed in, must approve it'),
  ...InLanguage,
});

export const RecipientLists = z.looseObject({
  lists: z.array(z.looseObject({ listId: z.string(), createdAt: instant, recipients: z.int() })),
});

const CampaignLine = z.looseObject({
  breachId,
  number: z.int(),
  status: z.string(),
  recipients: z.int(),
  counts: z.looseObject({ total: z.int(), sent: z.int() }).nullable().describe('Null while nothing is sent'),
});

export const Campaign = CampaignLine.extend({
  listId: z.string(),
  subject: z.string(),
  text: z.string(),
  contentHash: z.string().describe('What an approval names: exactly this content'),
  warnings: z.array(z.looseObject({ rule: z.string(), line: z.int(), says: z.string() })),
  ...InLanguage,
}).meta({ id: 'Campaign' });

export const CampaignList = z
  .looseObject({
    campaigns: z.array(CampaignLine),
    unopened: z.array(breachId).describe('Breaches whose record cannot be opened'),
    next: z.string().nullable().describe('`before` of the next page; null on the last'),
  })
  .meta({ id: 'CampaignList' });
