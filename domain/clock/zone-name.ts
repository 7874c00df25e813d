import { IANAZone } from 'luxon';
import { z } from 'zod';

const known = new Map<string, boolean>();

/** Asked once for each name: a policy of hundreds of rows names a few dozen zones. */
function isZone(name: string): boolean {
  const found = known.get(name) ?? IANAZone.isValidZone(name);
  // A wrong name is asked again, so that no list of names that there are not grows.
  if (found) known.set(name, found);
  return found;
}

/** A zone by its IANA name. Abbreviations (CST, IST) and bare offsets are refused: they do not name one place. */
export const ZoneName = z
  .string()
  .refine((name) => (name === 'UTC' || name.includes('/')) && isZone(name), 'an IANA time zone such as Europe/Berlin');
