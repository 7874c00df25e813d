import { z } from 'zod';

/**
 * An id that people choose: of a system, a supplier, a customer. It becomes a key of plain objects, so not the one name
 * of theirs that has this form; and `new` is where the desk makes an entry.
 */
export const Identifier = z
  .string()
  .regex(
    /^(?!(?:new|constructor)$)[a-z0-9][a-z0-9-]{0,63}$/,
    'lower-case letters, digits and dashes, at most 64, and neither `new` nor `constructor`',
  );
