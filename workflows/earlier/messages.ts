import { defineSignal } from '@temporalio/workflow';
import type { Exercise } from '../../domain/breach/events.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { EarlierNotice } from '../../domain/communication/earlier-notices.ts';
import type { Clock, Rung } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';
import type { BreachStart } from '../messages.ts';

/** The contract between the workflows of version 0.1. */

/** `children`: the version of each by its workflow id. */
export type EarlierBreachInput = BreachStart | { state: BreachState; children: Record<string, string> };

export type ObligationInput = {
  breachId: string;
  obligation: string;
  exercise: Exercise | null;
  clock: Clock;
  rungs: Rung[];
  /** Rungs fired before, as `<rung>@<due>`. */
  fired: string[];
  overdue: boolean;
};
export type ObligationMove = { clock: Clock; rungs: Rung[] };
/** The clock is at another instant now. */
export const moveSignal = defineSignal<[ObligationMove]>('move');
/** Why a notice ends whose answer speaks of misuse: somebody must call. */
export const MISUSE = 'misuse';

export type NoticeInput = { breachId: string; exercise: Exercise | null; notice: EarlierNotice; deliveries: number };
export const acknowledgedSignal = defineSignal<[{ at: Instant }]>('acknowledged');

export type CampaignInput = {
  breachId: string;
  campaign: number;
  listId: string;
  exercise: Exercise | null;
  /** Number of the last recipient done; 0 at the beginning. */
  after: number;
  /** 0, and one more each time those are tried again whose servers said "not now". */
  pass: number;
};
