import { z } from 'zod';

/**
 * An id of the policy, such as that of a duty or of a ladder. It becomes a key of plain objects, so it is not the one
 * name of what all of them have that has this form.
 */
export const Slug = z
  .string()
  .regex(
    /^(?!constructor$)[a-z0-9][a-z0-9-]{0,63}$/,
    'lower-case letters, digits and dashes, at most 64, not `constructor`',
  );

/** An id that people choose: of a system, a supplier, a customer. `new` is where the desk makes an entry. */
export const Identifier = z
  .string()
  .regex(
    /^(?!(?:new|constructor)$)[a-z0-9][a-z0-9-]{0,63}$/,
    'lower-case letters, digits and dashes, at most 64, and neither `new` nor `constructor`',
  );
