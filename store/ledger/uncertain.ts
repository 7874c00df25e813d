import type { Instant } from '../../domain/time.ts';

/** A person's word on letters that may have left: that they arrived, or that they are to be sent once more. */
export type UncertainDecision = 'arrived' | 'send-again';
export type UncertainRequest = { decision: UncertainDecision; by: string; at: Instant; reasons: string };
