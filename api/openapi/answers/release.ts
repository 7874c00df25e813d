import { z } from 'zod';
import { AWAITED, RELEASE_BASES } from '../../../domain/communication/release.ts';
import { COUNTERPARTY_KINDS } from '../../../domain/dataflow.ts';
import { instant, KnownFirst, nextPage, people } from './common.ts';

const text = z.string();
const parts = { happened: text, consequences: text, measures: text, advice: text };
const own = z.looseObject({ ...parts }).partial();

const byKind = { supplier: own.optional(), customer: own.optional() };

export const Statement = z
  .looseObject({
    ...{ ...parts, ...byKind },
    language: text.optional().describe('In which it is written; absent where nobody said'),
    translations: z
      .record(text, z.looseObject({ ...parts, ...byKind }).partial())
      .optional()
      .describe('By language: parts that whoever gets a letter in it reads instead; other parts they read as written'),
  })
  .describe('What suppliers and customers read; what one kind reads otherwise stands under its name')
  .meta({ id: 'Statement' });

export const ReleaseLook = z
  .looseObject({
    seen: z.int().describe('Number of the last event; a release names it'),
    statement: Statement,
    sha256: z.string().describe('Of the exact text; a release names it'),
    revision: z.int().describe('Of the saved text, which the next save names; 0: as drafted from the facts'),
    list: z.string().describe('Digest of whom it tells and leaves out; a release names it'),
    suppliers: z.int(),
    customers: z.int(),
    leftOut: z.int(),
    leftOutRevision: z.int().describe('Which the next save of those left out names'),
    leftOutGroups: z.array(z.looseObject({ reasons: z.string() })),
    awaited: z.array(z.enum(AWAITED)).describe('What waits for a release; empty where nothing does'),
    letters: z
      .array(z.looseObject({ language: text, receivers: z.int() }))
      .describe('In which languages the letters are, and to how many'),
    foreign: z
      .array(
        z.looseObject({
          part: z.string(),
          written: z.string().nullable(),
          languages: z.array(z.string()),
          isBehind: z.boolean().optional().describe('A translation, and the part itself was changed since'),
        }),
      )
      .describe('Parts of another language than letters in which they stand; null: nobody named it. See `confirmed`'),
    whyNot: z.string().nullable().describe('Why nothing can be released now; null where it can'),
    isReleased: z.boolean().describe('Exactly this was released to all of them: again, it would tell nobody more'),
    released: z
      .array(
        z.looseObject({
          release: z.int().describe('1, and one more at each release'),
          at: instant,
          by: z.string(),
          basis: z.enum(RELEASE_BASES),
          kinds: z.array(z.enum(COUNTERPARTY_KINDS)),
          suppliers: z.int(),
          customers: z.int(),
          leftOut: z.int(),
          reasons: z.string(),
        }),
      )
      .describe('The newest release for each kind of them, the last one first'),
    people,
  })
  .meta({ id: 'ReleaseLook' });

export const ReleaseLines = z
  .looseObject({
    total: z.int(),
    counterparties: z.array(
      z.looseObject({
        counterparty: z.string(),
        name: z.string(),
        kind: z.enum(COUNTERPARTY_KINDS),
        systems: z.array(z.string()),
        leftOut: z.string().nullable().describe('Why it is left out; null where it is told'),
      }),
    ),
    next: nextPage,
  })
  .meta({ id: 'ReleaseLines' });

export const ReleaseLetter = z
  .looseObject({
    to: z.string(),
    subject: z.string(),
    text: z.string().describe('Word for word as it leaves; `…` stands for the token at the end of the link'),
    language: z.string().describe('Of the letter: that of its receiver where the policy has words in it'),
    isToLeave: z.boolean().describe('False for who was told already, and reads nothing new by this text'),
  })
  .meta({ id: 'ReleaseLetter' });

/** Awareness alone tells nobody outside: it says what waits for a release. */
export const AwarenessRecorded = z
  .looseObject({
    seq: z.int(),
    awaited: z.array(z.enum(AWAITED)).describe('What waits for a release before anybody outside is told'),
    knownFirst: KnownFirst,
  })
  .meta({ id: 'AwarenessRecorded' });

export const StatementSaved = z.looseObject({ seq: z.int(), sha256: z.string() }).meta({ id: 'StatementSaved' });
export const LeftOutSaved = z.looseObject({ revision: z.int() }).meta({ id: 'LeftOutSaved' });
