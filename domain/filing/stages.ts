/** The stages in which a filing is handed in. `complete` can be the first, or end what an initial one began. */
export const STAGES = ['initial', 'follow-up', 'complete', 'withdrawal'] as const;
export type Stage = (typeof STAGES)[number];
