import { z } from 'zod';
import { Slug } from '../identifier.ts';

/** The events a clock can start from. The names are those of the laws, so that a regime file reads like its source. */
export const START_EVENTS = [
  'awareness',
  'suspicion',
  'detection',
  'discovery',
  'determination',
  'classification',
  'materiality',
  'assessment',
  'occurrence',
  'payment',
  'measure-available',
  'handling-finished',
  'information-available',
  'consumer-notice',
  'order',
  'request',
] as const;
export type StartEvent = (typeof START_EVENTS)[number];

const Filing = z.strictObject({
  filed: Slug,
  /** `latest`: each later version of the filing starts the clock anew (RTS (EU) 2025/301, Art. 5(1)(c)). */
  version: z.enum(['first', 'latest']).default('first'),
});

/** An event, or the filing of another obligation: `{ filed: nis2-art23-4b-notification }`. */
export const ClockStart = z.union(
  [z.enum(START_EVENTS), Filing],
  `one of ${START_EVENTS.join(', ')}, or { filed: <obligation>, version: first or latest }`,
);
export type ClockStart = z.infer<typeof ClockStart>;

/** `the awareness`, `the latest filing of dora-initial`. */
export function showStart(start: ClockStart): string {
  if (typeof start === 'string') return `the ${start.replaceAll('-', ' ')}`;
  return `the ${start.version === 'latest' ? 'latest ' : ''}filing of ${start.filed}`;
}
