import { z } from 'zod';
import { AuthorityPlace } from '../jurisdictions.ts';
import { SECTORS } from './establishment.ts';

/** One supervisory authority as `policy/authorities/*.yaml` knows it: facts only, each with its confidence. */
export const Authority = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes, at most 64'),
  /** A state (ISO 3166-1), a part of one that has its own authority (ISO 3166-2), or `EU`. */
  place: AuthorityPlace,
  /** Whom it supervises there. */
  sectors: z.array(z.enum(SECTORS)).min(1),
  name: z.string().trim().min(3).max(200),
  home: z.url({ protocol: /^https$/ }),
  /** Where notices are filed; null where no stable address is known. */
  form: z.url({ protocol: /^https$/ }).nullable(),
  channel: z.string().trim().min(3).max(200),
  /** Languages it takes notices in (ISO 639-1), the usual one first. */
  languages: z.array(z.string().regex(/^[a-z]{2}$/, 'a two-letter language code')).min(1),
  confidence: z.enum(['verified-by-search', 'known', 'uncertain']),
});
export type Authority = z.infer<typeof Authority>;

export const AuthorityFile = z.strictObject({
  source: z.string().trim().min(10).max(500),
  authorities: z.array(Authority).min(1),
});
export type AuthorityFile = z.infer<typeof AuthorityFile>;
