import { z } from 'zod';

/**
 * The part of a VERIS 1.3/1.4 incident record (veriscommunity.net) that says something about a breach. Everything else
 * in a record is let through unread: the vocabulary grows, and people's own words may name people.
 */

const words = z.array(z.string()).default([]);
const whole = z.int().min(0).max(10_000_000_000);
/** `amount` 0 and a missing amount both mean that nobody counted. */
const amount = whole.optional();
const duration = z.looseObject({ unit: z.string().optional(), value: z.number().min(0).optional() }).optional();

const actor = z.looseObject({ motive: words, variety: words }).optional();
const action = z.looseObject({ variety: words, vector: words }).optional();

export const ACTIONS = [
  'malware',
  'hacking',
  'social',
  'misuse',
  'physical',
  'error',
  'environmental',
  'unknown',
] as const;

export const VerisRecord = z.looseObject({
  incident_id: z.string().max(200).default('without id'),
  security_incident: z.string().default('Unknown'),
  timeline: z
    .looseObject({
      incident: z
        .looseObject({
          year: z.int().min(1900).max(2200).optional(),
          month: z.int().min(1).max(12).optional(),
          day: z.int().min(1).max(31).optional(),
        })
        .optional(),
      discovery: duration,
      containment: duration,
    })
    .optional(),
  discovery_method: z.record(z.string(), z.unknown()).optional(),
  actor: z
    .looseObject({ external: actor, internal: actor, partner: actor, unknown: z.unknown().optional() })
    .default({ external: undefined, internal: undefined, partner: undefined }),
  action: z.looseObject(
    Object.fromEntries(ACTIONS.map((name) => [name, action])) as Record<(typeof ACTIONS)[number], typeof action>,
  ),
  attribute: z
    .looseObject({
      confidentiality: z
        .looseObject({
          data: z.array(z.looseObject({ variety: z.string().default('Unknown'), amount })).default([]),
          data_total: amount,
          data_disclosure: z.string().default('Unknown'),
          data_victim: words,
          state: words,
        })
        .optional(),
      integrity: z.looseObject({ variety: words }).optional(),
      availability: z.looseObject({ variety: words, duration }).optional(),
    })
    .default({}),
  victim: z
    .looseObject({
      country: z.preprocess((value) => (typeof value === 'string' ? [value] : value), words),
      state: z.string().optional(),
      industry: z.string().optional(),
      secondary: z.looseObject({ amount, victim_id: words }).optional(),
    })
    .default({ country: [] }),
});
export type VerisRecord = z.infer<typeof VerisRecord>;
