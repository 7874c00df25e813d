import { z } from 'zod';

const MS_OF = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** As long as judged findings are looked back at. */
const MOST_MS = 7 * MS_OF.d;

/** `15m` and the like, in milliseconds. */
export const Timespan = z
  .string()
  .regex(/^[1-9]\d{0,4}[smhd]$/, 'a number and s, m, h or d, such as 15m')
  .transform((text) => Number(text.slice(0, -1)) * MS_OF[text.slice(-1) as keyof typeof MS_OF])
  .refine((ms) => ms <= MOST_MS, 'at most 7d');
