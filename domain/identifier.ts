import { z } from 'zod';

/**
 * An id that people choose: of a system, a supplier, a customer. It becomes a key of plain objects, so no name of
 * theirs.
 */
export const Identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes, at most 64')
  // `new` is where the desk makes an entry.
  .refine((id) => !(id in {}) && id !== 'new', 'another id: this word is reserved');
