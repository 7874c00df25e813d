import { z } from 'zod';
import { ALL_DATA_KINDS } from '../data-kinds.ts';
import { sentence, title } from './schema.ts';
import { CONFIDENCES, Verified } from './verified.ts';

/** What a law says once, for all its duties: which data it protects, when nobody need be told, whom it names not. */

/** Whom a breach law may have told: the people, a state body, the credit bureaus, or whoever owns the data. */
export const ADDRESSEES = ['people', 'authority', 'credit-bureaus', 'owner'] as const;
export type Addressee = (typeof ADDRESSEES)[number];

/** What must be lost for a breach: access, acquisition, either of them, or both. */
export const BREACH_STANDARDS = ['access', 'acquisition', 'access-or-acquisition', 'access-and-acquisition'] as const;

/**
 * Whom a law does not have told, so that nobody takes silence for an oversight. One that is `uncertain` is no answer:
 * counsel is asked.
 */
export const NoDuty = z.strictObject({
  to: z.enum(ADDRESSEES),
  says: sentence,
  citation: title.max(600),
  confidence: z.enum(CONFIDENCES).default('known'),
  verified: Verified,
});
export type NoDuty = z.infer<typeof NoDuty>;

const amount = z.int().positive().nullable().default(null);

export const LawTerms = z.strictObject({
  /** The data that the law protects. Left out: it names none, and every kind but communications counts. */
  elements: z.array(z.enum(ALL_DATA_KINDS)).min(1).optional(),
  /** What of it the kinds cannot say, such as that a name must stand with it. */
  elementsNote: sentence.optional(),
  /** Kinds of which it is not certain whether the law protects them: what is due for these alone, the DPO weighs. */
  elementsUncertain: z.strictObject({ kinds: z.array(z.enum(ALL_DATA_KINDS)).min(1), says: sentence }).optional(),
  standard: z.enum(BREACH_STANDARDS).optional(),
  /** Whether an investigation that rules out harm (`facts.harmUnlikely`) frees from telling people; by what test. */
  riskOfHarm: z.strictObject({ exempt: z.boolean(), says: sentence }).optional(),
  /** When encrypted data is outside. */
  encryption: sentence.optional(),
  /** What is told in place of a letter to each, and from which cost or number of people on. */
  substituteNotice: z
    .strictObject({
      costOver: amount,
      peopleOver: amount,
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .default('USD'),
      says: sentence,
    })
    .optional(),
  /** Services against identity theft that people are offered. */
  identityServices: z.strictObject({ months: z.int().positive(), says: sentence }).optional(),
  /** Other rules by which the law counts as kept, and what is owed all the same. */
  deemed: z.array(sentence).default([]),
  noDuty: z.array(NoDuty).default([]),
});
export type LawTerms = z.infer<typeof LawTerms>;
