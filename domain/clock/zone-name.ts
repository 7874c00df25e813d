import { IANAZone } from 'luxon';
import { z } from 'zod';

/** A zone by its IANA name. Abbreviations (CST, IST) and bare offsets are refused: they do not name one place. */
export const ZoneName = z
  .string()
  .refine(
    (name) => (name === 'UTC' || name.includes('/')) && IANAZone.isValidZone(name),
    'an IANA time zone such as Europe/Berlin',
  );
