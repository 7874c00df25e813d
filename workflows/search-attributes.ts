import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';

/**
 * What an operator finds workflows by in Temporal. Search attributes are not encrypted: ids and words of ours, never
 * personal data.
 *
 * A server refuses a workflow task that sets an attribute it does not know, and the workflow stands still until it
 * does. `registerSearchAttributes` of the worker makes them known before any workflow runs: on the development server
 * and on the time-skipping one this works while it runs, and the next task may set them.
 */
export const SEARCH_ATTRIBUTES = {
  /** Where the breach is in its life, such as `open`; of a child, where that is. */
  status: defineSearchAttributeKey('TocsinStatus', 'KEYWORD'),
  /** The breach's id, on every workflow of it. */
  breach: defineSearchAttributeKey('TocsinBreach', 'KEYWORD'),
  /** Whether it holds still until somebody mends what is wrong. */
  blocked: defineSearchAttributeKey('TocsinBlocked', 'BOOL'),
} as const;

export type Noted = { status: string; breach: string; blocked: boolean };

/**
 * Notes on this workflow what it can be found by. Sends a command only for what differs from what is noted already, so
 * that it can be called in every turn. In workflows that run since before it was called, call it behind `patched()`.
 */
export function note(noted: Partial<Noted>): void {
  const { typedSearchAttributes: known } = workflowInfo();
  const { status, breach, blocked } = SEARCH_ATTRIBUTES;
  const changes: SearchAttributeUpdatePair[] = [];
  if (noted.status !== undefined && noted.status !== known.get(status)) {
    changes.push({ key: status, value: noted.status });
  }
  if (noted.breach !== undefined && noted.breach !== known.get(breach)) {
    changes.push({ key: breach, value: noted.breach });
  }
  if (noted.blocked !== undefined && noted.blocked !== known.get(blocked)) {
    changes.push({ key: blocked, value: noted.blocked });
  }
  if (changes.length > 0) upsertSearchAttributes(changes);
}
