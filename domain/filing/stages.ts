/** The stages in which a filing is handed in. `complete` can be the first, or end what an initial one began. */
export const STAGES = ['initial', 'follow-up', 'complete', 'withdrawal'] as const;
export type Stage = (typeof STAGES)[number];

/** Whether more will follow. What follows a complete filing corrects it, and leaves nothing open again. */
export function leavesMore({ stage, afterComplete }: { stage: Stage; afterComplete: boolean }): boolean {
  return !afterComplete && (stage === 'initial' || stage === 'follow-up');
}

/** Whether one of the versions handed in so far was complete. */
export function wasComplete(versions: readonly { stage: Stage | null }[]): boolean {
  return versions.some(({ stage }) => stage === 'complete');
}
