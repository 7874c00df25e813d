import { z } from 'zod';
import { listOf, part, whole, word, words } from './lenient.ts';

/**
 * The part of a VERIS incident record (veriscommunity.net), of version 1.2 to 1.4, that says something about a breach.
 * Everything else in a record is let through unread: the vocabulary grows, and people's own words may name people.
 */

/** More records than this nobody counted: each stands for a person, and so many are not alive. */
export const MOST_RECORDS = 10_000_000_000;
/** 0 and a missing amount both mean that nobody counted. */
const amount = whole(0, MOST_RECORDS);
const duration = part(z.looseObject({ unit: word, value: whole(0, 100_000) }));
export type Duration = z.infer<typeof duration>;
/** Often known to the month or year only. */
const date = part(z.looseObject({ year: whole(1990, 2199), month: whole(1, 12), day: whole(1, 31) }));
export type VerisDate = z.infer<typeof date>;

const actor = part(z.looseObject({ motive: words, variety: words }));
const action = part(z.looseObject({ variety: words, vector: words }));

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

const confidentiality = z.looseObject({
  data: listOf(z.looseObject({ variety: word.default('Unknown'), amount })),
  data_total: amount,
  data_disclosure: word.default('Unknown'),
  data_victim: words,
  state: words,
});

const victim = z.looseObject({
  country: words,
  state: word,
  industry: word,
  employee_count: word,
  secondary: part(z.looseObject({})),
});

const timeline = z.looseObject({ incident: date, discovery: duration, containment: duration });

export const VerisRecord = z.looseObject({
  incident_id: word.default('without id'),
  security_incident: word.default('Unknown'),
  timeline: part(timeline),
  /** What the curators of the community database add; of it only when the victim told somebody. */
  plus: part(z.looseObject({ timeline: part(z.looseObject({ notification: date })) })),
  /** A text until version 1.3.1, such as `Ext - customer`; later an object with a list for each way. */
  discovery_method: z.unknown().optional(),
  actor: part(z.looseObject({ external: actor, internal: actor, partner: actor, unknown: actor })),
  action: z.looseObject(
    Object.fromEntries(ACTIONS.map((name) => [name, action])) as Record<(typeof ACTIONS)[number], typeof action>,
  ),
  attribute: part(
    z.looseObject({
      confidentiality: part(confidentiality),
      integrity: part(z.looseObject({ variety: words })),
      availability: part(z.looseObject({ variety: words, duration })),
    }),
  ),
  victim: listOf(victim),
});
export type VerisRecord = z.infer<typeof VerisRecord>;
export type Lost = z.infer<typeof confidentiality>;
