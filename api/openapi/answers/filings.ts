import { z } from 'zod';
import { STAGES } from '../../../domain/filing/stages.ts';
import { EXACTNESS } from '../../../domain/filing/template.ts';
import { breachId, instant } from './common.ts';

const FilingGap = z.looseObject({
  field: z.string(),
  section: z.string(),
  label: z.string(),
  why: z.string(),
  blocks: z.boolean().describe('Nothing can be handed in as long as this is so, at whatever stage'),
});

export const FilingDraft = z
  .looseObject({
    breach: breachId,
    template: z.string(),
    obligation: z.string(),
    stage: z.enum(STAGES),
    late: z.boolean(),
    missing: z.array(FilingGap).describe('Mandatory fields without a value, and values the form would not take'),
    forms: z.array(z.looseObject({ id: z.string(), title: z.string() })).describe('In which the duty can be filed'),
    exactness: z
      .enum(EXACTNESS)
      .describe('Whether the form is the receiver’s own, what the law lists, or known in part only'),
    partial: z.string().nullable().describe('What is not known of a partial form'),
    notModelled: z
      .array(z.looseObject({ receiver: z.string(), portal: z.string().nullable() }))
      .describe('Receivers whose own form this is not, with where they take reports as far as known'),
    schema: z.string().nullable().describe('The edition of the receiver’s schema that the file follows'),
    lost: z.looseObject({}).describe('What was typed into fields that this form does not have'),
    proposed: z
      .array(z.string())
      .describe('Fields that hold what is proposed from the record, and that no person or register has stated'),
    language: z.string().describe('In which the engine writes into it'),
    repeated: z
      .array(z.looseObject({ field: z.string(), written: z.string().nullable() }))
      .describe('Fields that repeat recorded words of another language, or of one that nobody named (null)'),
    forbidden: z.array(z.looseObject({ field: z.string(), line: z.int(), says: z.string() })),
    document: z.looseObject({}).describe('The file as it is handed in'),
    content: z.string().describe('Its exact text'),
    sha256: z.string().describe('Of the UTF-8 bytes of `content`, in hex'),
    cannotBeFiledBecause: z.string().nullable(),
    drafter: z.string().nullable().describe('Who typed last into what it says; null where it reads as the record does'),
    fourEyes: z.boolean().describe('Whether another person than that, who has signed in, must approve it'),
    changes: z
      .array(z.looseObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .nullable()
      .describe('Against the version filed last; null where there is none to compare with'),
    earlier: z.array(z.looseObject({ number: z.int(), filedAt: instant, sha256: z.string().nullable() })),
  })
  .meta({ id: 'FilingDraft' });

const SentVersion = z.looseObject({
  number: z.int(),
  stage: z.enum(STAGES).nullable(),
  late: z.boolean(),
  filedAt: instant,
  approvedBy: z.string(),
  approved: z.boolean(),
  receipt: z.string(),
  openFields: z.int().nullable().describe('Mandatory fields left open; null where nobody knows'),
  completes: z
    .looseObject({ of: z.string(), open: z.int().nullable() })
    .nullable()
    .describe('Of a duty that completes another filing: mandatory fields open there once this was handed in'),
  sha256: z.string().nullable(),
});

const FieldChange = z.looseObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });

export const FilingVersionList = z.looseObject({ versions: z.array(SentVersion) }).meta({ id: 'FilingVersionList' });

export const FilingVersion = SentVersion.extend({
  content: z.string().nullable().describe('The exact text; null where none was recorded'),
  against: z.int().nullable().describe('The version that it is compared with'),
  changes: z.array(FieldChange).nullable().describe('Null where there is nothing to compare'),
}).meta({ id: 'FilingVersion' });
