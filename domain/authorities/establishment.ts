import { z } from 'zod';

/** Where a controller is established: what decides which authority is competent (GDPR Arts. 3, 27, 55 and 56). */

const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 country code');

export const SECTORS = ['private', 'public', 'federal', 'telecom', 'eu-institution'] as const;

export const Establishment = z.strictObject({
  /** The EEA state of the main establishment (Art. 4(16)); null where there is none in the EEA. */
  main: country.nullable(),
  /** ISO 3166-2, where one state has several authorities: `DE-BE`. */
  region: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'an ISO 3166-2 code such as DE-BE')
    .nullable()
    .default(null),
  /** Further states, in the EEA or outside, in which the processing has an establishment. */
  others: z.array(country).max(300).default([]),
  /** One establishment, but substantial effects on people in other Member States (Art. 4(23)(b)). */
  substantialEffects: z.boolean().default(false),
  /** The state of the representative of a controller outside the EEA (Art. 27). */
  representative: country.nullable().default(null),
  sector: z.enum(SECTORS).default('private'),
  /** The processing rests on a legal duty or a public task (Art. 6(1)(c) or (e)): no lead authority (Art. 55(2)). */
  publicTask: z.boolean().default(false),
});
export type Establishment = z.infer<typeof Establishment>;
