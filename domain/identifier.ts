import { z } from 'zod';

/** Why an id is refused that is the name of something which every plain object has. */
export const RESERVED = 'another id: this word is reserved';

/** Whether an id can be a key of plain objects, and is found there only where somebody put it. */
export function isFree(id: string): boolean {
  return !(id in {});
}

/** An id of the policy, such as that of a duty or of a ladder. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and dashes, at most 64')
  .refine(isFree, RESERVED);

/** An id that people choose: of a system, a supplier, a customer. `new` is where the desk makes an entry. */
export const Identifier = Slug.refine((id) => id !== 'new', RESERVED);
