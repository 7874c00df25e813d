import { z } from 'zod';
import { Identifier } from './identifier.ts';

/** ENISA's loss of confidentiality: who may have seen the data (severity method 2013, section CB). */
export const CONFIDENTIALITY = ['none', 'exposed', 'known-recipients', 'unknown-recipients'] as const;
/** ENISA's loss of integrity. */
export const INTEGRITY = ['none', 'altered', 'altered-restorable', 'altered-permanent'] as const;
/** ENISA's loss of availability. */
export const AVAILABILITY = ['none', 'restorable', 'temporary', 'permanent'] as const;
/** ENISA's ease of identification. */
export const IDENTIFIABILITY = ['negligible', 'limited', 'significant', 'maximum'] as const;
/** ENISA's classes of data, by which the data processing context is scored. */
export const DATA_CLASSES = ['simple', 'behavioural', 'financial', 'sensitive'] as const;

const name = Identifier;
/** At most the number of people alive, so that a slip of the keyboard is caught. */
const count = z.int().min(0).max(10_000_000_000);

/** What is known of a breach, machine-readable and free of personal data. */
export const Facts = z.strictObject({
  /** Ids of the touched systems in the data-flow register. */
  systems: z.array(name).max(1_000).default([]),
  confidentiality: z.enum(CONFIDENTIALITY).default('exposed'),
  integrity: z.enum(INTEGRITY).default('none'),
  availability: z.enum(AVAILABILITY).default('none'),
  /** A deliberate act. Unknown counts as deliberate for severity: the conservative reading. */
  malicious: z.enum(['yes', 'no', 'unknown']).default('unknown'),
  identifiability: z.enum(IDENTIFIABILITY).default('maximum'),
  /** Data classes found in the data itself, added to those the register knows of. */
  dataClasses: z.array(z.enum(DATA_CLASSES)).max(4).default([]),
  /** DPC after the contextual adjustment, 1 to 4, where a person set it; otherwise the class's base score stands. */
  contextScore: z.int().min(1).max(4).nullable().default(null),
  /** The data is encrypted or hashed to the state of the art and the key is safe (compare Art. 34(3)(a)). */
  unintelligible: z.boolean().default(false),
  /** Minors, patients or other people in need of protection are among those concerned. */
  vulnerablePeople: z.boolean().default(false),
  /** Approximate numbers; null is "not known yet", which is not zero. */
  peopleConcerned: count.nullable().default(null),
  recordsConcerned: count.nullable().default(null),
});
export type Facts = z.infer<typeof Facts>;

/** A change to facts: only the named fields change. */
export const FactsPatch = z
  .strictObject(
    Object.fromEntries(Object.entries(Facts.shape).map(([key, schema]) => [key, schema.unwrap().optional()])),
  )
  .transform((patch) => patch as Partial<Facts>);
export type FactsPatch = Partial<Facts>;

/** The story of a breach in people's words. It may name people, so it is stored and carried encrypted only. */
export const Narrative = z.strictObject({
  title: z.string().trim().min(3).max(200),
  summary: z.string().trim().max(20_000).default(''),
  consequences: z.string().trim().max(20_000).default(''),
  measures: z.string().trim().max(20_000).default(''),
});
export type Narrative = z.infer<typeof Narrative>;

export const NarrativePatch = z.strictObject({
  title: z.string().trim().min(3).max(200).optional(),
  summary: z.string().trim().max(20_000).optional(),
  consequences: z.string().trim().max(20_000).optional(),
  measures: z.string().trim().max(20_000).optional(),
});
export type NarrativePatch = z.infer<typeof NarrativePatch>;
