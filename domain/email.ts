import { z } from 'zod';

/** An e-mail address. A local part of at most 64 characters, in a path of at most 254 (RFC 5321, section 4.5.3.1). */
export const Email = z
  .email('not an e-mail address')
  .max(254)
  .regex(/^[^@]{1,64}@/, 'has more than 64 characters before the @');
