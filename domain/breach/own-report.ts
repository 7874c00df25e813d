import type { Instant } from '../time.ts';

/** What a person sees of an own report, and nothing of the breach beyond it. */
export type OwnReport = {
  reference: string;
  receivedAt: Instant;
  title: string;
  summary: string;
  systems: readonly string[];
  awareAt: Instant | null;
  exercise: boolean;
  state: 'kept' | 'received' | 'open' | 'closed';
};
