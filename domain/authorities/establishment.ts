import { z } from 'zod';
import { AuthorityPlace, Country, Jurisdiction } from '../jurisdictions.ts';

/** Where a controller is established: what decides which authority is competent (GDPR Arts. 3, 27, 55 and 56). */

export const SECTORS = ['private', 'public', 'federal', 'telecom', 'eu-institution'] as const;

export const Establishment = z.strictObject({
  /** The EEA state of the main establishment (Art. 4(16)); null where there is none in the EEA. */
  main: Country.nullable(),
  /** ISO 3166-2, where one state has several authorities: `DE-BE`. */
  region: AuthorityPlace.refine((code) => code.includes('-'), 'a part of a state, such as DE-BE')
    .nullable()
    .default(null),
  /** Further states, in the EEA or outside, in which the processing has an establishment. */
  others: z.array(Jurisdiction).max(300).default([]),
  /** One establishment, but substantial effects on people in other Member States (Art. 4(23)(b)). */
  substantialEffects: z.boolean().default(false),
  /** The state of the representative of a controller outside the EEA (Art. 27). */
  representative: Country.nullable().default(null),
  sector: z.enum(SECTORS).default('private'),
  /** The processing rests on a legal duty or a public task (Art. 6(1)(c) or (e)): no lead authority (Art. 55(2)). */
  publicTask: z.boolean().default(false),
});
export type Establishment = z.infer<typeof Establishment>;
