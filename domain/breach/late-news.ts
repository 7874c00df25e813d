import type { Closing } from './state.ts';

/** What came in after a breach was closed: a person looks at it, and may open the breach again for it. */
export type LateNews = {
  /** Notices that were answered since, files that came in, and incidents that began with a report to it. */
  answers: number;
  evidence: number;
  reports: string[];
  /** How often whoever reported it added something. */
  added: number;
  /** What one of us who may not open it again learned, as they propose to. */
  proposals: NonNullable<Closing['proposals']>;
  /** One of the answers speaks of misuse. */
  misuse: boolean;
};

/** Whether opening it again is proposed. Nothing opens it by itself. */
export function isReopeningProposed({ answers, evidence, reports, added, proposals }: LateNews): boolean {
  return answers + evidence + reports.length + added + proposals.length > 0;
}
