import type { UncertainDecision } from '../../domain/communication/standing.ts';
import type { Instant } from '../../domain/time.ts';

/** A person's word on letters that may have left. */
export type UncertainRequest = { decision: UncertainDecision; by: string; at: Instant; reasons: string };
