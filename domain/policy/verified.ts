import { z } from 'zod';

export const CONFIDENCES = ['verified-by-search', 'known', 'uncertain'] as const;
export const READINGS = ['text', 'secondary', 'memory'] as const;

/** When something was last read against its law, and in what: the text, what others write of it, or memory. */
export const Verified = z.strictObject({
  on: z.iso.date('a date such as 2018-05-25'),
  by: z.enum(READINGS),
  source: z.string().trim().min(3).max(600),
});
export type Verified = z.infer<typeof Verified>;
