import type { z } from 'zod';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import type { Finding } from './finding.ts';

/** What a folder in `sources/` offers. */
export type AlertSource = {
  /** The last part of `POST /alerts/<name>`, and the name of its rules in `policy/detection/`. */
  name: string;
  /** The request header that carries the signature, lower-case. */
  signatureHeader: string;
  /** Throws TocsinError('bad-signature') unless `signature` was made with `secret` over exactly `body`, just now. */
  verify(secret: string, signature: string, body: Uint8Array, now: Instant): void;
  /**
   * The alert as parsed JSON to a finding; TocsinError('content-refused') names the field that is not as the source
   * sends it.
   */
  read(alert: unknown): Finding;
};

/** Checks an alert against its source's schema; the refusal names the first field at fault, under `at` where given. */
export function readAlert<T>(schema: z.ZodType<T>, alert: unknown, source: string, at = ''): T {
  const result = schema.safeParse(alert);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = [...(at === '' ? [] : [at]), ...(issue?.path ?? [])].map(String).join('.');
  throw new TocsinError(
    'content-refused',
    `This is not an alert of ${source}: ${path === '' ? 'the body' : path}: ` +
      `${issue?.message ?? 'not as expected'}.`,
    path === '' ? undefined : path,
  );
}
