import { z } from 'zod';
import { PERSON_FIELDS } from '../../../domain/people/columns.ts';
import { LIST_FORMATS } from '../../../domain/people/understood.ts';
import { breachId, instant } from './common.ts';

const People = z
  .looseObject({
    people: z.int(),
    withoutAddress: z.int(),
    countries: z.record(z.string(), z.int()).describe('Who stands with two countries counts in both'),
    withoutCountry: z.int(),
    inSeveralCountries: z.int(),
    byNameAlone: z.int().describe('Known by the name alone: two of one name count as one'),
    lines: z.int(),
  })
  .describe('People with an address or an account in common count once');

const Understood = z.looseObject({
  format: z.enum(LIST_FORMATS),
  columns: z.partialRecord(z.enum(PERSON_FIELDS), z.array(z.string())).describe('What says who somebody is'),
  ignored: z.array(z.string()).describe('Columns of which nothing was made'),
  lines: z.int(),
  nobody: z.int().describe('Lines that name nobody'),
  otherNames: z
    .looseObject({ count: z.int(), lines: z.array(z.int()).describe('The first 20 of them') })
    .optional()
    .describe(
      'Lines with the address or account of an earlier one and another name: one person, who gets one letter. ' +
        'Absent where a version before 0.14 read the list',
    ),
});

/** What was made of a list; what a version before 0.9 imported has no `people` and no `understood`. */
const Imported = z.looseObject({
  recipients: z.int().describe('Who can be written to, each address once'),
  duplicates: z.int().describe('Lines that name somebody who stands on an earlier one'),
  withoutAddress: z.int().describe('Concerned, and without an address for mail'),
  people: People.nullable(),
  understood: Understood.nullable(),
});

export const RecipientList = Imported.extend({ listId: z.string() });
export const UnreachedPeople = z.looseObject({
  people: z.array(
    z.looseObject({
      n: z.int(),
      name: z.string().describe('Empty where the list knows an account alone'),
      ids: z.array(z.string()).describe('Accounts, each with the column it stood in: `userid=17`'),
      countries: z.array(z.string()).describe('Where they live'),
    }),
  ),
  next: z.int().nullable().describe('Goes on after it, as `after`; null at the end'),
});
export const RecipientListPreview = Imported;

const translations = z
  .record(z.string(), z.looseObject({ subject: z.string(), text: z.string() }))
  .describe('The same letter in other languages, for whoever on the list prefers one of them');

const InLanguage = {
  language: z.string().describe('Of the letter that goes to whoever prefers none of its translations'),
  readers: z
    .array(z.looseObject({ language: z.string(), people: z.int().nullable() }))
    .describe('How many get it in which language; null: not counted'),
  preferringOthers: z
    .array(z.looseObject({ language: z.string(), people: z.int() }))
    .nullable()
    .describe('Who on the list prefers a language of no letter and gets it in its own; null: not counted'),
};

const Repeated = z
  .array(z.looseObject({ words: z.string(), line: z.int(), written: z.string().nullable(), language: z.string() }))
  .describe('Recorded words of another language than the letter; null: nobody named theirs. See `confirmed`');
const Warning = z.looseObject({
  rule: z.string(),
  line: z.int(),
  says: z.string(),
  language: z.string().optional().describe('Of the translation that it is in; absent for the letter itself'),
});

export const CampaignDraft = z.looseObject({
  campaign: z.int(),
  contentHash: z.string().describe('What an approval names: exactly this content'),
  preview: z.looseObject({ recipients: z.int(), subject: z.string(), text: z.string(), translations }),
  warnings: z.array(Warning),
  repeated: Repeated,
  fourEyes: z.boolean().describe('Whether another person, who signed in, must approve it'),
  ...InLanguage,
});

export const RecipientLists = z.looseObject({
  lists: z.array(RecipientList.extend({ createdAt: instant, nameless: z.int() })),
  together: People.extend({ of: z.int().describe('Lists that were counted') })
    .nullable()
    .describe('The people of all lists, each once'),
  offered: z
    .looseObject({ peopleConcerned: z.int(), residents: z.record(z.string(), z.int().nullable()) })
    .partial()
    .nullable()
    .describe('Facts that follow and are not on record; somebody states them, or nobody does'),
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
  translations,
  contentHash: z.string().describe('What an approval names: exactly this content'),
  warnings: z.array(Warning),
  repeated: Repeated,
  ...InLanguage,
}).meta({ id: 'Campaign' });

export const CampaignList = z
  .looseObject({
    campaigns: z.array(CampaignLine),
    unopened: z.array(breachId).describe('Breaches whose record cannot be opened'),
    next: z.string().nullable().describe('`before` of the next page; null on the last'),
  })
  .meta({ id: 'CampaignList' });
