import { z } from 'zod';
import { PULL_FAILURES } from '../../../domain/alerts/pull.ts';
import { PROOF_KINDS } from '../../../domain/alerts/source-view.ts';
import { instant } from './common.ts';

const Secret = z.looseObject({
  id: z.string().describe('Its number; `settings` for the one that is derived from the keyring'),
  madeAt: instant.nullable(),
  madeBy: z.string().nullable(),
  lastUsedAt: instant.nullable().describe('To the minute'),
  retired: z.looseObject({ at: instant, by: z.string() }).nullable(),
});

const Pull = z.looseObject({
  askedAt: instant.nullable().describe('When it was last asked, whatever came of it'),
  succeededAt: instant.nullable().describe('When it last answered all that it was asked'),
  taken: z.int().describe('How many alerts came of that'),
  failure: z
    .looseObject({
      code: z.enum(PULL_FAILURES),
      status: z.int().nullable().describe('What it answered, by HTTP; null where there was no answer'),
      since: instant,
      times: z.int().describe('How often in a row'),
    })
    .nullable(),
  nextAt: instant.nullable().describe('When it is asked next; null where that is as soon as may be'),
});

const TooLarge = z.looseObject({
  count: z.int(),
  unproved: z.int().describe('How many of them came with a signature, which is checked over the whole body alone'),
  firstAt: instant,
  lastAt: instant,
  lastSize: z.int().optional().describe('Of the last one in bytes, where its sender said so'),
});

export const Source = z
  .looseObject({
    name: z.string(),
    title: z.string(),
    vendor: z.string(),
    address: z.string().describe('Where it sends its alerts'),
    isOwn: z.boolean().describe('Whether the policy describes it; all others come with Tocsin'),
    isOn: z.boolean().describe('One that is switched off takes no alert, and answers no challenge'),
    isIntact: z.boolean().describe('Whether what is kept of it stands as Tocsin wrote it; else it takes nothing'),
    proofs: z
      .array(z.looseObject({ kind: z.enum(PROOF_KINDS), where: z.string() }))
      .describe('Ways in which it may prove itself, with the header or member where each stands'),
    makesSecret: z.boolean().describe('Whether the vendor makes the secret that it signs with: give it to Tocsin'),
    secrets: z.array(Secret),
    topics: z.array(z.string()),
    audience: z.string().nullable(),
    senders: z.array(z.string()),
    changed: z
      .looseObject({ at: instant, by: z.string() })
      .nullable()
      .describe('The last change of what it is trusted by, or of whether it is switched on'),
    pull: Pull.nullable().describe('How it goes with asking it; null for one that is not asked'),
    lastAlertAt: instant.nullable().describe('To the minute'),
    thisHour: z.int(),
    lastDay: z.int(),
    dead: z.int().describe('How many could not be read'),
    tooLarge: TooLarge.nullable().describe('Bodies over 32 MiB, which are not kept; null where there was none'),
  })
  .meta({ id: 'Source' });

export const SourceList = z.looseObject({ sources: z.array(Source) }).meta({ id: 'SourceList' });

export const MadeSecret = z
  .looseObject({ id: z.string(), secret: z.string().describe('Shown this one time') })
  .meta({ id: 'MadeSecret' });

export const SentTest = z.looseObject({ reference: z.string() }).meta({ id: 'SentTest' });
